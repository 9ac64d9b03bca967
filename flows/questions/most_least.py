"""Out of a few, the most important and then the least: two short questions, one answer.

Law: stored as {"shown": ids, "most": id, "least": id}; what was shown is kept, for importance counts over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Texts, Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Partly, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard
from reisleider.flows.words.vocabulary import lists, one_of

_BETWEEN = re.compile(rf" {one_of(lists('kinds')['and'])} |,")


class MostAndLeast(QuestionType):
    kind = "most-least"
    counted = True
    numbered = True
    wordless = True
    example = (
        'id = "importance"\nblock = "b"\nkind = "most-least"\nsaves = "importance"\nsource = "touchpoint"\n'
        'nl = "Welke het meest?"\nen = "Which most?"\nleast = { nl = "En het minst?", en = "And least?" }',
        "1 en 2",
        {"shown": ["i1", "i2", "i3"], "most": "i1", "least": "i2"},
    )

    def text(self, step: Step, offer: Offer) -> Texts:
        return step.least if offer.draft else step.text

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        return (*self.left(offer), *step.shown)

    def left(self, offer: Offer) -> tuple[Choice, ...]:
        most = (offer.draft or {}).get("most")
        return tuple(choice for choice in offer.source if choice.id != most)

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        most = (offer.draft or {}).get("most")
        every = [choice.id for choice in offer.source]
        both = _BETWEEN.split(said.text) if said.kind == "text" else []
        if most is None and len(both) == 2:
            first, second = (self.named_by(step, offer, half, offer.source) for half in both)
            if first is not None and second is not None and first != second:
                return Taken({"shown": every, "most": first.id, "least": second.id})
        choices = (*self.left(offer), *heard(step, Offer()))
        if said.kind == "press":
            choice = next((one for one in choices if one.id == said.choice), None)
        else:
            choice, sure = self.meant_by(step, offer, said.text, choices)
            if choice is not None and not sure:
                return Unsure(choice)
        if choice is None:
            return Refused("refused.step")
        if choice.id not in every:
            return Taken({"shown": every, "most": most, "least": None}, choice)
        if most is None:
            return Partly({"most": choice.id}, choice)
        return Taken({"shown": every, "most": most, "least": choice.id}, choice)

    def reread(self, step: Step, offer: Offer, said: Said) -> Value:
        """Nothing: an edited message is one of the two replies that the answer came of."""
        return None

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice in value.values()

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        return named(value.get("most") or "")

    def faults(self, step: Step) -> Iterator[str]:
        if not step.least:
            yield "give it least = { nl, en }, its second question."
        if step.source not in ("touchpoint", "fact"):
            yield 'give it source = "touchpoint" or source = "fact".'


TYPE = MostAndLeast()
