"""Below the field of feelings: each touchpoint's number, and how many chose each face.

Law: a count stands right below what it counts; where nobody answered there is no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reisleider.flows.journey_map import Faces
from reisleider.renderers.fonts.measure import wrap
from reisleider.renderers.picture.drawing.palette import CARD, FACES, INK, MUTED, STAFF, STRIP_MOST, TEAL, TINT, tint
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import LABELS, Grid, Slot
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_count

ROW = 17.0  # px per row of counts


def lay_counts(sheet: Sheet, slots: tuple[Slot, ...], grid: Grid, labels: Labels, y: float) -> float:
    """Below the field: each touchpoint's number, and how many chose each face."""
    left = grid.columns[0].x
    for slot in slots:
        sheet.number(slot.number, slot.x, y + 9, grid.tone(slot.touchpoint.id), CARD)
    for whole in grid.wholes:
        sheet.write(labels("feeling.phase"), whole.x, y + 1, 11, "semibold", TEAL, "middle")
    y += 24
    told = [*((slot.touchpoint.faces, slot.x, min(slot.width - 4, 54)) for slot in slots), *_wholes(grid)]
    if any(faces for faces, _, _ in told):
        for place, score in enumerate((2, 1, 0, -1, -2)):
            middle = y + place * ROW + ROW / 2
            sheet.face(score, left - 16, middle, 7)
            for faces, x, wide in told:
                _count(sheet, faces, x, wide, score, y + place * ROW)
        _note(sheet, grid, labels("map.counts"), y, 5 * ROW)
        y += 5 * ROW + 3
        y = _totals(sheet, [(faces, x) for faces, x, _ in told], grid, labels("map.answered"), y, MUTED)
    guessed = [
        *((slot.touchpoint.guess, slot.x) for slot in slots),
        *((whole.felt.guess, whole.x) for whole in grid.wholes),
    ]
    if any(guess for guess, _ in guessed):
        y = _totals(sheet, guessed, grid, labels("map.guessed"), y, STAFF)
    return y


def _wholes(grid: Grid) -> Iterator[tuple[Faces, float, float]]:
    """The faces of the phases told as a whole, wider than those of a touchpoint where there is room."""
    return ((whole.felt.faces, whole.x, min(whole.width - 4, 96)) for whole in grid.wholes)


def _count(sheet: Sheet, faces: Faces | None, x: float, wide: float, score: int, y: float) -> None:
    if faces is None:
        return
    count = faces.counts[score + 2]
    box = Box(x - wide / 2, y, wide, ROW - 1)
    sheet.panel(box, tint(FACES[score], STRIP_MOST * count / faces.n) if count else TINT, radius=2)
    if count:
        sheet.write(tell_count(count), x, y + 1.5, 11, "semibold", INK, "middle", box)


def _totals(
    sheet: Sheet, sides: Sequence[tuple[Faces | None, float]], grid: Grid, name: str, y: float, ink: str
) -> float:
    sheet.write(name, grid.columns[0].x - 8, y + 1, 11, "regular", ink, "end")
    for side, x in sides:
        if side is not None:
            sheet.write(str(side.n), x, y + 1, 11, "regular", ink, "middle")
    return y + ROW


def _note(sheet: Sheet, grid: Grid, text: str, y: float, height: float) -> None:
    lines = wrap(text, LABELS - 54, 11)
    top = y + (height - text_height(len(lines), 11)) / 2
    for line in lines:
        top = sheet.write(line, grid.columns[0].x - 30, top, 11, "regular", MUTED, "end")
