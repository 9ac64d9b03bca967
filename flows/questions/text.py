"""An open question, answered in own words.

Law: any words are an answer; a button ("No") is one only when it is the whole message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from reisleider.flows.effects import Slot
from reisleider.flows.journey import Value
from reisleider.flows.listening.acts import Answer
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard

_CODE = re.compile(r":[\w+-]+:")
LONGEST = 20_000  # characters; five times the longest message a chat platform sends


class Text(QuestionType):
    kind = "text"
    reads = "words"
    open = True
    echoes = False
    example = (
        'id = "trigger"\nblock = "b"\nkind = "text"\nsaves = "trigger"\n'
        'nl = "Hoe begon het?"\nen = "How did it start?"',
        "we moesten onze vrije dagen doorgeven",
        "we moesten onze vrije dagen doorgeven",
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        choices = heard(step, offer)
        if said.kind == "press":
            pressed = next((choice for choice in choices if choice.id == said.choice), None)
            return Refused("refused.words") if pressed is None else Taken({"option": pressed.id}, pressed)
        words = said.text.strip()
        if not any(category(one)[0] in "LN" or category(one) == "So" for one in _CODE.sub("", words)):
            return Refused("refused.words")  # "...", or a sticker by its code: neither a word nor an emoji
        if len(words) > LONGEST:
            return Refused("refused.too-long", {"limit": LONGEST})
        meant = read_reply(words, self.asked(step, offer, numbers=said.numbered))
        act = meant.act if meant.sure else None
        chosen = next((c for c in choices if isinstance(act, Answer) and c.id == act.choice), None)
        return Taken(words) if chosen is None else Taken({"option": chosen.id}, chosen)

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return bool(choice == (value["option"] if isinstance(value, dict) else value))

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        return named(value["option"] if isinstance(value, dict) else value)

    def own_words(self, value: Value) -> str | None:
        return value if isinstance(value, str) else None

    def without_words(self, value: Value, name: str | None) -> Value:
        """Only a button that was pressed instead, such as "No"."""
        return value if isinstance(value, dict) else None

    def faults(self, step: Step) -> Iterator[str]:
        if step.source is not None:
            yield "a text question has no source; use kind = choice or step."


TYPE = Text()
