"""The map's lanes below one another: their frames, and those that hold words per phase.

Law: a lane without content is not drawn; a cell shows its first few texts and counts the rest in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn, PhaseFeeling, Point, Quote
from reisleider.renderers.fonts.measure import Face, width, wrap
from reisleider.renderers.picture.drawing.palette import (
    AIM,
    AIM_PALE,
    CARD,
    EDGE,
    GAIN,
    GAIN_PALE,
    INK,
    MUTED,
    PAIN,
    PAIN_PALE,
    TEAL_PALE,
)
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.cards import TouchpointCard, draw_card, prepare_card
from reisleider.renderers.picture.full.columns import GAP, LABELS, Column, Grid
from reisleider.renderers.picture.thinned import Thinned
from reisleider.renderers.words.about_phase import aims_of, tell_feeling, tell_hidden, tell_point
from reisleider.renderers.words.drawable import clean
from reisleider.renderers.words.labels import Labels

PAD = 12.0
BETWEEN = 10.0
CARD_LEAST = 168.0  # px: a phase twice as wide shows its cards side by side
MOST_QUOTES, MOST_POINTS = 3, 5  # per cell on the picture; the rest is counted, and stands in the other formats
MOST_LINES = 8  # of one text in one cell


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """How a lane of points is drawn: its texts from a column, and its colours."""

    key: str
    points: Callable[[PhaseColumn, Labels], Sequence[Point]]
    ink: str
    ground: str | None


LOOKS = (
    Look("map.needs", lambda column, _: column.needs, INK, None),
    Look("map.pains", lambda column, _: column.pains, PAIN, PAIN_PALE),
    Look("map.gains", lambda column, _: column.gains, GAIN, GAIN_PALE),
    Look("map.opportunities", lambda column, _: column.opportunities, GAIN, CARD),
    Look("map.targets", aims_of, AIM, AIM_PALE),
)


def widen(columns: Sequence[Column], filled: Callable[[PhaseColumn], bool]) -> tuple[Column, ...]:
    """The columns of a lane that hold something; their words may reach over an empty neighbour to the right, so that a
    lane with few cells wastes less height. Never over the line between buyer and customer."""
    wider: list[Column] = []
    for place, column in enumerate(columns):
        if not filled(column.content):
            continue
        right = columns[place + 1] if place + 1 < len(columns) else None
        if right is not None and not filled(right.content) and right.content.phase.side == column.content.phase.side:
            wider.append(replace(column, reach=right.right - column.right))
        else:
            wider.append(column)
    return tuple(wider)


def frame(sheet: Sheet, grid: Grid, mark: int, y: float, bottom: float) -> None:
    """The lane's white ground, beneath what was painted since ``mark``, with a hair line between the phases."""
    sheet.panel(Box(grid.left, y, grid.right - grid.left, bottom - y), CARD, EDGE, 10, at=mark)
    sheet.lanes.append((y, bottom))


def name_lane(sheet: Sheet, grid: Grid, y: float, name: str, note: str = "") -> float:
    """The lane's name and what it counts, in the label column; returns where its text ends."""
    room = LABELS - 28
    card = Box(grid.left, y, LABELS, 4000)
    below = sheet.paragraph(name, grid.left + 14, y + PAD, room, 15, "bold", INK, card)
    return (
        sheet.paragraph(note, grid.left + 14, below + 1, room, 12, "regular", MUTED, card) + PAD
        if note
        else below + PAD
    )


def lay_doing(sheet: Sheet, thinned: Thinned, grid: Grid, labels: Labels, y: float) -> float:
    """What customers do: a card per touchpoint, in order down the phase; who has no card is named below them."""
    journey_map = thinned.journey_map
    held = any(column.slots or column.content.hidden or column.content.felt for column in grid.columns)
    if not held and not journey_map.unplaced:
        return y
    mark = sheet.mark()
    bottom = name_lane(sheet, grid, y, labels("map.what-they-do"), labels("map.what-they-do-note"))
    for column in grid.columns:
        numbered = [(slot.touchpoint, slot.number) for slot in column.slots]
        end = _cards(sheet, numbered, journey_map, labels, column.x, y + PAD, column.width)
        also = thinned.named_only.get(column.content.phase.id, ())
        end = _named_only(sheet, also, labels, column.x, column.width, end)
        if column.content.felt is not None:
            end = _felt(sheet, column, column.content.felt, labels, end)
        if column.content.hidden:
            end = _hidden(sheet, column, journey_map, labels, end)
        bottom = max(bottom, end + PAD - 6)
    bottom = _unplaced(sheet, thinned, grid, labels, bottom)
    frame(sheet, grid, mark, y, bottom)
    return bottom + BETWEEN


def _cards(
    sheet: Sheet,
    numbered: Sequence[tuple[MapTouchpoint, int]],
    journey_map: JourneyMap,
    labels: Labels,
    x: float,
    y: float,
    room: float,
) -> float:
    """Cards in rows from (x, y), as many beside one another as ``room`` holds; returns where they end."""
    beside = max(1, int((room + GAP) // (CARD_LEAST + GAP)))
    wide = (room - GAP * (beside - 1)) / beside
    cards = [prepare_card(touchpoint, number, journey_map, wide, labels) for touchpoint, number in numbered]
    for start in range(0, len(cards), beside):
        row: list[TouchpointCard] = cards[start : start + beside]
        height = max(card.height for card in row)
        for place, card in enumerate(row):
            draw_card(sheet, card, x + place * (wide + GAP), y, wide, height, labels)
        y += height + 6
    return y


def _felt(sheet: Sheet, column: Column, felt: PhaseFeeling, labels: Labels, y: float) -> float:
    """How the steps felt that have no card: said plainly where the phase has no other faces, else beside them."""
    told = tell_feeling(felt, labels)
    if column.content.whole is None:
        told = labels("feeling.besides", told=told)
        return sheet.paragraph(told, column.x + 2, y + 2, column.width - 4, 12, "regular", MUTED) + 4
    return sheet.paragraph(told, column.x + 2, y + 2, column.width - 4, 13, "semibold", INK) + 4


def _hidden(sheet: Sheet, column: Column, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    text = tell_hidden(column.content, journey_map, labels)
    return sheet.paragraph(text, column.x + 2, y + 2, column.width - 4, 12, "italic", MUTED) + 4


def _named_only(sheet: Sheet, also: Sequence[MapTouchpoint], labels: Labels, x: float, room: float, y: float) -> float:
    if not also:
        return y
    names = ", ".join(labels.pick(one.label) for one in also)
    return sheet.paragraph(labels("map.also", names=names), x + 2, y + 2, room - 4, 12, "regular", MUTED) + 4


def _unplaced(sheet: Sheet, thinned: Thinned, grid: Grid, labels: Labels, y: float) -> float:
    """Touchpoints that nobody could place in a phase, across the whole lane, numbered after the placed ones."""
    unplaced, also = thinned.journey_map.unplaced, thinned.named_only.get("", ())
    if not unplaced and not also:
        return y
    x = grid.columns[0].x if grid.columns else grid.left + LABELS
    room = grid.right - 14 - x
    y = sheet.write(labels("map.unplaced"), x, y, 13, "semibold", MUTED) + 4
    numbered = list(zip(unplaced, range(len(grid.numbers) + 1, 10_000), strict=False))
    y = _cards(sheet, numbered, thinned.journey_map, labels, x, y, room)
    return _named_only(sheet, also, labels, x, room, y) + PAD - 6


def lay_cells(
    sheet: Sheet,
    grid: Grid,
    key: str,
    items: Callable[[PhaseColumn], Sequence[T]],
    draw: Callable[[T, Column, float], float],
    labels: Labels,
    y: float,
    between: float = 6,
    most: int = MOST_POINTS,
) -> float:
    """A lane of ``items`` per phase, at most ``most`` in a cell, ``between`` px apart.

    ``draw`` puts one at a height and returns where it ends. Returns where the next lane may begin, which is ``y``
    itself where there is nothing to draw.
    """
    columns = widen(grid.columns, lambda content: bool(items(content)))
    if not columns:
        return y
    mark = sheet.mark()
    bottom = name_lane(sheet, grid, y, labels(key), labels(f"{key}-note"))
    for column in columns:
        held = items(column.content)
        top = y + PAD
        for item in held[:most]:
            top = draw(item, column, top) + between
        top = _say_more(sheet, len(held) - most, column, labels, top)
        bottom = max(bottom, top - between + PAD)
    frame(sheet, grid, mark, y, bottom)
    return bottom + BETWEEN


def lay_quotes(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> float:
    """Sentences that people allowed us to show, with the face they explain."""

    def draw(quote: Quote, column: Column, top: float) -> float:
        return _quote(sheet, quote, column, top)

    return lay_cells(sheet, grid, "map.quotes", lambda content: content.quotes, draw, labels, y, 10, MOST_QUOTES)


def _quote(sheet: Sheet, quote: Quote, column: Column, y: float) -> float:
    x, room = column.x + 12, column.room - 16
    if quote.score is not None:
        room -= 24
    words = clean(quote.words)
    lines = wrap(words, room, 13, "italic", MOST_LINES)
    end = sheet.lines(lines, x, y, 13, "italic", INK, None, words)
    if quote.score is not None:
        sheet.face(quote.score, column.x + hug(lines, column, 40, "italic") - 13, y + 11, 9)
    end = max(end, y + 22)
    sheet.panel(Box(column.x, y, 3, end - y), TEAL_PALE, radius=1.5)
    return end


def lay_points(sheet: Sheet, grid: Grid, look: Look, labels: Labels, y: float) -> float:
    """One lane of things said per phase: questions, pains, gains, opportunities or targets."""

    def draw(point: Point, column: Column, top: float) -> float:
        return _point(sheet, point, column, look, grid, labels, top)

    return lay_cells(sheet, grid, look.key, lambda content: look.points(content, labels), draw, labels, y)


def _point(sheet: Sheet, point: Point, column: Column, look: Look, grid: Grid, labels: Labels, y: float) -> float:
    words = tell_point(point, labels)
    number = grid.numbers.get(point.touchpoint or "")
    plain = look.ground is None
    pad, badge = 0.0 if plain else 9.0, 26.0 if number is not None else 0.0
    face: Literal["regular", "semibold"] = "regular" if plain else "semibold"
    lines = wrap(words, column.room - 2 * pad - badge, 13, face, MOST_LINES)
    high = text_height(max(1, len(lines)), 13) + (4 if plain else 14)  # a number needs a line even without words
    box = Box(column.x, y, hug(lines, column, 2 * pad + badge, face), high)
    if look.ground is not None:
        sheet.panel(box, look.ground, look.ink if look.ground == CARD else None, 7)
    top = y + (2 if plain else 7)
    if number is not None:
        sheet.number(number, column.x + pad + 9, top + 8.5, grid.tone(point.touchpoint), CARD, 10)
    sheet.lines(lines, column.x + pad + badge, top, 13, face, look.ink, box, words)
    return box.bottom


def hug(lines: Sequence[str], column: Column, around: float, face: Face, size: float = 13) -> float:
    """The width of a cell: its own phase's, and only as far beyond as its words need with ``around`` px beside them."""
    return max(column.width, max((width(line, size, face) for line in lines), default=0.0) + around)


def _say_more(sheet: Sheet, more: int, column: Column, labels: Labels, y: float) -> float:
    """How many more there are than a cell shows; the other formats hold them."""
    if more <= 0:
        return y
    return sheet.paragraph(labels("map.more", n=more), column.x + 2, y, column.width - 4, 12, "italic", MUTED) + 8
