"""Measures the shipped fonts once: advance widths per character into ``renderers/fonts/widths.json``.

Law: run by hand after replacing a font file (``python tools/measure_fonts.py``); it alone needs fontTools.
The product reads only the table this writes.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "renderers" / "fonts"
FACES = {"regular": ("Inter.ttf", 400), "semibold": ("Inter.ttf", 600), "bold": ("Inter.ttf", 700)} | {
    "italic": ("Inter-Italic.ttf", 400)
}
OPTICAL = (14, 32)  # both ends of Inter's optical-size axis; in between, widths change linearly


def main() -> None:
    """Writes the table: the characters both fonts can draw, and their widths per face and optical size."""
    fonts = {name: TTFont(FONTS / name) for name, _ in FACES.values()}
    coverage = set.intersection(*(set(font.getBestCmap()) for font in fonts.values()))
    points = sorted(point for point in coverage if _is_plain(chr(point)))
    widths: dict[str, dict[str, list[int]]] = {}
    for face, (name, weight) in FACES.items():
        glyphs = fonts[name].getBestCmap()
        widths[face] = {}
        for size in OPTICAL:
            drawn = fonts[name].getGlyphSet(location={"wght": weight, "opsz": size})
            widths[face][str(size)] = [round(drawn[glyphs[point]].width) for point in points]
    table = {"em": fonts["Inter.ttf"]["head"].unitsPerEm, "characters": "".join(map(chr, points)), "widths": widths}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    (FONTS / "widths.json").write_text(text + "\n", encoding="utf-8")


def _is_plain(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


if __name__ == "__main__":
    main()
