"""Maps beside each other in one picture: a line of feeling per side, running down through the touchpoints.

Law: 390 px wide, so that it reads on a phone; a side is told by its mark and its dash, colour only helps; the counts
behind every line stand beside it, and where a difference is not clear nothing says that it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.synthesis.measures.difference import Row
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.curve import Spot, diamond, draw_line
from reisleider.renderers.picture.drawing.palette import (
    CARD,
    EDGE,
    FACES,
    FAINT,
    FLAG,
    GLAD,
    INK,
    MUTED,
    SIDES,
    SORE,
    STAR,
    STRIP_MOST,
    TINT,
    phase_tint,
    tint,
)
from reisleider.renderers.picture.drawing.shapes import Box, Scene
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.words.about_map import tell_stamp
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_count

WIDTH, SIDE = 390.0, 14.0
STEP = 27.0  # px between two faces of the scale
TRACK = 4 * STEP + 34
LEFT = SIDE  # words and counts stand left of the track
ROOM = WIDTH - 2 * SIDE - TRACK - 10
ROW = 21.0  # px per side of a touchpoint
CELL = 19.0
MARK = 5.5  # px, radius of a side's mark
NAME, SMALL = 13.5, 12.0
MOST = 40  # touchpoints drawn, so that the picture stays one that a chat takes; the rest is counted
DASHES: tuple[str | None, ...] = (None, "7 4", "2 4", "10 3 2 3", "12 5", "1 6")


@dataclass(frozen=True, slots=True)
class _Stop:
    """One touchpoint's row: where each side's line passes."""

    row: Row
    ys: tuple[float, ...]


def lay_comparison(rows: Sequence[Row], maps: Sequence[JourneyMap], names: Sequence[str], language: str) -> Scene:
    """Every place on the picture, in px; rasterise at twice the size."""
    labels = Labels(language, drawn=True)
    sheet = Sheet()
    y = _head(sheet, rows, maps, names, labels)
    y = _scale(sheet, y)
    mark, top = sheet.mark(), y
    stops: list[_Stop] = []
    phases = {phase.id: labels.pick(phase.label) for phase in maps[0].model.phases}
    shades = {id: phase_tint(place / max(1, len(phases) - 1)) for place, id in enumerate(phases)}
    before: str | None = None
    grounds: list[Box] = []
    for row in rows[:MOST]:
        if row.phase != before:
            y = _phase(sheet, phases.get(row.phase) or labels("map.unplaced"), shades.get(row.phase, TINT), y)
            before = row.phase
            top = y
            grounds.append(Box(_left_of_track(), top, TRACK, 0))
        y = _touchpoint(sheet, row, labels, y, stops)
        grounds[-1] = Box(grounds[-1].x, grounds[-1].y, TRACK, y - grounds[-1].y)
    _ground(sheet, grounds, mark)
    _lines(sheet, stops, maps)
    y = _foot(sheet, rows, maps, labels, y + 6)
    title = " | ".join(names)
    return Scene(WIDTH, round(y), tuple(sheet.items), title, describe_comparison(rows, names, labels), language)


def describe_comparison(rows: Sequence[Row], names: Sequence[str], labels: Labels) -> str:
    """The picture in words, for who cannot see it."""
    clear = [labels.pick(row.label) for row in rows if row.verdict == "clear"]
    told = f"{labels('compare.clear')}: {', '.join(clear)}." if clear else labels("compare.none-clear")
    return f"{' | '.join(names)}. {told}"


def _head(sheet: Sheet, rows: Sequence[Row], maps: Sequence[JourneyMap], names: Sequence[str], labels: Labels) -> float:
    room = WIDTH - 2 * SIDE
    titles = dict.fromkeys(labels.pick(one.title) for one in maps)
    y = sheet.paragraph(" | ".join(titles), SIDE, 18, room, 21, "bold", INK, most=4) + 4
    for side, (name, journey_map) in enumerate(zip(names, maps, strict=True)):
        sheet.stroke(f"M{SIDE:.1f} {y + 10:.1f}h34", SIDES[side], 3, DASHES[side])
        draw_mark(sheet, side, SIDE + 17, y + 10)
        n = journey_map.customers.counted
        told = f"{name}: {n} {labels('map.customers', n=n)}"
        y = sheet.paragraph(told, SIDE + 46, y, room - 46, 14, "semibold", INK, most=3) + 2
    clear = sum(row.verdict == "clear" for row in rows)
    told = labels("compare.count-clear", n=clear) if clear else labels("compare.none-clear")
    return sheet.paragraph(told, SIDE, y + 3, room, 13, "regular", MUTED, most=3) + 8


def _left_of_track() -> float:
    return WIDTH - SIDE - TRACK


def _across(score: float) -> float:
    return _left_of_track() + 17 + (score + 2) * STEP


def _scale(sheet: Sheet, y: float) -> float:
    """The five faces: over the track, and over the counts."""
    sheet.stroke(f"M{SIDE:.1f} {y:.1f}H{WIDTH - SIDE:.1f}", EDGE)
    for score in (-2, -1, 0, 1, 2):
        sheet.face(score, _across(score), y + 17, 9)
        sheet.face(score, _cell(score) + CELL / 2 - 1, y + 17, 6.5)
    sheet.write("n", _cell(3) + 8, y + 9, SMALL, "regular", MUTED)
    return y + 32


def _cell(score: int) -> float:
    return LEFT + 20 + (score + 2) * CELL


def _phase(sheet: Sheet, name: str, ground: str, y: float) -> float:
    lines = wrap(name, WIDTH - 2 * SIDE - 24, 15, "bold", 3)
    box = sheet.panel(Box(SIDE, y, WIDTH - 2 * SIDE, text_height(len(lines), 15) + 8), ground, radius=7)
    sheet.lines(lines, SIDE + 12, y + 4, 15, "bold", INK, box)
    return box.bottom


def _touchpoint(sheet: Sheet, row: Row, labels: Labels, y: float, stops: list[_Stop]) -> float:
    """Its name, and below it each side's counts; the lines pass at the height of these."""
    y = sheet.paragraph(labels.pick(row.label), LEFT, y + 9, ROOM, NAME, "semibold", INK, most=4) + 3
    if row.verdict == "clear":
        text = labels("compare.clear")
        box = sheet.panel(Box(LEFT, y, width(text, SMALL, "semibold") + 16, 20), FLAG, radius=6)
        sheet.write(text, LEFT + 8, y + 2, SMALL, "semibold", STAR, card=box)
        if row.surest is not None and len(row.faces) > 2:
            for place, side in enumerate(row.surest):
                draw_mark(sheet, side, box.right + 14 + place * 18, y + 10)
        y = box.bottom + 4
    ys = []
    for side, faces in enumerate(row.faces):
        middle = y + ROW / 2
        draw_mark(sheet, side, LEFT + 7, middle)
        _counts(sheet, faces, labels("compare.few" if row.known[side] else "compare.absent"), y)
        ys.append(middle)
        y += ROW
    stops.append(_Stop(row, tuple(ys)))
    return y + 8


def _counts(sheet: Sheet, faces: Faces | None, otherwise: str, y: float) -> None:
    if faces is None:
        sheet.write(otherwise, LEFT + 22, y + 2.5, SMALL, "italic", MUTED)
        return
    for score in (-2, -1, 0, 1, 2):
        count = faces.counts[score + 2]
        box = Box(_cell(score), y + 1.5, CELL - 2, ROW - 3)
        sheet.panel(box, tint(FACES[score], STRIP_MOST * count / faces.n) if count else TINT, radius=3)
        if count:
            size = 12.0 if count < 100 else 9.0
            sheet.write(
                tell_count(count), box.x + box.width / 2, y + ROW / 2 - size * 0.66, size, "semibold", INK, "middle"
            )
    sheet.write(str(faces.n), _cell(3) + 4, y + 2.5, SMALL, "regular", MUTED)


def _ground(sheet: Sheet, grounds: Sequence[Box], mark: int) -> None:
    middle = _across(0)
    for box in grounds:
        sheet.panel(Box(box.x, box.y, middle - box.x, box.height), SORE, radius=0, at=mark)
        sheet.panel(Box(middle, box.y, box.right - middle, box.height), GLAD, radius=0, at=mark)
        sheet.stroke(f"M{middle:.1f} {box.y:.1f}V{box.bottom:.1f}", FAINT, 1, "2 4")


def _lines(sheet: Sheet, stops: Sequence[_Stop], maps: Sequence[JourneyMap]) -> None:
    """A line per side, each touchpoint at its own side's height, so that equal feelings do not cover each other."""
    spots: Mapping[int, list[Spot]] = {side: [_spot(stop, side) for stop in stops] for side in range(len(maps))}
    for side, here in spots.items():
        for path, dash in draw_line(here, frozenset(maps[side].walked)):
            sheet.stroke(path, CARD, 5)
            sheet.stroke(path, SIDES[side], 2.5 if dash is None else 2, DASHES[side] if dash is None else dash)
    for side, here in spots.items():
        for spot in here:
            if spot.y is not None:
                draw_mark(sheet, side, spot.x, spot.y)


def _spot(stop: _Stop, side: int) -> Spot:
    faces = stop.row.faces[side]
    if faces is None:
        return Spot(_across(0), None, stop.row.wait)
    return Spot(_across(faces.median), stop.ys[side], stop.row.wait, stop.row.ids[side])


def draw_mark(sheet: Sheet, side: int, x: float, y: float) -> None:
    """A side's mark around (x, y): disc, square, triangle, diamond, ring, cross."""
    ink, r = SIDES[side], MARK
    if side == 0:
        sheet.disc(x, y, r, ink, CARD)
    elif side == 1:
        sheet.shape(f"M{x - r:.1f} {y - r:.1f}h{2 * r:.1f}v{2 * r:.1f}h{-2 * r:.1f}Z", ink, CARD)
    elif side == 2:
        sheet.shape(f"M{x:.1f} {y - r - 1:.1f}l{r + 1:.1f} {2 * r:.1f}h{-2 * r - 2:.1f}Z", ink, CARD)
    elif side == 3:
        sheet.shape(diamond(x, y, r + 1.5), ink, CARD)
    elif side == 4:
        sheet.disc(x, y, r, CARD, ink)
    else:
        sheet.stroke(
            f"M{x - r:.1f} {y - r:.1f}l{2 * r:.1f} {2 * r:.1f}m0 {-2 * r:.1f}l{-2 * r:.1f} {2 * r:.1f}", ink, 3
        )


def _foot(sheet: Sheet, rows: Sequence[Row], maps: Sequence[JourneyMap], labels: Labels, y: float) -> float:
    room = WIDTH - 2 * SIDE
    stamps = (tell_stamp(one, labels) for one in maps)
    notes = [labels("compare.how"), labels("compare.none-means"), " | ".join(dict.fromkeys(stamps))]
    if len(rows) > MOST:
        notes.insert(0, labels("compare.more", n=len(rows) - MOST))
    for note in notes:
        y = sheet.paragraph(note, SIDE, y + 3, room, SMALL, "regular", MUTED)
    return y + 16
