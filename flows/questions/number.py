"""A number with the unit it was said in: "4,5 sterren", "90 %", "2 dagen", "binnen 24 uur", "tussen 5 en 10".

Law: stored as {"number": float, "unit": words or None}; a decimal comma and a decimal point both count. A range has
``to`` as well, and what has a bound or a range keeps how it was ``said``, for that is how it is told back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard
from reisleider.flows.words.vocabulary import figures, lists, one_of

_DIGITS = r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d{1,12}(?:[.,]\d{1,6})?"
_UP_TO = rf"\s*(?:[-–]|\b{one_of(lists('kinds')['up-to'])}\b)\s*"
_NUMBER = re.compile(rf"(?P<sign>[-−]?)(?P<number>{_DIGITS})(?:{_UP_TO}(?P<to>{_DIGITS}))?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_BOUND = re.compile(rf"\b{one_of(lists('kinds')['bounds'])}\s*\Z", re.IGNORECASE)


class Number(QuestionType):
    kind = "number"
    wordless = True  # but for its unit, which says what was counted
    example = (
        'id = "target"\nblock = "b"\nkind = "number"\nsaves = "target"\nnl = "Welk getal?"\nen = "Which number?"',
        "4,5 sterren",
        {"number": 4.5, "unit": "sterren"},
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        choices = heard(step, offer)
        if said.kind == "press":
            choice, sure = next((one for one in choices if one.id == said.choice), None), True
        else:
            text = _in_figures(said.text.strip())
            found = _NUMBER.search(text)
            if found is not None:
                return Taken(self.read(text, found, said.text))
            choice, sure = self.meant_by(step, offer, said.text, choices)
        if choice is not None and not sure:
            return Unsure(choice)
        return Refused("refused.number") if choice is None else Taken({"option": choice.id}, choice)

    def read(self, text: str, found: re.Match[str], said: str) -> Value:
        before, behind = text[: found.start()], text[found.end() :]
        free = _BOUND.sub("", before)
        unit = f"{free.strip()} {behind.strip()}".strip(" .!") or None
        value = {"number": self.value(found["sign"] + found["number"]), "unit": unit}
        if found["to"] is not None:
            value["to"] = self.value(found["to"])
        return {**value, "said": said.strip(" .!\n\t")} if free != before or found["to"] is not None else value

    def value(self, digits: str) -> float:
        if re.fullmatch(r"[-−]?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", digits):
            digits = digits.replace(".", "").replace(" ", "")
        return float(digits.replace("−", "-").replace(",", "."))

    def could_be(self, step: Step, value: object) -> bool:
        return isinstance(value, int) or super().could_be(step, value)

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice in value.values()

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        if "option" in value:
            return named(value["option"])
        return Words(value.get("said") or f"{value['number']:g} {value['unit'] or ''}".strip())

    def faults(self, step: Step) -> Iterator[str]:
        if step.source is not None:
            yield "a number has no source; use kind = choice."


def _in_figures(text: str) -> str:
    """A number in letters as one in figures: "twee dagen" is "2 dagen"; "een dag" stays, for it may count nothing."""
    counted = figures("counted", "counting")
    return _WORD.sub(lambda word: f"{counted[word[0].casefold()]:g}" if _counts(word[0]) else word[0], text)


def _counts(word: str) -> bool:
    return figures("counted", "counting").get(word.casefold(), 1) > 1


TYPE = Number()
