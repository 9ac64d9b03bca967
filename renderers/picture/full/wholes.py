"""Phases that can be told as a whole only, in the field of feelings: a wide band with the middle face on it.

Law: a band never looks like a touchpoint: it is as wide as its phase, and the line to its neighbours is dotted.
"""

from __future__ import annotations

from reisleider.renderers.fonts.measure import wrap
from reisleider.renderers.picture.drawing.curve import Spot, diamond
from reisleider.renderers.picture.drawing.palette import CARD, MUTED, STAFF, TEAL, TEAL_PALE
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import Column, Grid
from reisleider.renderers.picture.full.scale import FACE, GUESS, height_of
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import nearest_face

ASIDE = 14.0  # px that a band stays off its phase's edges
HIGH = 30.0  # px
BAR = 12.0  # px: the bars of the spread


def whole_spots(column: Column, top: float) -> list[Spot]:
    """The two ends of a phase's band, for the line to pass; none where the phase has no band."""
    if column.whole is None:
        return []
    y = height_of(column.whole.felt.faces.median, top)
    return [Spot(column.x + ASIDE, y, wait=True), Spot(column.right - ASIDE, y, wait=True)]


def spread_wholes(sheet: Sheet, grid: Grid, top: float) -> None:
    """Behind the line: per level a bar as wide as its share of the answers, as for a touchpoint, across the phase."""
    for whole in grid.wholes:
        most, faces = whole.width - 2 * ASIDE, whole.felt.faces
        for score, count in zip((-2, -1, 0, 1, 2), faces.counts, strict=True):
            if count:
                wide = most * count / faces.n
                sheet.panel(Box(whole.x - wide / 2, height_of(score, top) - BAR / 2, wide, BAR), TEAL_PALE, radius=4)


def draw_wholes(sheet: Sheet, grid: Grid, top: float) -> None:
    """The bands themselves, over the line that leads to them, and what colleagues guessed of the phase."""
    for column in grid.columns:
        if column.whole is None:
            continue
        felt, x = column.whole.felt, column.whole.x
        y = height_of(felt.faces.median, top)
        draw_band(sheet, Box(column.x + ASIDE, y - HIGH / 2, column.width - 2 * ASIDE, HIGH))
        sheet.face(nearest_face(felt.faces.median), x, y, FACE)
        if felt.guess is not None:
            level = height_of(felt.guess.median, top)
            near = abs(level - y) < FACE + GUESS
            sheet.shape(diamond(x + (2 * FACE if near else 0), level, GUESS), CARD, STAFF, 2)


def draw_band(sheet: Sheet, box: Box) -> None:
    """A band, on the field as in its legend."""
    sheet.panel(box, CARD, TEAL, box.height / 2)


def tell_silence(sheet: Sheet, grid: Grid, labels: Labels, top: float) -> None:
    """On a map of phases: which phase too few customers spoke of, where its face would stand."""
    for column in grid.columns:
        content = column.content
        if content.whole is not None or any(one.faces or one.guess for one in content.touchpoints):
            continue
        told = labels("feeling.too-few" if content.hidden or content.touchpoints else "feeling.silent")
        lines = wrap(told, column.width - 2 * ASIDE, 12, "italic")
        y = height_of(0, top) - text_height(len(lines), 12) - 3
        for line in lines:
            y = sheet.write(line, column.x + column.width / 2, y, 12, "italic", MUTED, "middle")
