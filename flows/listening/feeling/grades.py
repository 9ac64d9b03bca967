"""Grades, stars and percentages as scores: "8/10", "een 7", "3 sterren", "100%".

Law: a grade must be named as one: a bare number is none. Five out of ten says neither good nor bad, and is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import BOUND, Typed
from reisleider.flows.words.vocabulary import figures

_OUT_OF = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s?/\s?(\d{1,9})")
_PERCENT = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s?%")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DECIMAL = re.compile(r"\d[.,]\d")
"""Half marks are only given in grades: no place and no choice is called "6,5"."""


def number_of(word: str) -> float | None:
    """The number that a word is, in figures or letters."""
    if _NUMBER.fullmatch(word):
        return float(word.replace(",", "."))
    return figures("counted", "counting").get(word)


def graded(typed: Typed) -> tuple[int, bool] | None:
    """The score of a grade in the reply, and whether it is sure; None where there is none."""
    if len(typed.words) == 1 and _DECIMAL.fullmatch(typed.words[0]) is not None:
        return _scale(float(typed.words[0].replace(",", ".")), 10)
    return next((found for words in (typed.words, *_clauses(typed)) if (found := _graded(words)) is not None), None)


def _graded(words: Sequence[str]) -> tuple[int, bool] | None:
    for place, word in enumerate(words):
        if (found := _OUT_OF.fullmatch(word)) is not None:
            return _scale(float(found[1].replace(",", ".")), float(found[2]))
        if (found := _PERCENT.fullmatch(word)) is not None:
            return _scale(float(found[1].replace(",", ".")), 100)
        if word in figures("counted", "grades") and len(words) < 6:
            return _scale(figures("counted", "grades")[word], 10)
        number = number_of(word)
        if number is None:
            continue
        behind = " ".join(words[place + 1 : place + 4])
        most = next((m for of in kinds("out-of") for m in _most(behind, of)), None)
        if most is not None:
            return _scale(number, most)
        if words[place + 1 : place + 2] and words[place + 1] in kinds("stars"):
            return _scale(number, 5)
        before = " ".join(words[:place])
        if (
            len(words) - place < 3
            and number <= 10
            and before in kinds("grade")
            and not (word in figures("counted", "counting") and not before)
        ):
            return _scale(number, 10)
    return None


def _clauses(typed: Typed) -> Iterator[Sequence[str]]:
    """The words between marks: "een 1, en dat is nog voor de moeite", "niet slecht, een 6"."""
    clause: list[str] = []
    for piece in (*typed.pieces, BOUND):
        if piece != BOUND:
            clause.append(piece)
        elif clause:
            yield clause
            clause = []


def _most(behind: str, of: str) -> list[float]:
    rest = behind.removeprefix(f"{of} ")
    most = number_of(rest.split()[0]) if rest != behind else None
    return [most] if most in (5, 10, 100) else []


def _scale(number: float, most: float) -> tuple[int, bool] | None:
    if most not in (5, 10, 20, 100) or number > most:
        return None
    if most == 5:
        return (max(-2, min(2, round(number) - 3)), True)
    tenth = number * 10 / most
    if tenth < 4:
        return -2, True
    if tenth < 5.5:
        return -1, tenth != 5
    return (0 if tenth < 6.5 else 1 if tenth < 8.6 else 2), True
