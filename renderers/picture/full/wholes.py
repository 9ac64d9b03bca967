"""Phases that can be told as a whole only, in the field of feelings: a wide band with the middle face on it.

Law: a band never looks like a touchpoint: it is as wide as its phase, and the line to its neighbours is dotted.
"""

from __future__ import annotations

from reisleider.renderers.picture.drawing.curve import Spot
from reisleider.renderers.picture.drawing.palette import CARD, TEAL, TEAL_PALE
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.columns import Column, Grid
from reisleider.renderers.picture.full.scale import FACE, height_of
from reisleider.renderers.words.signs import nearest_face

ASIDE = 14.0  # px that a band stays off its phase's edges
HIGH = 30.0  # px
BAR = 12.0  # px: the bars of the spread


def whole_spots(column: Column, top: float) -> list[Spot]:
    """The two ends of a phase's band, for the line to pass; none where the phase has no band."""
    felt = column.content.whole
    if felt is None:
        return []
    y = height_of(felt.faces.median, top)
    return [Spot(column.x + ASIDE, y, wait=True), Spot(column.right - ASIDE, y, wait=True)]


def spread_wholes(sheet: Sheet, grid: Grid, top: float) -> None:
    """Behind the line: per level a bar as wide as its share of the answers, as for a touchpoint, across the phase."""
    for column in grid.columns:
        felt = column.content.whole
        if felt is None:
            continue
        most = column.width - 2 * ASIDE
        for score, count in zip((-2, -1, 0, 1, 2), felt.faces.counts, strict=True):
            if count:
                wide = most * count / felt.faces.n
                middle = column.x + column.width / 2
                sheet.panel(Box(middle - wide / 2, height_of(score, top) - BAR / 2, wide, BAR), TEAL_PALE, radius=4)


def draw_wholes(sheet: Sheet, grid: Grid, top: float) -> None:
    """The bands themselves, over the line that leads to them."""
    for column in grid.columns:
        felt = column.content.whole
        if felt is None:
            continue
        y = height_of(felt.faces.median, top)
        box = Box(column.x + ASIDE, y - HIGH / 2, column.width - 2 * ASIDE, HIGH)
        sheet.panel(box, CARD, TEAL, HIGH / 2)
        sheet.face(nearest_face(felt.faces.median), column.x + column.width / 2, y, FACE)
