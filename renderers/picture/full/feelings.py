"""How it felt: the line through the touchpoints, the spread behind it, what staff guessed, and the counts below.

Law: nothing covers the line but the faces on it; labels stand above the field, counts below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.curve import DOTTED, Spot, diamond, draw_guess, draw_line
from reisleider.renderers.picture.drawing.flags import Placed, place_flags
from reisleider.renderers.picture.drawing.icons import STAR, WAIT
from reisleider.renderers.picture.drawing.palette import (
    CARD,
    EDGE,
    FACES,
    FAINT,
    FLAG,
    GLAD,
    INK,
    MUTED,
    SORE,
    STAFF,
    STAFF_PALE,
    STRIP_MOST,
    TEAL,
    TEAL_PALE,
    TINT,
    tint,
)
from reisleider.renderers.picture.drawing.palette import STAR as STARLIGHT
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.cards import has_line
from reisleider.renderers.picture.full.columns import LABELS, Grid, Slot
from reisleider.renderers.picture.full.lanes import BETWEEN, PAD, frame, name_lane
from reisleider.renderers.words.about_touchpoint import tell_moment
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import marks, nearest_face, poles

STEP = 40.0  # px between two faces of the scale
EDGES = 24.0  # px above the best and below the worst face
FIELD = 4 * STEP + 2 * EDGES
ROW = 17.0  # px per row of counts
FACE, GUESS = 12.0, 6.0  # radii
FLAG_MOST = 250.0  # px: a label longer than this wraps


def lay_feelings(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    """The emotion lane from ``y`` down; returns where the next lane may begin."""
    slots = grid.slots
    if not has_line(journey_map):
        return y
    mark = sheet.mark()
    note = "" if journey_map.assumption else labels("map.how-it-felt-note")
    named = name_lane(sheet, grid, y, labels("map.how-it-felt"), note)
    top, flags = _room_for_flags(journey_map, grid, labels, y + PAD, max(named, y + PAD))
    _field(sheet, grid, labels, top)
    _waits(sheet, slots, flags, top)
    _spread(sheet, slots, top)
    _poles(sheet, flags, top)
    _lines(sheet, grid, top)
    _write_flags(sheet, flags)
    bottom = _counts(sheet, slots, grid, labels, top + FIELD + 8)
    bottom = _line_legend(sheet, grid, _signs(slots), labels, bottom + 6)
    frame(sheet, grid, mark, y, bottom + PAD)
    return bottom + PAD + BETWEEN


class _Flag:
    """A label above the field: a moment of truth, or the largest gap."""

    def __init__(self, slot: Slot, words: str, gap: bool) -> None:
        self.slot, self.gap = slot, gap
        self.lines = wrap(words, FLAG_MOST - 40, 12.5, "semibold")
        self.width = max(width(line, 12.5, "semibold") for line in self.lines) + 40
        self.height = text_height(len(self.lines), 12.5) + 10
        self.box = Box(0, 0, 0, 0)


def _room_for_flags(
    journey_map: JourneyMap, grid: Grid, labels: Labels, y: float, named: float
) -> tuple[float, list[_Flag]]:
    """Where the field begins below the labels, and the labels with their places."""
    flags = [_Flag(slot, reason, False) for slot in grid.slots if (reason := tell_moment(slot.touchpoint, labels))]
    gap = journey_map.gap
    at = next((slot for slot in grid.slots if gap is not None and slot.touchpoint.id == gap.touchpoint), None)
    if gap is not None and at is not None:
        told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
        flags.append(_Flag(at, labels("map.gap-flag", told=told), True))
    placed = place_flags([(flag.slot.x, flag.width) for flag in flags], grid.columns[0].x, grid.right - 8)
    rows = _row_heights(flags, placed)
    high = sum(rows) + 6 * len(rows)
    top = max(y + high, named) + 6
    for flag, spot in zip(flags, placed, strict=True):
        below = sum(rows[: spot.row]) + 6 * (spot.row + 1)
        flag.box = Box(spot.left, top - below - flag.height, flag.width, flag.height)
    return top, flags


def _row_heights(flags: list[_Flag], placed: tuple[Placed, ...]) -> list[float]:
    rows = [0.0] * (max((spot.row for spot in placed), default=-1) + 1)
    for flag, spot in zip(flags, placed, strict=True):
        rows[spot.row] = max(rows[spot.row], flag.height)
    return rows


def _height(score: float, top: float) -> float:
    return top + EDGES + (2 - score) * STEP


def _field(sheet: Sheet, grid: Grid, labels: Labels, top: float) -> None:
    """The ground: pleasant above, unpleasant below, a named face at every level."""
    left, right = grid.columns[0].x, grid.right - 8
    middle = _height(0, top)
    sheet.panel(Box(left, top, right - left, middle - top), GLAD, radius=6)
    sheet.panel(Box(left, middle, right - left, top + FIELD - middle), SORE, radius=6)
    for score in (2, 1, 0, -1, -2):
        level = _height(score, top)
        sheet.stroke(
            f"M{left:.1f} {level:.1f}H{right:.1f}", FAINT if score == 0 else EDGE, 1, None if score == 0 else "2 4"
        )
        sheet.face(score, left - 16, level, 9)
        sheet.write(labels.face(score), left - 30, level - 7.5, 11.5, "regular", MUTED, "end")
    for column in grid.columns[1:]:
        sheet.stroke(f"M{column.x - 5:.1f} {top:.1f}V{top + FIELD:.1f}", CARD, 3)


def _waits(sheet: Sheet, slots: tuple[Slot, ...], flags: list[_Flag], top: float) -> None:
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
                sheet.panel(Box(slot.x - wide / 2, _height(score, top) - 5, wide, 10), TEAL_PALE, radius=3)


def _poles(sheet: Sheet, flags: list[_Flag], top: float) -> None:
    for flag in flags:
        x, start = flag.slot.x, flag.box.bottom - 2
        faces, guess = flag.slot.touchpoint.faces, flag.slot.touchpoint.guess
        ends = [_height(side.median, top) for side in (faces, guess) if side is not None]
        end = min(ends, default=top + FIELD)
        sheet.stroke(f"M{x:.1f} {start:.1f}V{end:.1f}", STAFF if flag.gap else FLAG, 1.5)
        if flag.gap and len(ends) == 2:
            sheet.stroke(f"M{x:.1f} {min(ends):.1f}V{max(ends):.1f}", STAFF, 2.5)


def _theirs(grid: Grid, felt: Mapping[int, Spot]) -> list[Spot]:
    """Where the customers' line passes; a phase they said nothing of interrupts it."""
    spots: list[Spot] = []
    for column in grid.columns:
        here = [felt[slot.number] for slot in column.slots if slot.touchpoint.known != "staff"]
        spots.extend(here or [Spot(column.x, None)])
    return spots


def _lines(sheet: Sheet, grid: Grid, top: float) -> None:
    slots = grid.slots
    guesses = [Spot(slot.x, _median(slot.touchpoint.guess, top)) for slot in slots]
    felt = [Spot(slot.x, _median(slot.touchpoint.faces, top), slot.touchpoint.wait) for slot in slots]
    for path in draw_guess(guesses):
        sheet.stroke(path, STAFF, 2, "6 5")
    theirs = _theirs(grid, dict(zip((slot.number for slot in slots), felt, strict=True)))
    for path, dash in draw_line(theirs):
        sheet.stroke(path, TEAL, 3, dash)
    for slot, spot in zip(slots, felt, strict=True):
        if spot.y is not None and slot.touchpoint.faces is not None:
            _mark(sheet, slot.touchpoint.faces, spot.x, spot.y, top)
    for guess, slot in zip(guesses, slots, strict=True):
        if guess.y is None:
            continue
        drawn = (_height(score, top) for score in marks(slot.touchpoint.faces))
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
    sheet.stroke(f"M{x:.1f} {_height(low, top):.1f}V{_height(high, top):.1f}", INK, 1.5)
    for score in (low, high):
        sheet.face(score, x, _height(score, top), FACE - 2)
    if faces.median not in (low, high):
        sheet.disc(x, y, 5, TEAL, CARD)


def _median(faces: object, top: float) -> float | None:
    median = getattr(faces, "median", None)
    return None if median is None else _height(median, top)


def _write_flags(sheet: Sheet, flags: list[_Flag]) -> None:
    for flag in flags:
        ground, ink = (STAFF_PALE, STAFF) if flag.gap else (FLAG, CARD)
        sheet.panel(flag.box, ground, STAFF if flag.gap else None, 9)
        if flag.gap:
            sheet.shape(diamond(flag.box.x + 16, flag.box.y + 13.5, GUESS), CARD, STAFF, 2)
        else:
            sheet.icon(STAR, flag.box.x + 8, flag.box.y + 5, 16, STARLIGHT)
        sheet.lines(flag.lines, flag.box.x + 30, flag.box.y + 5, 12.5, "semibold", ink, flag.box)


def _counts(sheet: Sheet, slots: tuple[Slot, ...], grid: Grid, labels: Labels, y: float) -> float:
    """Below the field: each touchpoint's number, and how many chose each face."""
    left = grid.columns[0].x
    for slot in slots:
        sheet.number(slot.number, slot.x, y + 9, grid.tone(slot.touchpoint.id), CARD)
    y += 24
    if any(slot.touchpoint.faces for slot in slots):
        for place, score in enumerate((2, 1, 0, -1, -2)):
            middle = y + place * ROW + ROW / 2
            sheet.face(score, left - 16, middle, 7)
            for slot in slots:
                _count(sheet, slot, score, y + place * ROW)
        _note(sheet, grid, labels("map.counts"), y, 5 * ROW)
        y += 5 * ROW + 3
        y = _totals(sheet, slots, grid, labels("map.answered"), y, guess=False)
    if any(slot.touchpoint.guess for slot in slots):
        y = _totals(sheet, slots, grid, labels("map.guessed"), y, guess=True)
    return y


def _count(sheet: Sheet, slot: Slot, score: int, y: float) -> None:
    faces = slot.touchpoint.faces
    if faces is None:
        return
    count = faces.counts[score + 2]
    wide = min(slot.width - 4, 54)
    box = Box(slot.x - wide / 2, y, wide, ROW - 1)
    sheet.panel(box, tint(FACES[score], STRIP_MOST * count / faces.n) if count else TINT, radius=2)
    if count:
        sheet.write(str(count), slot.x, y + 1.5, 11, "semibold", INK, "middle", box)


def _totals(sheet: Sheet, slots: tuple[Slot, ...], grid: Grid, name: str, y: float, *, guess: bool) -> float:
    sheet.write(name, grid.columns[0].x - 8, y + 1, 11, "regular", STAFF if guess else MUTED, "end")
    for slot in slots:
        side = slot.touchpoint.guess if guess else slot.touchpoint.faces
        if side is not None:
            sheet.write(str(side.n), slot.x, y + 1, 11, "regular", STAFF if guess else MUTED, "middle")
    return y + ROW


def _note(sheet: Sheet, grid: Grid, text: str, y: float, height: float) -> None:
    lines = wrap(text, LABELS - 54, 11)
    top = y + (height - text_height(len(lines), 11)) / 2
    for line in lines:
        top = sheet.write(line, grid.columns[0].x - 30, top, 11, "regular", MUTED, "end")


def _signs(slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """The signs that this field uses; a legend explains no others."""
    touchpoints = [slot.touchpoint for slot in slots]
    felt = any(one.faces for one in touchpoints)
    used = {
        "line": felt,
        "dotted": felt,
        "staff-line": any(one.guess for one in touchpoints),
        "spread": felt,
        "divided": any(one.faces is not None and one.faces.polarised for one in touchpoints),
        "wait": any(one.wait for one in touchpoints),
        "moment": any(one.moment for one in touchpoints),
    }
    return tuple(sign for sign, here in used.items() if here)


def _line_legend(sheet: Sheet, grid: Grid, signs: tuple[str, ...], labels: Labels, y: float) -> float:
    """What the lines and marks of the field mean, in one row that wraps where the map is narrow."""
    start = grid.columns[0].x
    x = start
    for key in signs:
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
