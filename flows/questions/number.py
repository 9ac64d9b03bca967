"""A number with the unit it was said in: "4,5 sterren", "90 %", "2 dagen".

Law: stored as {"number": float, "unit": words or None}; a decimal comma and a decimal point both count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard, pick

_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<number>\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d{1,12}(?:[.,]\d{1,6})?)")


class Number(QuestionType):
    kind = "number"
    wordless = True  # but for its unit, which says what was counted
    example = (
        'id = "target"\nblock = "b"\nkind = "number"\nsaves = "target"\nnl = "Welk getal?"\nen = "Which number?"',
        "4,5 sterren",
        {"number": 4.5, "unit": "sterren"},
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        found = _NUMBER.search(said.text) if said.kind == "text" else None
        if found is not None:
            return Taken({"number": self.value(found), "unit": self.unit(said.text, found)})
        choice, _ = pick(said, heard(step, offer))
        return Refused("refused.number") if choice is None else Taken({"option": choice.id}, choice)

    def value(self, found: re.Match[str]) -> float:
        digits = found["number"]
        if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", digits):
            digits = digits.replace(".", "").replace(" ", "")
        return float(("-" if found["sign"] else "") + digits.replace(",", "."))

    def unit(self, text: str, found: re.Match[str]) -> str | None:
        rest = f"{text[: found.start()].strip()} {text[found.end() :].strip()}".strip(" .!")
        return rest or None

    def could_be(self, step: Step, value: object) -> bool:
        return isinstance(value, int) or super().could_be(step, value)

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice in value.values()

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        if "option" in value:
            return named(value["option"])
        return Words(f"{value['number']:g} {value['unit'] or ''}".strip())

    def faults(self, step: Step) -> Iterator[str]:
        if step.source is not None:
            yield "a number has no source; use kind = choice."


TYPE = Number()
