"""Labels above the field of feelings: moments of truth and the largest gap, each with a pole to where it is.

Law: labels stand above the field and beside one another, never over a face; the widest wraps.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.curve import diamond
from reisleider.renderers.picture.drawing.flags import Placed, place_flags
from reisleider.renderers.picture.drawing.icons import STAR
from reisleider.renderers.picture.drawing.palette import CARD, FLAG, STAFF, STAFF_PALE
from reisleider.renderers.picture.drawing.palette import STAR as STARLIGHT
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import Grid, Slot
from reisleider.renderers.picture.full.scale import FIELD, GUESS, height_of
from reisleider.renderers.words.about_touchpoint import tell_moment
from reisleider.renderers.words.labels import Labels

FLAG_MOST = 250.0  # px: a label longer than this wraps


class Callout:
    """A label above the field: a moment of truth, or the largest gap."""

    def __init__(self, slot: Slot, words: str, gap: bool) -> None:
        self.slot, self.gap = slot, gap
        self.lines = wrap(words, FLAG_MOST - 40, 12.5, "semibold")
        self.width = max(width(line, 12.5, "semibold") for line in self.lines) + 40
        self.height = text_height(len(self.lines), 12.5) + 10
        self.box = Box(0, 0, 0, 0)


def room_for_callouts(
    journey_map: JourneyMap, grid: Grid, labels: Labels, y: float, named: float
) -> tuple[float, list[Callout]]:
    """Where the field begins below the labels, and the labels with their places."""
    flags = [Callout(slot, reason, False) for slot in grid.slots if (reason := tell_moment(slot.touchpoint, labels))]
    gap = journey_map.gap
    at = next((slot for slot in grid.slots if gap is not None and slot.touchpoint.id == gap.touchpoint), None)
    if gap is not None and at is not None:
        told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
        flags.append(Callout(at, labels("map.gap-flag", told=told), True))
    placed = place_flags([(flag.slot.x, flag.width) for flag in flags], grid.columns[0].x, grid.right - 8)
    rows = _row_heights(flags, placed)
    high = sum(rows) + 6 * len(rows)
    top = max(y + high, named) + 6
    for flag, spot in zip(flags, placed, strict=True):
        below = sum(rows[: spot.row]) + 6 * (spot.row + 1)
        flag.box = Box(spot.left, top - below - flag.height, flag.width, flag.height)
    return top, flags


def _row_heights(flags: list[Callout], placed: tuple[Placed, ...]) -> list[float]:
    rows = [0.0] * (max((spot.row for spot in placed), default=-1) + 1)
    for flag, spot in zip(flags, placed, strict=True):
        rows[spot.row] = max(rows[spot.row], flag.height)
    return rows


def draw_poles(sheet: Sheet, flags: list[Callout], top: float) -> None:
    """The line from each label down to what it is about."""
    for flag in flags:
        x, start = flag.slot.x, flag.box.bottom - 2
        faces, guess = flag.slot.touchpoint.faces, flag.slot.touchpoint.guess
        ends = [height_of(side.median, top) for side in (faces, guess) if side is not None]
        end = min(ends, default=top + FIELD)
        sheet.stroke(f"M{x:.1f} {start:.1f}V{end:.1f}", STAFF if flag.gap else FLAG, 1.5)
        if flag.gap and len(ends) == 2:
            sheet.stroke(f"M{x:.1f} {min(ends):.1f}V{max(ends):.1f}", STAFF, 2.5)


def write_callouts(sheet: Sheet, flags: list[Callout]) -> None:
    """The labels themselves, over everything that the field holds."""
    for flag in flags:
        ground, ink = (STAFF_PALE, STAFF) if flag.gap else (FLAG, CARD)
        sheet.panel(flag.box, ground, STAFF if flag.gap else None, 9)
        if flag.gap:
            sheet.shape(diamond(flag.box.x + 16, flag.box.y + 13.5, GUESS), CARD, STAFF, 2)
        else:
            sheet.icon(STAR, flag.box.x + 8, flag.box.y + 5, 16, STARLIGHT)
        sheet.lines(flag.lines, flag.box.x + 30, flag.box.y + 5, 12.5, "semibold", ink, flag.box)
