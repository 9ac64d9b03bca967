"""The foot of a map: what its signs mean, who answered, what is hidden and why, and which version this is.

Law: the same honest lines stand under every cut; nothing is hidden without saying so here.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.picture.drawing.legend import SIZE, lay_signs, remarks
from reisleider.renderers.picture.drawing.palette import INK, MUTED
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.columns import Grid
from reisleider.renderers.words.about_map import footnotes
from reisleider.renderers.words.labels import Labels

MOST_WIDE = 1500.0  # px: a longer line is hard to read back to its beginning


def lay_footer(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    """The legend of evidence and control, then the notes in lines; returns the page's end."""
    y = lay_signs(sheet, journey_map, labels, grid.left, y + 4, grid.right)
    wide = min(grid.right - grid.left, MOST_WIDE)
    for line in remarks(sheet, journey_map, labels):
        y = sheet.paragraph(line, grid.left, y + 4, wide, SIZE, "regular", INK)
    text = "  ·  ".join(footnotes(journey_map, labels))
    return sheet.paragraph(text, grid.left, y + 4, wide, SIZE, "regular", MUTED) + 22
