"""Makes people's words fit to draw: no control, no trick, no character the fonts cannot show.

Law: every text from outside passes ``clean`` before it is measured or drawn. What is letters in another dress is drawn
as those letters; what cannot be drawn becomes a box,
a long run of boxes one with their number, so that nothing vanishes silently; what has no shape of its own is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reisleider.renderers.fonts.measure import COVERED

BOX = "□"
_SKIN = range(0x1F3FB, 0x1F400)
_REGION = range(0x1F1E6, 0x1F200)
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_MARKS = 2  # more combining marks than this on one letter is a prank that leaves its line
_COMBINING = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MANY_BOXES = re.compile(f"{BOX}(?: ?{BOX}){{3,}}")  # up to three are read at a glance
_MANY_MARKS = re.compile(f"({_COMBINING}{{{_MARKS}}}){_COMBINING}+")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """``text`` on one line, safe for XML and for the rasteriser: spaces collapsed, uncovered characters boxed
    ("□×14" for fourteen of them; other formats hold the words themselves).

    Control and format characters (bidi overrides, zero-width joiners), variation selectors, skin tones and
    regional indicators are dropped: they crash or mislead a renderer and mean nothing by themselves.
    """
    composed = _MANY_MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    drawn = " ".join("".join(map(_drawn, composed)).split())
    return _MANY_BOXES.sub(lambda found: f"{BOX}×{found[0].count(BOX)}", drawn)


def _drawn(character: str) -> str:
    if character in COVERED:
        return character
    if character.isspace():
        return " "
    point = ord(character)
    if point in _SKIN or point in _REGION or any(point in selectors for selectors in _SELECTORS):
        return ""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return " " if character in "\n\t\r" else ""
    return _spelled(character) or BOX


def _spelled(character: str) -> str:
    """A sign that is letters in another dress (a ligature, a wide letter, a unit), as those letters; "" where it is not
    or they cannot be drawn."""
    letters = unicodedata.normalize("NFKC", character)
    return letters if letters != character and all(one in COVERED for one in letters) else ""
