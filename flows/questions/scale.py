"""A whole number between two ends, such as 1 to 5 or 0 to 10.

Law: a typed number is itself, never a position; other answers ("I don't know") are fixed options.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions.question_type import QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard, pick

WIDEST = 11  # 0 to 10; more buttons than that do not fit a phone


class Scale(QuestionType):
    kind = "scale"
    echoes = False
    wordless = True
    example = (
        'id = "impact"\nblock = "b"\nkind = "scale"\nsaves = "impact"\n'
        'nl = "Hoeveel?"\nen = "How much?"\nmin = 1\nmax = 5',
        "4",
        4,
    )

    def numbers(self, step: Step) -> tuple[Choice, ...]:
        return tuple(Choice(f"n{value}", words=str(value)) for value in range(step.min, step.max + 1))

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        return (*self.numbers(step), *step.shown)

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        numbers = self.numbers(step)
        wanted = f"n{said.text.strip().rstrip('.!')}" if said.kind == "text" else said.choice
        number = next((choice for choice in numbers if choice.id == wanted), None)
        if number is not None:
            return Taken(int(number.id[1:]), number)
        options = heard(step, offer)
        choice = None if said.kind == "text" and said.text.strip().isdecimal() else pick(said, options)[0]
        if choice is None:
            return Refused("refused.scale", {"min": step.min, "max": step.max})
        return Taken(choice.id, choice)

    def could_be(self, step: Step, value: object) -> bool:
        return isinstance(value, int) or super().could_be(step, value)

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice in (value, f"n{value}")

    def faults(self, step: Step) -> Iterator[str]:
        if not 1 <= step.max - step.min < WIDEST:
            yield f"max must lie above min, at most {WIDEST} numbers in all."


TYPE = Scale()
