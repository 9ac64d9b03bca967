"""How wide a text is in the shipped fonts, and where it may break.

Law: every text on a picture is measured here before it gets a place; widths come from ``fonts/widths.json``.
Kerning is left out: it only ever makes a text a little narrower than was measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["regular", "semibold", "bold", "italic"]
ELLIPSIS = "…"
SMALL, LARGE = 14.0, 32.0  # the ends of Inter's optical-size axis, in px; the rasteriser follows the font size
VOWELS = frozenset("aeiouyáàäâéèëêíìïîóòöôúùüûAEIOUY")
OPENERS = frozenset("-–—/_·.,;:@&=")  # a long word may break after one of these without a hyphen


@dataclass(frozen=True)
class _Table:
    small: Mapping[str, float]
    large: Mapping[str, float]


def _read() -> Mapping[Face, _Table]:
    data = json.loads((Path(__file__).parent / "widths.json").read_text(encoding="utf-8"))
    em, characters = data["em"], data["characters"]

    def per_em(widths: Sequence[int]) -> dict[str, float]:
        return {character: width / em for character, width in zip(characters, widths, strict=True)}

    return {face: _Table(per_em(rows["14"]), per_em(rows["32"])) for face, rows in data["widths"].items()}


_TABLES = _read()
COVERED = frozenset(_TABLES["regular"].small)
"""Every character that all shipped fonts can draw."""


@lru_cache(maxsize=16384)
def width(text: str, size: float, face: Face = "regular") -> float:
    """The width of ``text`` in px at ``size`` px; a character no font covers counts as a full em."""
    table = _TABLES[face]
    small = sum(table.small.get(character, 1.0) for character in text)
    if size <= SMALL:
        return small * size
    large = sum(table.large.get(character, 1.0) for character in text)
    share = min(1.0, (size - SMALL) / (LARGE - SMALL))
    return (small + (large - small) * share) * size


def wrap(text: str, room: float, size: float, face: Face = "regular", lines: int | None = None) -> tuple[str, ...]:
    """``text`` in lines of at most ``room`` px; a word that is too long breaks, with a hyphen where it needs one.

    With ``lines``, what does not fit ends in an ellipsis: the caller owes the reader the whole text elsewhere.
    """
    found: list[str] = []
    line = ""
    waiting = text.split()[::-1]
    while waiting:
        word = waiting.pop()
        longer = f"{line} {word}" if line else word
        if width(longer, size, face) <= room:
            line = longer
            continue
        if line:
            found.append(line)
            line = ""
        if lines is not None and len(found) > lines:
            break
        if width(word, size, face) <= room:
            line = word
            continue
        head, tail = _break(word, room, size, face)
        found.append(head)
        if tail:
            waiting.append(tail)
    if line:
        found.append(line)
    if lines is None or len(found) <= lines:
        return tuple(found)
    return (*found[: lines - 1], shorten(" ".join(found[lines - 1 :]), room, size, face))


def shorten(text: str, room: float, size: float, face: Face = "regular") -> str:
    """``text`` on one line of at most ``room`` px, its end replaced by an ellipsis where it does not fit."""
    if width(text, size, face) <= room:
        return text
    room -= width(ELLIPSIS, size, face)
    used = 0.0
    for place, character in enumerate(text):
        used += width(character, size, face)
        if used > room:
            return text[:place].rstrip() + ELLIPSIS
    return text


def _break(word: str, room: float, size: float, face: Face) -> tuple[str, str]:
    """The part of a word that fits, and the rest; breaks after a mark, or before a syllable, or anywhere."""
    most = _fitting(word, room, size, face)
    for place in range(most, max(1, most // 2), -1):
        if word[place - 1] in OPENERS:
            return word[:place], word[place:]
    most = _fitting(word, room - width("-", size, face), size, face)
    for place in range(most, max(2, most // 2), -1):
        if _begins_syllable(word, place):
            return word[:place] + "-", word[place:]
    if word[most - 1].isalpha() and most < len(word) and word[most].isalpha():
        return word[:most] + "-", word[most:]
    return word[:most], word[most:]


def _fitting(word: str, room: float, size: float, face: Face) -> int:
    used = 0.0
    for place, character in enumerate(word):
        used += width(character, size, face)
        if used > room:
            return max(1, place)
    return len(word)


def _begins_syllable(word: str, place: int) -> bool:
    """Whether a consonant and a vowel follow: rough, and it reads well in Dutch compounds and in English."""
    if place + 2 >= len(word) or not word[place - 1].isalpha():
        return False
    return word[place].isalpha() and word[place] not in VOWELS and word[place + 1] in VOWELS
