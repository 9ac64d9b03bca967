"""A number with the unit it was said in: "4,5 sterren", "90 %", "2 dagen", "binnen 24 uur", "tussen 5 en 10".

Law: stored as {"number": float, "unit": words or None}; a decimal comma and a decimal point both count, and what the
interview's language leaves unclear ("1.500"), or what goes on as another number does ("12:30"), is asked back. A range
has ``to`` as well, and what has a bound or a range keeps how it was ``said``, for that is how it is told back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.cues import as_figures
from reisleider.flows.words.halves import halves_in_figures
from reisleider.flows.words.offers import heard
from reisleider.flows.words.vocabulary import figures, lists, names, one_of

_SPACES = " \u00a0\u2009\u202f"
_PARTS = rf"[.,'’{_SPACES}]"  # between thousands, somewhere
_FRACTION = rf"(?:[{_SPACES}]?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[{_SPACES}]\d{{1,2}}/\d{{1,2}}\b)"
_DIGITS = (
    rf"\d{{1,3}}(?:{_PARTS}\d{{3}})+(?:[.,]\d{{1,6}})?(?!\d)"
    rf"|\d{{1,3}}/\d{{1,3}}(?![\d/])|\d{{1,12}}{_FRACTION}|\d{{1,12}}(?:[.,]\d{{1,6}})?|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
)
_PIECES = (2, 3, 4, 5, 6, 8)  # into which people cut one: "8/10" is a grade
_UP_TO = rf"\s{{0,3}}(?:[-–—~]|\b{one_of(lists('kinds')['up-to'])}\b)\s{{0,3}}"
_BELOW = rf"(?P<sign>(?<!\w)(?:[-−–—]|\b{one_of(lists('kinds')['minus'])}\s{{1,3}})?)"
_NUMBER = re.compile(rf"{_BELOW}(?P<number>{_DIGITS})(?:{_UP_TO}(?P<to>{_DIGITS}))?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_GOES_ON = re.compile(r"\d|[exX_]\d|[^\w\s]\s?\d", re.IGNORECASE)  # right behind what was read
_BEGAN = re.compile(r"\w[-’']\Z")  # right before it: "twenty-2"
_ROUND = re.compile(r"\A,\s?[-–—]+")  # "€ 25,-": no cents
_DRESSED = str.maketrans("．，－‐‑‒―～％٫٬´`", ".,-----~%.'''")
"""Signs in numbers as other keyboards and scripts write them."""
_WORD = re.compile(r"[^\W\d_]+")
_BOUND = re.compile(rf"\b{one_of(lists('kinds')['bounds'])}\s{{0,3}}\Z", re.IGNORECASE)


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
                return self.read(text, found, said.text, offer.language)
            choice, sure = self.meant_by(step, offer, said.text, choices)
        if choice is not None and not sure:
            return Unsure(choice)
        return Refused("refused.number") if choice is None else Taken({"option": choice.id}, choice)

    def read(self, text: str, found: re.Match[str], said: str, language: str | None) -> Outcome:
        """What was counted; asked back where it may be two numbers."""
        before, behind = text[: found.start()], text[found.end() :]
        ends = [_meant(one, language) for one in (found["number"], found["to"]) if one is not None]
        if not all(ends) or _GOES_ON.match(behind) or _BEGAN.search(before):
            return Refused("refused.number")
        if any(len(meant) != 1 for meant in ends):
            one, other = next(meant for meant in ends if len(meant) != 1)
            sign = names("decimals").get(language or "", ",")
            shown = {key: f"{value:g}".replace(".", sign) for key, value in (("one", one), ("other", other))}
            return Refused("refused.number-unclear", shown)
        free = _BOUND.sub("", before)
        unit = f"{free.strip()} {_ROUND.sub('', behind).strip()}".strip(" .,;!?") or None
        value: dict[str, Any] = {"number": ends[0][0] * (-1 if found["sign"] else 1), "unit": unit}
        if found["to"] is not None:
            value["to"] = ends[1][0]
        bounded = free != before or found["to"] is not None
        return Taken({**value, "said": said.strip(" .!\n\t")} if bounded else value)

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


def _meant(digits: str, language: str | None) -> tuple[float, ...]:
    """The number that was written, or both that it may be: "1.500" is what it is in one language and not in another.
    Nothing where it is written as none is."""
    digits = digits.strip()
    told = unicodedata.normalize("NFKC", digits[-1]) if digits[-1].isnumeric() else ""
    if "⁄" in told:
        whole = digits[:-1].strip(_SPACES)
        return (float(whole or 0) + unicodedata.numeric(digits[-1]),)
    if "/" in digits:
        whole, _, rest = digits.rpartition(" ") if any(one in digits for one in _SPACES) else ("", "", digits)
        above, below = (int(one) for one in rest.split("/"))
        return (float(whole or 0) + above / below,) if 0 < above < below and below in _PIECES else ()
    bare = re.sub(rf"['’{_SPACES}]", "", digits)
    signs = [sign for sign in bare if sign in ".,"]
    if len(set(signs)) == 2:
        decimal = signs[-1]
        grouped = bare.replace("," if decimal == "." else ".", "")
        return (float(grouped.replace(",", ".")),) if signs.count(decimal) == 1 else ()
    if len(signs) > 1 and not _GROUPED.fullmatch(bare):
        return ()
    if len(signs) != 1:
        return (float(bare.replace(".", "").replace(",", "")),)
    before, sign, behind = bare.partition(signs[0])
    small, large = float(f"{before}.{behind}"), float(before + behind)
    if len(behind) != 3 or len(before) > 3 or before == "0" or bare != digits:
        return (small,)
    spoken = names("decimals").get(language or "")
    if spoken is None:
        return (large if sign == "." else small,)
    return (large,) if sign != spoken else (large, small)


def _in_figures(text: str) -> str:
    """A number in letters as one in figures: "twee dagen" is "2 dagen"; "een dag" stays, for it may count nothing."""
    counted = figures("counted", "counting")
    text = as_figures(text).translate(_DRESSED)
    return halves_in_figures(
        _WORD.sub(lambda word: f"{counted[word[0].casefold()]:g}" if _counts(word[0]) else word[0], text)
    )


def _counts(word: str) -> bool:
    return figures("counted", "counting").get(word.casefold(), 1) > 1


TYPE = Number()
