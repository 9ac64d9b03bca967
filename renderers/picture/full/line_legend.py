"""What the lines and marks of the field of feelings mean.

Law: a legend explains the signs that this map uses and no others.
"""

from __future__ import annotations

from reisleider.renderers.fonts.measure import width
from reisleider.renderers.picture.drawing.curve import DOTTED, diamond
from reisleider.renderers.picture.drawing.icons import STAR, WAIT
from reisleider.renderers.picture.drawing.palette import CARD, FAINT, FLAG, INK, MUTED, STAFF, TEAL, TEAL_PALE
from reisleider.renderers.picture.drawing.palette import STAR as STARLIGHT
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.columns import Grid
from reisleider.renderers.picture.full.wholes import draw_band
from reisleider.renderers.words.labels import Labels


def _signs(grid: Grid) -> tuple[str, ...]:
    """The signs that this field uses; a legend explains no others."""
    touchpoints = [slot.touchpoint for slot in grid.slots]
    felt = any(one.faces for one in touchpoints)
    used = {
        "line": felt,
        "whole": bool(grid.wholes),
        "dotted": felt or bool(grid.wholes),
        "staff-line": any(one.guess for one in touchpoints) or any(one.felt.guess for one in grid.wholes),
        "spread": felt,
        "divided": any(one.faces is not None and one.faces.polarised for one in touchpoints),
        "wait": any(one.wait for one in touchpoints),
        "moment": any(one.moment for one in touchpoints),
    }
    return tuple(sign for sign, here in used.items() if here)


def lay_line_legend(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> float:
    """What the lines and marks of the field mean, in one row that wraps where the map is narrow."""
    start = grid.columns[0].x
    x = start
    for key in _signs(grid):
        text = labels(f"legend.{key}")
        wide = 40 + width(text, 11.5)
        if x > start and x + wide > grid.right - 8:
            x, y = start, y + 20
        _sample(sheet, key, x, y + 7.5)
        sheet.write(text, x + 34, y, 11.5, "regular", MUTED)
        x += wide + 22
    return y + 16


def _sample(sheet: Sheet, key: str, x: float, y: float) -> None:
    if key == "line":
        sheet.stroke(f"M{x:.1f} {y:.1f}h26", TEAL, 3)
    elif key == "whole":
        draw_band(sheet, Box(x, y - 7, 28, 14))
    elif key == "dotted":
        sheet.stroke(f"M{x:.1f} {y:.1f}h26", TEAL, 3, DOTTED)
    elif key == "staff-line":
        sheet.stroke(f"M{x:.1f} {y:.1f}h26", STAFF, 2, "6 5")
        sheet.shape(diamond(x + 13, y, 5), CARD, STAFF, 2)
    elif key == "spread":
        sheet.panel(Box(x + 2, y - 5, 24, 10), TEAL_PALE, radius=3)
    elif key == "divided":
        sheet.stroke(f"M{x + 2:.1f} {y:.1f}h22", INK, 1.5)
        sheet.face(-1, x + 3, y, 7)
        sheet.face(1, x + 25, y, 7)
        sheet.disc(x + 14, y, 4, TEAL, CARD)
    elif key == "wait":
        sheet.panel(Box(x + 4, y - 9, 20, 18), CARD, FAINT, 4, "3 3")
        sheet.icon(WAIT, x + 7.5, y - 6.5, 13, MUTED)
    else:
        sheet.panel(Box(x + 2, y - 9, 24, 18), FLAG, radius=6)
        sheet.icon(STAR, x + 7, y - 7, 14, STARLIGHT)
