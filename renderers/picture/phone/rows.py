"""The phone's rows: a phase's name, its touchpoints one below the other, and what was said in it.

Law: words stand right of the track and never on it; what a row leaves out is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, PhaseFeeling
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.icons import CONTROL, MEASURED, STAR, channel_icon
from reisleider.renderers.picture.drawing.legend import draw_evidence
from reisleider.renderers.picture.drawing.palette import (
    CARD,
    FACES,
    FLAG,
    GAIN,
    GAIN_PALE,
    GLAD,
    INK,
    MUTED,
    PAIN,
    PAIN_PALE,
    STAFF,
    STRIP_MOST,
    TEAL,
    TEAL_PALE,
    tint,
)
from reisleider.renderers.picture.drawing.palette import STAR as STARLIGHT
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.words.about_phase import aims_of, tell_action, tell_feeling, tell_hidden
from reisleider.renderers.words.about_touchpoint import share_of, tell_moment, tell_tags, tell_ways
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_count

WIDTH = 390.0
SIDE = 14.0
TRACK = 102.0  # px: the line's field
LEFT = SIDE + TRACK + 12  # where words begin
ROOM = WIDTH - SIDE - LEFT
NAME, SMALL = 14.0, 12.0


@dataclass(frozen=True, slots=True)
class Helping:
    """How much of what was said a phase shows; the rest is counted."""

    quotes: int
    pains: int
    chances: int
    actions: int


FULL = Helping(quotes=1, pains=2, chances=1, actions=2)
TERSE = Helping(quotes=0, pains=1, chances=0, actions=1)


class Stops(Protocol):
    """What collects the touchpoints beside the track, and phases told as a whole, each with its height there."""

    stops: list[tuple[MapTouchpoint | None, float]]
    wholes: list[tuple[PhaseFeeling, float]]


def lay_phase(
    sheet: Sheet,
    journey_map: JourneyMap,
    column: PhaseColumn,
    also: Sequence[MapTouchpoint],
    ground: str,
    helping: Helping,
    labels: Labels,
    y: float,
    track: Stops,
    *,
    turned: bool,
) -> float:
    """One phase from ``y`` down; ``also`` is only named. ``turned``: here a buyer becomes a customer."""
    if turned:
        y = _turn(sheet, labels, y)
    lines = wrap(labels.pick(column.phase.label), ROOM - 20, 16, "bold", 3)
    box = sheet.panel(Box(LEFT - 4, y, ROOM + 4, text_height(len(lines), 16) + 10), ground, radius=8)
    sheet.lines(lines, LEFT + 6, y + 5, 16, "bold", INK, box, labels.pick(column.phase.label))
    start = box.bottom
    y = start + 10
    if column.whole is not None:
        track.wholes.append((column.whole, y + 20))
        y = _felt(sheet, column.whole, labels, y)
    for touchpoint in sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position):
        track.stops.append((touchpoint, y + 10))
        y = _touchpoint(sheet, journey_map, touchpoint, labels, y)
    if all(one.known == "staff" for one in column.touchpoints):
        track.stops.append((None, y))
    if also:
        names = ", ".join(labels.pick(one.label) for one in also)
        y = sheet.paragraph(labels("map.also", names=names), LEFT, y, ROOM, SMALL, "regular", MUTED) + 6
    y = _said(sheet, journey_map, column, helping, labels, y)
    return max(y, start + 24) + 4


def _turn(sheet: Sheet, labels: Labels, y: float) -> float:
    """The line between buyer and customer, with both names at it."""
    level = y + 19
    sheet.stroke(f"M{SIDE:.1f} {level:.1f}H{WIDTH - SIDE:.1f}", TEAL, 1.5, "2 5")
    sheet.write(labels("map.buyer"), WIDTH - SIDE, level - 18, SMALL, "semibold", TEAL, "end")
    sheet.write(labels("map.customer"), WIDTH - SIDE, level + 2, SMALL, "semibold", TEAL, "end")
    return level + 22


def _touchpoint(sheet: Sheet, journey_map: JourneyMap, touchpoint: MapTouchpoint, labels: Labels, y: float) -> float:
    """One touchpoint beside its face: name, then channel, evidence and counts."""
    share = share_of(touchpoint, journey_map.customers.counted)
    aside = width(share, SMALL) + 8 if share else 0
    top = y
    y = sheet.paragraph(labels.pick(touchpoint.label), LEFT, y, ROOM - aside, NAME, "semibold", INK, most=4) + 1
    if share:
        sheet.write(share, WIDTH - SIDE, top + 1.5, SMALL, "regular", MUTED, "end")
        y = max(y, top + 1.5 + text_height(1, SMALL))  # also where the name is empty
    x = LEFT
    icon = channel_icon(touchpoint.channel, touchpoint.wait)
    if icon is not None:
        sheet.icon(icon, x, y + 0.5, 15, TEAL)
        x += 22
    draw_evidence(sheet, touchpoint.evidence, x, y + 2)
    x += 28
    if touchpoint.source == "measured":
        sheet.icon(MEASURED, x - 4, y + 0.5, 15, TEAL)
        x += 17
    if touchpoint.faces is not None:
        _counts(sheet, touchpoint.faces, x, y)
    y += 20
    if touchpoint.control in CONTROL and touchpoint.control is not None:
        sheet.icon(CONTROL[touchpoint.control], LEFT + 1, y + 0.5, 13, MUTED)
        y = sheet.paragraph(labels(f"control.{touchpoint.control}"), LEFT + 22, y, ROOM - 22, SMALL, "regular", MUTED)
    for way in tell_ways(touchpoint, labels):
        y = sheet.paragraph(way, LEFT, y, ROOM, SMALL, "regular", MUTED)
    for tag in tell_tags(touchpoint, labels, assumption=journey_map.assumption):
        y = sheet.paragraph(tag, LEFT, y, ROOM, SMALL, "semibold", STAFF)
    moment = tell_moment(touchpoint, labels)
    if moment is not None:
        lines = wrap(moment, ROOM - 38, SMALL, "semibold")
        box = sheet.panel(Box(LEFT, y + 3, ROOM, text_height(len(lines), SMALL) + 9), FLAG, radius=8)
        sheet.icon(STAR, LEFT + 8, box.y + 4.5, 15, STARLIGHT)
        sheet.lines(lines, LEFT + 29, box.y + 4.5, SMALL, "semibold", CARD, box)
        y = box.bottom + 3
    return y + 8


def _felt(sheet: Sheet, felt: PhaseFeeling, labels: Labels, y: float) -> float:
    """How a phase felt as a whole: in words, then how many chose each face."""
    y = sheet.paragraph(tell_feeling(felt, labels), LEFT, y, ROOM, 13, "semibold", INK) + 3
    _counts(sheet, felt.faces, LEFT, y)
    return y + 26


def _counts(sheet: Sheet, faces: Faces, x: float, y: float) -> None:
    """How many chose each face, from the worst to the best, as five small cells."""
    for place, (score, count) in enumerate(zip((-2, -1, 0, 1, 2), faces.counts, strict=True)):
        box = Box(x + place * 25, y, 24, 17)
        sheet.panel(box, tint(FACES[score], STRIP_MOST * count / faces.n) if count else GLAD, radius=3)
        if count:
            size = SMALL if count < 1000 else 9.0
            sheet.write(tell_count(count), box.x + 12, y + 1.2, size, "semibold", INK, "middle", box)


def _said(
    sheet: Sheet, journey_map: JourneyMap, column: PhaseColumn, helping: Helping, labels: Labels, y: float
) -> float:
    if column.felt is not None and column.whole is None:
        told = labels("feeling.besides", told=tell_feeling(column.felt, labels))
        y = sheet.paragraph(told, LEFT, y, ROOM, SMALL, "regular", MUTED) + 6
    if column.hidden:
        text = tell_hidden(column, journey_map, labels)
        y = sheet.paragraph(text, LEFT, y, ROOM, SMALL, "italic", MUTED) + 6
    for quote in column.quotes[: helping.quotes]:
        room = ROOM - 10 - (22 if quote.score is not None else 0)
        below = sheet.paragraph(labels.clean(quote.words), LEFT + 10, y, room, 13, "italic", INK, most=8)
        if quote.score is not None:
            sheet.face(quote.score, WIDTH - SIDE - 9, y + 10, 8)
        sheet.panel(Box(LEFT, y, 3, below - y), TEAL_PALE, radius=1.5)
        y = below + 8
    for points, most, ink, ground in (
        (column.pains, helping.pains, PAIN, PAIN_PALE),
        (column.opportunities, helping.chances, GAIN, GAIN_PALE),
    ):
        for point in points[:most]:
            words = labels.clean(point.words)
            y = _pill(
                sheet, words if point.n is None else labels("map.counted", words=words, n=point.n), ink, ground, y
            )
    for action in column.actions[: helping.actions]:
        y = _action(sheet, labels.clean(action.words), tell_action(action, labels, journey_map.as_of), y)
    more = sum(
        len(rest)
        for rest in (
            column.quotes[helping.quotes :],
            column.pains[helping.pains :],
            column.opportunities[helping.chances :],
            column.actions[helping.actions :],
            column.needs,
            column.gains,
            aims_of(column, labels),
            column.priorities,
        )
    )
    if more:
        y = sheet.paragraph(labels("map.more-full", n=more), LEFT, y, ROOM, SMALL, "regular", MUTED) + 6
    return y


def _pill(sheet: Sheet, words: str, ink: str, ground: str, y: float) -> float:
    lines = wrap(words, ROOM - 18, 13, "semibold", 6)
    box = sheet.panel(Box(LEFT, y, ROOM, text_height(len(lines), 13) + 11), ground, radius=7)
    sheet.lines(lines, LEFT + 9, y + 5, 13, "semibold", ink, box, words)
    return box.bottom + 6


def _action(sheet: Sheet, words: str, about: str, y: float) -> float:
    lines, below = wrap(words, ROOM - 18, 13, "semibold", 6), wrap(about, ROOM - 18, SMALL, "regular", 4)
    height = text_height(len(lines), 13) + text_height(len(below), SMALL) + 11
    box = sheet.panel(Box(LEFT, y, ROOM, height), CARD, TEAL, radius=7)
    next_line = sheet.lines(lines, LEFT + 9, y + 5, 13, "semibold", INK, box, words)
    sheet.lines(below, LEFT + 9, next_line, SMALL, "regular", MUTED, box, about)
    return box.bottom + 6
