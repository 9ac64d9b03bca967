"""The letters a page carries with it: the shipped font, cut by script, as data.

Law: Latin goes with every page, another script only where the page's own words need it; nothing is ever fetched.
Scripts that the font does not have are left to the reader's own fonts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parents[1] / "fonts" / "web"
SCRIPTS = {
    "latin": (),
    "latin-a": ((0x100, 0x151), (0x154, 0x17F)),
    "latin-more": ((0x180, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF)),
    "greek": ((0x370, 0x3FF),),
    "greek-more": ((0x1F00, 0x1FFF),),
    "cyrillic": ((0x400, 0x45F), (0x490, 0x491)),
    "cyrillic-more": ((0x460, 0x48F), (0x492, 0x52F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
}
"""Script -> first and last code points; as ``tools/subset_fonts.py`` cut them. Latin takes what is left."""
STYLES = {"roman": ("normal", "400 700"), "italic": ("italic", "400")}


@dataclass(frozen=True, slots=True)
class WebFont:
    """One ``@font-face``: base64 of a WOFF2 file, and the ``unicode-range`` it is for (empty: everything)."""

    style: str
    weight: str
    data: str
    covers: str


def choose_fonts(text: str) -> Iterator[WebFont]:
    """The fonts that a page of ``text`` needs, always in the same order."""
    points = {ord(sign) for sign in text}
    for script, ranges in SCRIPTS.items():
        if ranges and not any(first <= point <= last for point in points for first, last in ranges):
            continue
        covers = ",".join(f"U+{first:X}-{last:X}" for first, last in ranges)
        for name, (style, weight) in STYLES.items():
            yield WebFont(style, weight, _read(f"{name}-{script}.woff2"), covers)


@cache
def _read(name: str) -> str:
    return b64encode((FONTS / name).read_bytes()).decode("ascii")
