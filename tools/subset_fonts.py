"""Cuts the shipped fonts for the web once: WOFF2 files by script into ``renderers/fonts/web``.

Law: run by hand after replacing a font file (``python tools/subset_fonts.py``); it alone packs fonts. One optical size
and only the weights the page uses, so that a page can carry its letters with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent.parent / "renderers" / "fonts"
WEB = FONTS / "web"
STYLES = {
    "roman": ("Inter.ttf", {"opsz": 14, "wght": (400, 700)}),
    "italic": ("Inter-Italic.ttf", {"opsz": 14, "wght": 400}),
}
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum")
"""What the page asks of a font: spacing, accents, a language's own forms, figures of one width."""
SCRIPTS = {
    "latin": (range(0x20, 0x7F), range(0xA0, 0x100), range(0x152, 0x154), range(0x2010, 0x2028), range(0x2030, 0x203B)),
    "latin-a": (range(0x100, 0x152), range(0x154, 0x180)),
    "latin-more": (range(0x180, 0x250), range(0x1E00, 0x1F00), range(0x300, 0x370)),
    "greek": (range(0x370, 0x400),),
    "greek-more": (range(0x1F00, 0x2000),),
    "cyrillic": (range(0x400, 0x460), range(0x490, 0x492)),
    "cyrillic-more": (range(0x460, 0x490), range(0x492, 0x530), range(0x2DE0, 0x2E00), range(0xA640, 0xA6A0)),
}
SIGNS = (0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2194, 0x2212, 0x2713, 0x2605, 0x25A1)
"""Euro, trade mark, arrows, minus, check, star, box: they go with Latin."""


def main() -> None:
    """Writes one file per style and script, the same bytes every time."""
    WEB.mkdir(exist_ok=True)
    for style, (name, location) in STYLES.items():
        for script, ranges in SCRIPTS.items():
            points = {point for part in ranges for point in part} | (set(SIGNS) if script == "latin" else set())
            file = WEB / f"{style}-{script}.woff2"
            _cut(FONTS / name, location, points, file)
            print(f"{file.name}: {file.stat().st_size / 1000:.1f} kB")


def _cut(source: Path, location: dict[str, object], points: Iterable[int], file: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = Options(flavor="woff2", hinting=False, layout_features=list(FEATURES), name_IDs=[1, 2, 13, 14])
    cutter = Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)  # before pinning: what pinning leaves without variation, the cutter no longer finds
    instantiateVariableFont(font, location, inplace=True)
    save_font(font, str(file), options)


if __name__ == "__main__":
    main()
