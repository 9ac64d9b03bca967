"""The journey map in a terminal: phases down the page, the line of feeling at the left, everything said beside it.

Law: shows what the map holds and whole, nothing is counted away; no line is wider than the console, no meaning hangs
on colour, and nothing anyone said is markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.renderers.picture.drawing.palette import GAIN, MUTED, TEAL
from reisleider.renderers.terminal.fit import Spoken, chip, flow, padded
from reisleider.renderers.terminal.head_lines import head_lines
from reisleider.renderers.terminal.line import BOTH, DOT, GUESS, Stop
from reisleider.renderers.terminal.pen import GAP, Pen
from reisleider.renderers.terminal.said_lines import said_lines
from reisleider.renderers.terminal.touchpoint_lines import bars, touchpoint_lines
from reisleider.renderers.words.about_map import footnotes
from reisleider.renderers.words.about_phase import tell_feeling, tell_felt_counts
from reisleider.renderers.words.in_language import speak
from reisleider.renderers.words.signs import EVIDENCE

WIDEST = 140  # cells; wider lines are hard to read however wide the window
WIDE = 110  # cells from which what was said stands beside the touchpoints instead of below them
BETWEEN = 3  # cells between touchpoints and what was said, where they stand beside each other


@dataclass
class _Page:
    """The rows of the map so far: beside the track, or over the whole width where a phase begins."""

    rows: list[Text] = field(default_factory=list)
    over: dict[int, Text] = field(default_factory=dict)
    stops: list[Stop] = field(default_factory=list)

    def cross(self, *lines: Text) -> None:
        """Rows that stand over the track."""
        for line in lines:
            self.over[len(self.rows)] = line
            self.rows.append(Text(""))


class TerminalMap:
    """A map that rich can print, at whatever width the console has."""

    def __init__(self, journey_map: JourneyMap, language: str) -> None:
        journey_map = speak(journey_map, language)
        self.map = journey_map
        self.say = Spoken(language)
        columns = (sorted(one.touchpoints, key=lambda touchpoint: touchpoint.position) for one in journey_map.columns)
        shown = [*itertools.chain.from_iterable(columns), *journey_map.unplaced]
        self.numbers = {one.id: number for number, one in enumerate(shown, 1)}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        pen = Pen(self.map, self.say, self.numbers, console, min(options.max_width, WIDEST))
        yield from head_lines(pen)
        yield from _body(pen)
        yield from _foot(pen)


def _body(pen: Pen) -> Iterator[Text]:
    """Every phase beside the one line that runs down through all of them."""
    yield from _key(pen)
    page = _Page()
    before: str | None = None
    for column in pen.map.columns:
        if before == "buyer" and column.phase.side == "customer":
            page.cross(_boundary(pen))
        before = column.phase.side
        _phase(pen, page, column)
    if pen.map.model.loop and pen.map.columns:
        first = pen.say.pick(pen.map.columns[0].phase.label)
        page.cross(*pen.flow(Text(f"↺ {pen.say('map.loop')}: {first}", "bold")))
    if pen.map.unplaced:
        page.cross(*_rule(pen, pen.say("map.unplaced"), MUTED))
        page.rows.append(Text(""))
        _touchpoints(pen, page, pen.map.unplaced, ())
    yield from _beside_track(pen, page)


def _key(pen: Pen) -> Iterator[Text]:
    say = pen.say
    marks = (
        f"{DOT} {say('legend.line')}",
        f"{GUESS} {say('legend.staff-line')}",
        f"{BOTH} {say('terminal.both')}",
        f"┊ {say('legend.dotted')}",
    )
    yield from pen.in_rows(marks)
    yield Text("")


def _beside_track(pen: Pen, page: _Page) -> Iterator[Text]:
    track = pen.track.draw(page.stops, len(page.rows), page.over, frozenset(pen.map.walked))
    for place, (line, words) in enumerate(zip(track, page.rows, strict=True)):
        if not words.plain:
            line.rstrip()
        yield page.over.get(place) or (Text.assemble(line, " " * GAP, words) if words.plain else line)


def _rule(pen: Pen, name: str, ground: str) -> Iterator[Text]:
    """A phase's name over the whole width, behind the five faces of the track."""
    lead = Text.assemble(pen.track.scale(), " " * GAP)
    *names, last = flow(Text(name), pen.console, pen.room - 2)
    for shown in names:
        yield Text.assemble(lead, chip(shown.plain, ground))
        lead = Text(" " * (pen.track.width + GAP))
    line = Text.assemble(lead, chip(last.plain, ground))
    line.append(f" {'━' * pen.width}")
    line.truncate(pen.width)
    yield line


def _boundary(pen: Pen) -> Text:
    buyer, customer = f" ↑ {pen.say('map.buyer')} ", f" ↓ {pen.say('map.customer')} "
    left = max(0, pen.track.width + GAP - cell_len(buyer))
    line = Text.assemble("═" * left, (buyer, "bold"), "═", (customer, "bold"))
    line.append("═" * max(0, pen.width - cell_len(line.plain)))
    return line


def _phase(pen: Pen, page: _Page, column: PhaseColumn) -> None:
    page.cross(*_rule(pen, pen.say.pick(column.phase.label), TEAL))
    said = list(said_lines(pen, column, _said_room(pen)))
    said = [*said, Text("")] if said else said
    page.rows.append(Text(""))
    _as_a_whole(pen, page, column)
    touchpoints = sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position)
    _touchpoints(pen, page, touchpoints, said)


def _as_a_whole(pen: Pen, page: _Page, column: PhaseColumn) -> None:
    """How a phase felt whose touchpoints have no faces: a dot of its own on the track, dotted to its neighbours."""
    felt = column.whole
    if felt is None:
        return
    guess = None if felt.guess is None else felt.guess.median
    page.stops.append(Stop(len(page.rows), felt.faces.median, guess, wait=True))
    told = f"{tell_feeling(felt, pen.say)} ({tell_felt_counts(felt, pen.say)})"
    page.rows.extend((*flow(Text(told, "bold"), pen.console, pen.room), Text("")))


def _wide(pen: Pen) -> bool:
    return pen.width >= WIDE


def _said_room(pen: Pen) -> int:
    return (pen.room - BETWEEN) * 45 // 100 if _wide(pen) else pen.room


def _touchpoints(pen: Pen, page: _Page, touchpoints: Sequence[MapTouchpoint], said: Sequence[Text]) -> None:
    room = pen.room - BETWEEN - _said_room(pen) if _wide(pen) and said else pen.room
    rows: list[Text] = []
    for one in touchpoints:
        score = one.faces.median if one.faces is not None else None
        guess = one.guess.median if one.guess is not None else None
        page.stops.append(Stop(len(page.rows) + len(rows), score, guess, one.wait, one.id))
        rows.extend(touchpoint_lines(pen, one, room))
        rows.append(Text(""))
    if not _wide(pen):
        page.rows.extend((*rows, *said))
        return
    for left, right in itertools.zip_longest(rows, said, fillvalue=Text("")):
        page.rows.append(Text.assemble(padded(left, room + BETWEEN), right) if right.plain else left)


def _foot(pen: Pen) -> Iterator[Text]:
    """What customers wish, what the bars mean, and every honest line about the figures."""
    if pen.map.wishes:
        yield chip(pen.say("terminal.wishes"), GAIN)
    for wish in pen.map.wishes:
        yield from pen.quote(wish, pen.width)
    levels = [f"{bars(level + 1)} {pen.say(f'legend.{one}')}" for level, one in enumerate(EVIDENCE)]
    yield Text("━" * pen.width)
    yield from pen.in_rows(levels)
    for note in footnotes(pen.map, pen.say):
        yield from pen.flow(Text(note))
