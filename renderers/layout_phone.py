"""The phone's cut: phases become rows, the line of feeling runs down beside its touchpoints.

Law: 390 px wide; what matters most stands on top, and what does not fit is counted, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from renderers.curve import Spot, diamond, draw_guess, draw_line
from renderers.faces import nearest_face
from renderers.icons import CONTROL, STAR, channel_icon
from renderers.labels import Labels
from renderers.layout import describe
from renderers.layout_cards import draw_evidence
from renderers.layout_footer import footnotes, lay_signs
from renderers.layout_sheet import Sheet, text_height
from renderers.measure import width, wrap
from renderers.palette import (
    ALARM,
    ALARM_PALE,
    CARD,
    EDGE,
    FACES,
    FAINT,
    FLAG,
    GAIN,
    GAIN_PALE,
    GLAD,
    INK,
    MUTED,
    PAIN,
    PAIN_PALE,
    SORE,
    STAFF,
    STAFF_EDGE,
    STAFF_PALE,
    STRIP_MOST,
    TEAL,
    TEAL_PALE,
    phase_tint,
    tint,
)
from renderers.palette import STAR as STARLIGHT
from renderers.shapes import Box, Scene
from renderers.text import clean

WIDTH = 390.0
SIDE = 14.0
STEP = 19.0  # px between two faces of the scale
TRACK = 4 * STEP + 26  # the line's field
LEFT = SIDE + TRACK + 12  # where words begin
ROOM = WIDTH - SIDE - LEFT
FACE, GUESS = 10.0, 5.0
MOST_PAINS, MOST_QUOTES, MOST_CHANCES = 2, 1, 1
NAME, SMALL = 14.0, 12.0


@dataclass(frozen=True, slots=True)
class _Stop:
    touchpoint: MapTouchpoint
    y: float


def lay_phone(journey_map: JourneyMap, language: str) -> Scene:
    """Every place on the phone's cut, in px; rasterise at twice the size."""
    labels = Labels(language)
    sheet = Sheet()
    y = _head(sheet, journey_map, labels)
    y = _look_first(sheet, journey_map, labels, y)
    y = _gap(sheet, journey_map, labels, y)
    y = _scale(sheet, labels, y)
    mark, top = sheet.mark(), y
    stops: list[_Stop] = []
    grounds: list[Box] = []
    last = max(1, len(journey_map.columns) - 1)
    for place, column in enumerate(journey_map.columns):
        y = _phase(sheet, journey_map, column, phase_tint(place / last), labels, y, stops, grounds)
    _track(sheet, stops, grounds, mark)
    y = _foot(sheet, journey_map, labels, y + 8 if y > top else y)
    title = labels.pick(journey_map.title)
    return Scene(WIDTH, round(y), tuple(sheet.items), title, describe(journey_map, labels), language)


def _head(sheet: Sheet, journey_map: JourneyMap, labels: Labels) -> float:
    room = WIDTH - 2 * SIDE
    y = sheet.paragraph(labels.pick(journey_map.title), SIDE, 18, room, 23, "bold", INK, most=4)
    persona = labels.pick(journey_map.persona.name) if journey_map.persona else labels("map.everyone")
    y = sheet.paragraph(labels("map.persona", persona=persona), SIDE, y + 2, room, 13, "regular", MUTED, most=3)
    goal = labels.pick(journey_map.goal)
    if goal:
        y = sheet.paragraph(labels("map.goal", goal=goal), SIDE, y, room, 13, "regular", MUTED, most=4)
    n = journey_map.customers.counted
    staff = journey_map.staff.counted
    figures = f"{n} {labels('map.customers', n=n)} · {staff} {labels('map.colleagues', n=staff)}"
    y = sheet.paragraph(figures, SIDE, y + 4, room, 14, "semibold")
    evidence = f"{labels('map.evidence')}: {labels.strength(journey_map.strength)}"
    y = sheet.paragraph(evidence, SIDE, y, room, 13, "regular", MUTED) + 8
    if not journey_map.assumption:
        return y
    lines, why = (
        wrap(labels("map.assumption"), room - 28, 20, "bold"),
        wrap(labels("map.assumption-why"), room - 28, 13),
    )
    box = Box(SIDE, y, room, 22 + text_height(len(lines), 20) + text_height(len(why), 13))
    sheet.panel(box, ALARM_PALE, ALARM, 10)
    below = sheet.lines(lines, SIDE + 14, y + 10, 20, "bold", ALARM, box)
    sheet.lines(why, SIDE + 14, below, 13, "regular", ALARM, box)
    return box.bottom + 10


def _look_first(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    if not journey_map.look_first:
        return y
    mark, top = sheet.mark(), y
    room = WIDTH - 2 * SIDE
    y = sheet.write(labels("map.look-first"), SIDE + 14, y + 12, 16, "bold") + 4
    for place, look in enumerate(journey_map.look_first, start=1):
        sheet.number(place, SIDE + 27, y + 11, TEAL, CARD, 14)
        y = sheet.paragraph(labels.pick(look.title), SIDE + 50, y, room - 62, 15, "semibold", INK, most=3)
        y = (
            sheet.paragraph(labels(look.reason, **look.slots), SIDE + 50, y, room - 62, 13, "regular", MUTED, most=4)
            + 7
        )
    sheet.panel(Box(SIDE, top, room, y + 6 - top), CARD, EDGE, 12, at=mark)
    return y + 16


def _gap(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    gap = journey_map.gap
    if gap is None:
        return y
    mark, top, room = sheet.mark(), y, WIDTH - 2 * SIDE
    y = sheet.paragraph(
        labels("map.gap-at", touchpoint=labels.pick(gap.label)), SIDE + 14, y + 11, room - 28, 15, "semibold"
    )
    told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
    y = sheet.paragraph(told, SIDE + 14, y + 1, room - 28, 13)
    sheet.panel(Box(SIDE, top, room, y + 10 - top), STAFF_PALE, STAFF_EDGE, 12, at=mark)
    return y + 20


def _across(score: float) -> float:
    return SIDE + 13 + (score + 2) * STEP


def _scale(sheet: Sheet, labels: Labels, y: float) -> float:
    """The five faces over the track, and what the two lines are."""
    for score in (-2, -1, 0, 1, 2):
        sheet.face(score, _across(score), y + 26, 8)
    x = LEFT
    sheet.stroke(f"M{x:.1f} {y + 9:.1f}h22", TEAL, 3)
    y2 = sheet.paragraph(labels("legend.line"), x + 30, y, ROOM - 30, SMALL, "regular", MUTED)
    sheet.stroke(f"M{x:.1f} {y2 + 10:.1f}h22", STAFF, 2, "5 4")
    sheet.shape(diamond(x + 11, y2 + 10, 4.5), CARD, STAFF, 2)
    return (
        max(y + 38, sheet.paragraph(labels("legend.staff-line"), x + 30, y2 + 1, ROOM - 30, SMALL, "regular", MUTED))
        + 8
    )


def _phase(
    sheet: Sheet,
    journey_map: JourneyMap,
    column: PhaseColumn,
    ground: str,
    labels: Labels,
    y: float,
    stops: list[_Stop],
    grounds: list[Box],
) -> float:
    lines = wrap(labels.pick(column.phase.label), WIDTH - 2 * SIDE - 24, 16, "bold", 3)
    box = sheet.panel(Box(SIDE, y, WIDTH - 2 * SIDE, text_height(len(lines), 16) + 10), ground, radius=8)
    sheet.lines(lines, SIDE + 12, y + 5, 16, "bold", INK, box)
    start = box.bottom
    y = start + 10
    touchpoints = sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position)
    for touchpoint in touchpoints:
        y = _touchpoint(sheet, journey_map, touchpoint, labels, y, stops)
    y = _said(sheet, journey_map, column, labels, y)
    y = max(y, start + 24)
    grounds.append(Box(SIDE, start, TRACK, y - start))
    return y + 4


def _touchpoint(
    sheet: Sheet, journey_map: JourneyMap, touchpoint: MapTouchpoint, labels: Labels, y: float, stops: list[_Stop]
) -> float:
    """One touchpoint beside its face: name, then channel, evidence and counts."""
    stops.append(_Stop(touchpoint, y + 10))
    share = labels.share(touchpoint, journey_map.customers.counted)
    aside = width(share, SMALL) + 8 if share else 0
    y0 = y
    y = sheet.paragraph(labels.pick(touchpoint.label), LEFT, y, ROOM - aside, NAME, "semibold", INK, most=4) + 1
    if share:
        sheet.write(share, WIDTH - SIDE, y0 + 1.5, SMALL, "regular", MUTED, "end")
    x = LEFT
    icon = channel_icon(touchpoint.channel, touchpoint.wait)
    if icon is not None:
        sheet.icon(icon, x, y + 0.5, 15, TEAL)
        x += 22
    draw_evidence(sheet, touchpoint.evidence, x, y + 2)
    x += 28
    if touchpoint.faces is not None:
        _counts(sheet, touchpoint, x, y)
    y += 20
    if touchpoint.control in CONTROL and touchpoint.control is not None:
        sheet.icon(CONTROL[touchpoint.control], LEFT + 1, y + 0.5, 13, MUTED)
        y = sheet.paragraph(labels(f"control.{touchpoint.control}"), LEFT + 22, y, ROOM - 22, SMALL, "regular", MUTED)
    for tag in labels.tags(touchpoint):
        y = sheet.paragraph(tag, LEFT, y, ROOM, SMALL, "semibold", STAFF)
    moment = labels.moment(touchpoint)
    if moment is not None:
        lines = wrap(moment, ROOM - 38, SMALL, "semibold")
        box = sheet.panel(Box(LEFT, y + 3, ROOM, text_height(len(lines), SMALL) + 9), FLAG, radius=8)
        sheet.icon(STAR, LEFT + 8, box.y + 4.5, 15, STARLIGHT)
        sheet.lines(lines, LEFT + 29, box.y + 4.5, SMALL, "semibold", CARD, box)
        y = box.bottom + 3
    return y + 8


def _counts(sheet: Sheet, touchpoint: MapTouchpoint, x: float, y: float) -> None:
    """How many chose each face, from the worst to the best, as five small cells."""
    faces = touchpoint.faces
    if faces is None:
        return
    for place, (score, count) in enumerate(zip((-2, -1, 0, 1, 2), faces.counts, strict=True)):
        box = Box(x + place * 25, y, 24, 17)
        sheet.panel(box, tint(FACES[score], STRIP_MOST * count / faces.n) if count else GLAD, radius=3)
        if count:
            sheet.write(str(count), box.x + 12, y + 1.2, SMALL, "semibold", INK, "middle", box)


def _said(sheet: Sheet, journey_map: JourneyMap, column: PhaseColumn, labels: Labels, y: float) -> float:
    if column.hidden:
        minimum = journey_map.minimums.get("customer", 3)
        text = labels("map.hidden", n=column.hidden, minimum=minimum)
        y = sheet.paragraph(text, LEFT, y, ROOM, SMALL, "italic", MUTED) + 6
    for quote in column.quotes[:MOST_QUOTES]:
        below = sheet.paragraph(clean(quote.words), LEFT + 10, y, ROOM - 10, 13, "italic", INK, most=8)
        sheet.panel(Box(LEFT, y, 3, below - y), TEAL_PALE, radius=1.5)
        y = below + 8
    for points, most, ink, ground in (
        (column.pains, MOST_PAINS, PAIN, PAIN_PALE),
        (column.opportunities, MOST_CHANCES, GAIN, GAIN_PALE),
    ):
        for point in points[:most]:
            words = (
                clean(point.words) if point.n is None else labels("map.counted", words=clean(point.words), n=point.n)
            )
            y = _pill(sheet, words, ink, ground, y)
    more = len(column.quotes[MOST_QUOTES:]) + len(column.pains[MOST_PAINS:]) + len(column.opportunities[MOST_CHANCES:])
    more += len(column.needs) + len(column.gains) + len(column.targets)
    if more:
        y = sheet.paragraph(labels("map.more-full", n=more), LEFT, y, ROOM, SMALL, "regular", MUTED) + 6
    return y


def _pill(sheet: Sheet, words: str, ink: str, ground: str, y: float) -> float:
    lines = wrap(words, ROOM - 18, 13, "semibold", 6)
    box = sheet.panel(Box(LEFT, y, ROOM, text_height(len(lines), 13) + 11), ground, radius=7)
    whole = words if lines and lines[-1].endswith("…") else None
    sheet.lines(lines, LEFT + 9, y + 5, 13, "semibold", ink, box, whole)
    return box.bottom + 6


def _track(sheet: Sheet, stops: Sequence[_Stop], grounds: Sequence[Box], mark: int) -> None:
    """The line of feeling down the left side: its ground beneath everything, its faces on top."""
    middle = _across(0)
    for box in grounds:
        sheet.panel(Box(box.x, box.y, middle - box.x, box.height), SORE, radius=0, at=mark)
        sheet.panel(Box(middle, box.y, box.right - middle, box.height), GLAD, radius=0, at=mark)
        sheet.stroke(f"M{middle:.1f} {box.y:.1f}V{box.bottom:.1f}", FAINT, 1, "2 4")
    for stop in stops:
        if stop.touchpoint.wait:
            sheet.panel(Box(SIDE + 3, stop.y - 13, TRACK - 6, 26), CARD, FAINT, 4, "3 3")
    guesses = [_spot(stop, stop.touchpoint.guess) for stop in stops]
    felt = [_spot(stop, stop.touchpoint.faces) for stop in stops]
    for path in draw_guess(guesses):
        sheet.stroke(path, STAFF, 2, "5 4")
    for path, dash in draw_line(felt):
        sheet.stroke(path, TEAL, 3, dash)
    for stop, spot in zip(stops, felt, strict=True):
        if stop.touchpoint.faces is not None and spot.y is not None:
            sheet.face(nearest_face(stop.touchpoint.faces.median), spot.x, spot.y, FACE)
    for guess, spot in zip(guesses, felt, strict=True):
        if guess.y is not None:
            near = spot.y is not None and abs(spot.x - guess.x) < FACE + GUESS
            sheet.shape(diamond(guess.x, guess.y + (FACE + 4 if near else 0), GUESS), CARD, STAFF, 2)


def _spot(stop: _Stop, faces: object) -> Spot:
    median = getattr(faces, "median", None)
    known = median is not None
    return Spot(
        _across(float(median)) if median is not None else middle_of_track(),
        stop.y if known else None,
        stop.touchpoint.wait,
    )


def middle_of_track() -> float:
    """The neutral line of the track."""
    return _across(0)


def _foot(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    y = lay_signs(sheet, journey_map, labels, SIDE, y, WIDTH - SIDE)
    for note in footnotes(journey_map, labels):
        y = sheet.paragraph(note, SIDE, y + 2, WIDTH - 2 * SIDE, SMALL, "regular", MUTED)
    return y + 18
