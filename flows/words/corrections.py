"""What somebody says of a play-back: it is right, a step is missing, must go, or was otherwise than it says.

Law: pure, and only what the words say: which of the steps is meant by a name, and how it felt, is not judged here. What
holds a denial or a "but" never means that all is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import lists, one_of

LAST = -1
_MARKS = frozenset(".,:;!?…-()")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]")
_SAID_AFTER = re.compile(r":\s*(\S.*)$", re.DOTALL)


@dataclass(frozen=True)
class Correction:
    """``kind``: that a step is ``missing``, must go ``away``, or that something is ``other`` than it says. ``number``:
    the step that was named by its place, from 1, or ``LAST``; ``rest``: what is left of the words without that, and
    without those that only stand around; ``named``: what came behind a colon."""

    kind: Literal["missing", "away", "other"]
    number: int | None
    rest: str
    named: str


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lists('review')[name])}(?!\w)")


def all_right(text: str) -> bool:
    """Whether somebody says, in so many words, that all is right."""
    return _pattern("right").fullmatch(_plain(text).strip(" .!")) is not None


def amiss(text: str) -> bool:
    """Whether the words hold a "but", a denial or a change, so that they are not the last word."""
    plain = _plain(text)
    return any(_pattern(name).search(plain) for name in ("amiss", "missing", "away")) or _place(plain)[0] is not None


def read_correction(text: str) -> Correction:
    """What a change said in words asks for."""
    plain = _plain(text)
    number, beside = _place(plain)
    goes = _goes(beside)
    lacks = number is None and not goes and _pattern("missing").search(beside) is not None
    beside = _pattern("away").sub(" ", beside) if goes else beside
    rest = " ".join(_telling(beside))
    named = _SAID_AFTER.search(text.strip())
    return Correction("away" if goes else "missing" if lacks else "other", number, rest, named[1] if named else "")


def _telling(beside: str) -> Iterator[str]:
    """The words without those that only stand around, but whole where they deny an opposite: "anything but nice"."""
    around, start = _around(), 0
    for found in _litotes().finditer(beside):
        yield from (word for word in _WORD.findall(beside[start : found.start()]) if word not in around | _MARKS)
        yield found[0]
        start = found.end()
    yield from (word for word in _WORD.findall(beside[start:]) if word not in around | _MARKS)


@cache
def _litotes() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lists('listening')['litotes'])}(?!\w)")


def _goes(beside: str) -> bool:
    """Whether a step is to go: some clause says so, and none with a denial."""
    clauses = [one for one in _pattern("clause").split(beside) if _pattern("away").search(one)]
    return bool(clauses) and not any(_denied(one) for one in clauses)


def _denied(clause: str) -> bool:
    return _pattern("unless").search(_pattern("away").sub(" ", clause, count=1)) is not None


@cache
def _around() -> frozenset[str]:
    return frozenset(lists("review")["around"])


def _place(plain: str) -> tuple[int | None, str]:
    """The place of a step that is named by its number or its order, and the words without that."""
    steps, order = one_of(lists("review")["step"]), lists("review")["ordinals"]
    found = re.search(rf"\b{steps}\.? ?(\d{{1,2}})(?!\w)", plain)
    if found is not None:
        return int(found[1]), _without(plain, found)
    for which, place in ((one_of(order), None), (one_of(lists("review")["last"]), LAST)):
        for found in re.finditer(rf"\b({which})(?P<step> {steps})?(?!\w)", plain):
            if found["step"] or _stands_alone(plain[found.end() :]):
                return (place if place is not None else order.index(found[1]) % 10 + 1), _without(plain, found)
    return None, plain


def _stands_alone(behind: str) -> bool:
    """Whether an ordinal names a step by itself: "the third was", not "the third time that"."""
    following = _WORD.match(behind.lstrip())
    return following is None or following[0] in _around() or following[0] in _MARKS


def _without(plain: str, found: re.Match[str]) -> str:
    return " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())


def _plain(text: str) -> str:
    return " ".join(without_accents(text).split())


def says_away(words: str) -> bool:
    """Whether a step's own words would themselves be taken for a wish to leave something out."""
    return _pattern("away").search(_plain(words)) is not None
