"""How it felt: the line through the touchpoints, the spread behind it, and what staff guessed.

Law: nothing covers the line but the faces on it; labels stand above the field, counts and the legend below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.renderers.picture.drawing.curve import Spot, Walked, diamond, draw_guess, draw_line
from reisleider.renderers.picture.drawing.icons import WAIT
from reisleider.renderers.picture.drawing.palette import (
    CARD,
    EDGE,
    FAINT,
    GLAD,
    INK,
    MUTED,
    SORE,
    STAFF,
    TEAL,
    TEAL_PALE,
)
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.callouts import Callout, draw_poles, room_for_callouts, write_callouts
from reisleider.renderers.picture.full.cards import has_line
from reisleider.renderers.picture.full.columns import Grid, Slot
from reisleider.renderers.picture.full.lanes import BETWEEN, PAD, frame, name_lane
from reisleider.renderers.picture.full.line_legend import lay_line_legend
from reisleider.renderers.picture.full.scale import FACE, FIELD, GUESS, height_of
from reisleider.renderers.picture.full.tallies import lay_counts
from reisleider.renderers.picture.full.wholes import draw_wholes, spread_wholes, tell_silence, whole_spots
from reisleider.renderers.words.about_map import PHASES_ONLY
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import marks, nearest_face, poles


def lay_feelings(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    """The emotion lane from ``y`` down; returns where the next lane may begin."""
    slots = grid.slots
    if not has_line(journey_map):
        return y
    mark = sheet.mark()
    key = "feeling.per-phase" if PHASES_ONLY in journey_map.notes else "map.how-it-felt-note"
    note = "" if journey_map.assumption else labels(key)
    named = name_lane(sheet, grid, y, labels("map.how-it-felt"), note)
    top, flags = room_for_callouts(journey_map, grid, labels, y + PAD, max(named, y + PAD))
    _field(sheet, grid, labels, top)
    _waits(sheet, slots, flags, top)
    _spread(sheet, slots, top)
    spread_wholes(sheet, grid, top)
    draw_poles(sheet, flags, top)
    _lines(sheet, grid, frozenset(journey_map.walked), top)
    if PHASES_ONLY in journey_map.notes:
        tell_silence(sheet, grid, labels, top)
    write_callouts(sheet, flags)
    bottom = lay_counts(sheet, slots, grid, labels, top + FIELD + 8)
    bottom = lay_line_legend(sheet, grid, labels, bottom + 6)
    frame(sheet, grid, mark, y, bottom + PAD)
    return bottom + PAD + BETWEEN


def _field(sheet: Sheet, grid: Grid, labels: Labels, top: float) -> None:
    """The ground: pleasant above, unpleasant below, a named face at every level."""
    left, right = grid.columns[0].x, grid.right - 8
    middle = height_of(0, top)
    sheet.panel(Box(left, top, right - left, middle - top), GLAD, radius=6)
    sheet.panel(Box(left, middle, right - left, top + FIELD - middle), SORE, radius=6)
    for score in (2, 1, 0, -1, -2):
        level = height_of(score, top)
        sheet.stroke(
            f"M{left:.1f} {level:.1f}H{right:.1f}", FAINT if score == 0 else EDGE, 1, None if score == 0 else "2 4"
        )
        sheet.face(score, left - 16, level, 9)
        sheet.write(labels.face(score), left - 30, level - 7.5, 11.5, "regular", MUTED, "end")
    for column in grid.columns[1:]:
        sheet.stroke(f"M{column.x - 5:.1f} {top:.1f}V{top + FIELD:.1f}", CARD, 3)


def _waits(sheet: Sheet, slots: tuple[Slot, ...], flags: list[Callout], top: float) -> None:
    """Where people waited: a dashed band with an hourglass, so that time reads as a gap; it stands away from poles."""
    poles = {flag.slot.number for flag in flags}
    for slot in slots:
        if not slot.touchpoint.wait:
            continue
        wide = min(slot.width - 4, 54)
        left = slot.x - wide / 2
        sheet.panel(Box(left, top, wide, FIELD), CARD, FAINT, 4, "3 3")
        if slot.number in poles:
            sheet.icon(WAIT, left + 2, top + 5, 14, MUTED)
        else:
            sheet.icon(WAIT, slot.x - 8, top + 5, 16, MUTED)


def _spread(sheet: Sheet, slots: tuple[Slot, ...], top: float) -> None:
    """Behind the line: per level a bar as wide as its share of the answers."""
    for slot in slots:
        if slot.touchpoint.faces is None:
            continue
        most = min(slot.width - 8, 64)
        for score, count in zip((-2, -1, 0, 1, 2), slot.touchpoint.faces.counts, strict=True):
            if count:
                wide = most * count / slot.touchpoint.faces.n
                sheet.panel(Box(slot.x - wide / 2, height_of(score, top) - 5, wide, 10), TEAL_PALE, radius=3)


def _theirs(grid: Grid, felt: Mapping[int, Spot], top: float) -> list[Spot]:
    """Where the customers' line passes; a phase they said nothing of interrupts it."""
    spots: list[Spot] = []
    for column in grid.columns:
        here = [felt[slot.number] for slot in column.slots if slot.touchpoint.known != "staff"]
        spots.extend(whole_spots(column, top) or here or [Spot(column.x, None)])
    return spots


def _lines(sheet: Sheet, grid: Grid, walked: Walked, top: float) -> None:
    slots = grid.slots
    guesses = [Spot(slot.x, _median(slot.touchpoint.guess, top)) for slot in slots]
    felt = [
        Spot(slot.x, _median(slot.touchpoint.faces, top), slot.touchpoint.wait, slot.touchpoint.id) for slot in slots
    ]
    for path in draw_guess(guesses):
        sheet.stroke(path, STAFF, 2, "6 5")
    theirs = _theirs(grid, dict(zip((slot.number for slot in slots), felt, strict=True)), top)
    for path, dash in draw_line(theirs, walked):
        sheet.stroke(path, TEAL, 3, dash)
    draw_wholes(sheet, grid, top)
    for slot, spot in zip(slots, felt, strict=True):
        if spot.y is not None and slot.touchpoint.faces is not None:
            _mark(sheet, slot.touchpoint.faces, spot.x, spot.y, top)
    for guess, slot in zip(guesses, slots, strict=True):
        if guess.y is None:
            continue
        drawn = (height_of(score, top) for score in marks(slot.touchpoint.faces))
        near = any(abs(y - guess.y) < FACE + GUESS for y in drawn)
        sheet.shape(
            diamond(guess.x + (FACE + 1 if near else 0), guess.y - (FACE - 2 if near else 0), GUESS), CARD, STAFF, 2
        )


def _mark(sheet: Sheet, faces: Faces, x: float, y: float, top: float) -> None:
    """The middle face; where people are divided a dot, and the two faces that they mostly chose at its ends."""
    if not faces.polarised:
        sheet.face(nearest_face(faces.median), x, y, FACE)
        return
    low, high = poles(faces)
    sheet.stroke(f"M{x:.1f} {height_of(low, top):.1f}V{height_of(high, top):.1f}", INK, 1.5)
    for score in (low, high):
        sheet.face(score, x, height_of(score, top), FACE - 2)
    if faces.median not in (low, high):
        sheet.disc(x, y, 5, TEAL, CARD)


def _median(faces: object, top: float) -> float | None:
    median = getattr(faces, "median", None)
    return None if median is None else height_of(median, top)
