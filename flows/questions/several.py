"""Several answers at once: pressed one by one until Done, or typed together ("1, 3 and 4").

Law: stored as ids in the order shown; what is typed is complete, what is pressed waits for Done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Partly, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import CHROME
from reisleider.flows.words.offers import heard, option_of
from reisleider.flows.words.replies import means, plain
from reisleider.flows.words.vocabulary import lists, one_of

_AND = one_of(lists("kinds")["and"])
_BETWEEN = re.compile(rf"(?:(?<!\s)[^\S\n]+)?(?:,|;|\n|\b{_AND}\b|&|\+)\s*+")
_BUT = re.compile(rf"\b{one_of(lists('several')['but'])}\b")
_NUMBERS = re.compile(rf"^\d{{1,2}}(?:[\s,;&+]+(?:{_AND}\s+)?\d{{1,2}})*$")


class Several(QuestionType):
    kind = "several"
    counted = True
    numbered = True
    ticks = True
    wordless = True
    example = (
        'id = "roles"\nblock = "b"\nkind = "several"\nsaves = "roles"\nnl = "Welke?"\nen = "Which?"\n'
        'options = [{ id = "a", nl = "Aankoop", en = "Purchase" }, { id = "b", nl = "Levering", en = "Delivery" }, '
        '{ id = "c", nl = "Gebruik", en = "Use" }]',
        "1 en gebruik",
        ["a", "c"],
    )

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        chosen = offer.draft or []
        offered = tuple(replace(choice, chosen=choice.id in chosen) for choice in self.offered(step, offer))
        return (*offered, *self.closing(step), CHROME["done"]) if chosen else (*offered, *self.closing(step))

    def offered(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        return (*offer.source, *(c for c in step.shown if not self.alone(step, c)))

    def closing(self, step: Step) -> tuple[Choice, ...]:
        return tuple(choice for choice in step.shown if self.alone(step, choice))

    def alone(self, step: Step, choice: Choice) -> bool:
        option = option_of(step, choice)
        return option is not None and option.done

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        draft: list[str] = list(offer.draft or [])
        if said.choice == "done" or (said.kind == "text" and means(said.text, "done")):
            return Taken(draft) if draft else Refused("refused.choice")
        return self.press(step, offer, said, draft) if said.kind == "press" else self.typed(step, offer, said, draft)

    def press(self, step: Step, offer: Offer, said: Said, draft: list[str]) -> Outcome:
        choice = next((one for one in heard(step, offer) if one.id == said.choice), None)
        if choice is None:
            return Refused("refused.choice")
        if self.alone(step, choice):
            return Taken(choice.id, choice)
        if said.text:  # words that turned out to mean this one: what is typed is complete
            return self.complete(step, offer, {*draft, choice.id})
        chosen = [one for one in draft if one != choice.id] if choice.id in draft else [*draft, choice.id]
        ordered = self.in_order(chosen, self.offered(step, offer))
        if step.limit is not None and len(ordered) > step.limit:
            return Refused("refused.several", {"limit": step.limit})
        return Taken(ordered) if step.limit == len(ordered) else Partly(ordered)

    def typed(self, step: Step, offer: Offer, said: Said, draft: list[str]) -> Outcome:
        choices = heard(step, offer)
        text = said.text.strip()
        if plain(text) in lists("several")["all"]:
            return self.complete(step, offer, {one.id for one in self.offered(step, offer)})
        if _BUT.search(plain(text)):
            return Refused("refused.choice")
        whole, sure = self.meant_by(step, offer, text, choices)
        pieces = re.findall(r"\d+", text) if _NUMBERS.match(text) else _BETWEEN.split(text)
        apart = [self.meant_by(step, offer, one, choices) for one in pieces if one]
        chosen = [choice for choice, certain in apart if choice is not None and certain]
        if len(chosen) < len(apart) or not apart:
            likely = whole or next((choice for choice, _ in apart if choice is not None), None)
            if likely is None or len(chosen) > 1:
                return Refused("refused.choice")
            if whole is None or not sure:
                return Unsure(likely)
            chosen = [whole]
        if len(chosen) == 1 and self.alone(step, chosen[0]):
            return Taken(chosen[0].id, chosen[0])
        return self.complete(step, offer, {*draft, *(choice.id for choice in chosen)})

    def complete(self, step: Step, offer: Offer, wanted: set[str]) -> Outcome:
        """All of these and no more, in the order shown."""
        ordered = self.in_order(sorted(wanted), self.offered(step, offer))
        if step.limit is not None and len(ordered) > step.limit:
            return Refused("refused.several", {"limit": step.limit})
        return Taken(ordered)

    def in_order(self, chosen: Sequence[str], choices: Sequence[Choice]) -> list[str]:
        return [choice.id for choice in choices if choice.id in chosen]

    def reread(self, step: Step, offer: Offer, said: Said) -> Value:
        """Nothing: an edited message is one of the replies that the answer came of."""
        return None

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice == "done" or choice in value if isinstance(value, list) else super().is_same(step, value, choice)

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        chosen = value if isinstance(value, list) else [value]
        return named(chosen[0]) if chosen else ""

    def faults(self, step: Step) -> Iterator[str]:
        if len(step.options) < 2 and step.source is None:
            yield "give it at least two options, or a source."


TYPE = Several()
