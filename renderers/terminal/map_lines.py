"""The journey map in a terminal: phases down the page, the line of feeling at the left, everything said beside it.

Law: shows what the map holds and whole, nothing is counted away; no line is wider than the console, no meaning hangs
on colour, and nothing anyone said is markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.box import HEAVY
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.panel import Panel
from rich.text import Text

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, Point, Quote
from reisleider.renderers.picture.drawing.palette import AIM, FACES, FLAG, GAIN, INK, MUTED, PAIN, STAR, TEAL
from reisleider.renderers.terminal.fit import Spoken, beside, chip, fit, flow, hang, padded
from reisleider.renderers.terminal.line import BOTH, DOT, GUESS, Stop, Track
from reisleider.renderers.words.about_map import footnotes, tell_overlay, tell_response, tell_strength, tell_turnout
from reisleider.renderers.words.about_phase import (
    aims_of,
    tell_action,
    tell_impact,
    tell_importance,
    tell_point,
    tell_votes,
)
from reisleider.renderers.words.about_touchpoint import share_of, tell_guess, tell_moment, tell_tags, tell_ways
from reisleider.renderers.words.in_language import speak
from reisleider.renderers.words.signs import CONTROLS, EVIDENCE, nearest_face
from reisleider.renderers.words.slots import FACES as SIGNS

WIDEST = 140  # cells; wider lines are hard to read however wide the window
WIDE = 110  # cells from which what was said stands beside the touchpoints instead of below them
SMALL = 64  # cells under which the track is drawn narrow
GAP = 2  # cells between the track and the words
BETWEEN = 3  # cells between touchpoints and what was said, where they stand beside each other
BARS = ("▂", "▄", "▆", "█")
METER = 10  # cells of the evidence meter


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
        sheet = _Sheet(self.map, self.say, self.numbers, console, min(options.max_width, WIDEST))
        yield from sheet.head()
        yield from sheet.body()
        yield from sheet.foot()


class _Sheet:
    """One drawing of a map at one width."""

    def __init__(
        self, journey_map: JourneyMap, say: Spoken, numbers: dict[str, int], console: Console, width: int
    ) -> None:
        self.map, self.say, self.numbers, self.console, self.width = journey_map, say, numbers, console, width
        self.track = Track(4 if width >= SMALL else 2)
        self.room = width - self.track.width - GAP
        self.digits = len(str(max(1, len(numbers)))) + 3  # "[12] "

    def head(self) -> Iterator[Text | Panel]:
        """Title, whose journey, how many told, how firm it is; then where to look first."""
        say, one = self.say, self.map
        yield from self._flow(Text(say.pick(one.title), "bold underline"))
        persona = say.pick(one.persona.name) if one.persona else say("map.everyone")
        yield from self._flow(Text(say("map.persona", persona=persona)))
        if goal := say.pick(one.goal):
            yield from self._flow(Text(say("map.goal", goal=goal)))
        n, staff = one.customers.counted, one.staff.counted
        figures = (
            f"{n} {say('map.customers', n=n)} ({tell_turnout(one, say)})",
            f"{staff} {say('map.colleagues', n=staff)}",
            tell_response(one, say) or "",
        )
        yield from self._flow(Text(" · ".join(filter(None, figures)), "bold"))
        yield from self._flow(Text(f"{say('map.evidence')} {_meter(one.strength)} {tell_strength(one.strength, say)}"))
        if one.assumption:
            words = Text.assemble((say("map.assumption"), "bold"), "\n", say("map.assumption-why"))
            yield Panel(words, box=HEAVY, width=self.width, padding=(0, 1))
        yield from self._look_first()
        yield from self._gap()
        told = (*tell_overlay(one, say), *self._routes())
        if told:
            yield Text("")
        for line in told:
            yield from self._flow(Text(line))
        yield Text("")

    def _look_first(self) -> Iterator[Text]:
        if not self.map.look_first:
            return
        yield Text("")
        yield chip(self.say("map.look-first"), TEAL)
        for place, look in enumerate(self.map.look_first, 1):
            title = Text(self.say.pick(look.title), "bold")
            title.append(self._reference(look.touchpoint), "bold")
            why = Text.assemble(title, ": ", self.say(look.reason, **look.slots))
            yield from hang(Text(f" {place}. ", "bold"), why, self.console, self.width)

    def _gap(self) -> Iterator[Text]:
        gap = self.map.gap
        if gap is None:
            return
        yield Text("")
        title = self.say("map.gap-at", touchpoint=self.say.pick(gap.label)) + self._reference(gap.touchpoint)
        staff, customers = (f"{SIGNS[one]} {self.say.face(one)}" for one in (gap.staff_face, gap.customer_face))
        yield from self._flow(Text(title, "bold"))
        told = Text(self.say("map.gap", staff=staff, customers=customers))
        yield from hang(Text(f" {GUESS} "), told, self.console, self.width)

    def _routes(self) -> Iterator[str]:
        for route in self.map.routes:
            numbers = [number for one in route.touchpoints if (number := self.numbers.get(one)) is not None]
            if len(numbers) > 1:
                way = " → ".join(f"[{number}]" for number in numbers)
                yield self.say("terminal.route", n=route.n, way=way)

    def _reference(self, touchpoint: str | None) -> str:
        number = self.numbers.get(touchpoint or "")
        return "" if number is None else f" [{number}]"

    # --- the phases and the line ------------------------------------------------------------------------

    def body(self) -> Iterator[Text]:
        """Every phase beside the one line that runs down through all of them."""
        yield from self._key()
        page = _Page()
        before: str | None = None
        for column in self.map.columns:
            if before == "buyer" and column.phase.side == "customer":
                page.cross(self._boundary())
            before = column.phase.side
            self._phase(page, column)
        if self.map.model.loop and self.map.columns:
            first = self.say.pick(self.map.columns[0].phase.label)
            page.cross(*self._flow(Text(f"↺ {self.say('map.loop')}: {first}", "bold")))
        if self.map.unplaced:
            page.cross(*self._rule(self.say("map.unplaced"), MUTED))
            page.rows.append(Text(""))
            self._touchpoints(page, self.map.unplaced, ())
        yield from self._beside_track(page)

    def _key(self) -> Iterator[Text]:
        say = self.say
        marks = (
            f"{DOT} {say('legend.line')}",
            f"{GUESS} {say('legend.staff-line')}",
            f"{BOTH} {say('terminal.both')}",
            f"┊ {say('legend.dotted')}",
        )
        yield from self._in_rows(marks)
        yield Text("")

    def _in_rows(self, marks: Sequence[str]) -> Iterator[Text]:
        """Signs with their meaning, as many to a line as fit whole."""
        line = ""
        for mark in marks:
            longer = f"{line}   {mark}" if line else mark
            if line and cell_len(longer) > self.width:
                yield from self._flow(Text(line))
                longer = mark
            line = longer
        yield from self._flow(Text(line))

    def _beside_track(self, page: _Page) -> Iterator[Text]:
        track = self.track.draw(page.stops, len(page.rows), page.over)
        for place, (line, words) in enumerate(zip(track, page.rows, strict=True)):
            if not words.plain:
                line.rstrip()
            yield page.over.get(place) or (Text.assemble(line, " " * GAP, words) if words.plain else line)

    def _rule(self, name: str, ground: str) -> Iterator[Text]:
        """A phase's name over the whole width, behind the five faces of the track."""
        lead = Text.assemble(self.track.scale(), " " * GAP)
        *names, last = flow(Text(name), self.console, self.room - 2)
        for shown in names:
            yield Text.assemble(lead, chip(shown.plain, ground))
            lead = Text(" " * (self.track.width + GAP))
        line = Text.assemble(lead, chip(last.plain, ground))
        line.append(f" {'━' * self.width}")
        line.truncate(self.width)
        yield line

    def _boundary(self) -> Text:
        buyer, customer = f" ↑ {self.say('map.buyer')} ", f" ↓ {self.say('map.customer')} "
        left = max(0, self.track.width + GAP - cell_len(buyer))
        line = Text.assemble("═" * left, (buyer, "bold"), "═", (customer, "bold"))
        line.append("═" * max(0, self.width - cell_len(line.plain)))
        return line

    def _phase(self, page: _Page, column: PhaseColumn) -> None:
        page.cross(*self._rule(self.say.pick(column.phase.label), TEAL))
        said = list(self._said(column, self._said_room()))
        said = [*said, Text("")] if said else said
        page.rows.append(Text(""))
        touchpoints = sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position)
        self._touchpoints(page, touchpoints, said)

    def _wide(self) -> bool:
        return self.width >= WIDE

    def _said_room(self) -> int:
        return (self.room - BETWEEN) * 45 // 100 if self._wide() else self.room

    def _touchpoints(self, page: _Page, touchpoints: Sequence[MapTouchpoint], said: Sequence[Text]) -> None:
        room = self.room - BETWEEN - self._said_room() if self._wide() and said else self.room
        rows: list[Text] = []
        for one in touchpoints:
            score = one.faces.median if one.faces is not None else None
            guess = one.guess.median if one.guess is not None else None
            page.stops.append(Stop(len(page.rows) + len(rows), score, guess, one.wait))
            rows.extend(self._touchpoint(one, room))
            rows.append(Text(""))
        if not self._wide():
            page.rows.extend((*rows, *said))
            return
        for left, right in itertools.zip_longest(rows, said, fillvalue=Text("")):
            page.rows.append(Text.assemble(padded(left, room + BETWEEN), right) if right.plain else left)

    def _touchpoint(self, one: MapTouchpoint, room: int) -> Iterator[Text]:
        """A touchpoint's name and share; then its channel and evidence, its counts, and what else must be said."""
        share = share_of(one, self.map.customers.counted)
        aside = Text(f" {share}") if share else Text("")
        lead = Text(f"[{self.numbers[one.id]}] ".rjust(self.digits), "bold")
        name = hang(lead, Text(self.say.pick(one.label), "bold"), self.console, room - cell_len(aside.plain))
        yield beside(name[0], aside, room) if share else name[0]
        yield from name[1:]
        inset = Text(" " * self.digits)
        for line in self._details(one):
            yield from hang(inset, line, self.console, room)

    def _details(self, one: MapTouchpoint) -> Iterator[Text]:
        say = self.say
        level = EVIDENCE.index(one.evidence) + 1
        bars = "".join(bar if place < level else "·" for place, bar in enumerate(BARS))
        told = (
            say("legend.wait") if one.wait else "",
            say(f"channel.{one.channel}") if one.channel else "",
            f"{bars} {say(f'legend.{one.evidence}')}",
            say(f"control.{one.control}") if one.control in CONTROLS else "",
        )
        yield Text(" · ".join(filter(None, told)))
        if one.faces is not None:
            yield _strip(one.faces)
        if one.guess is not None:
            sure = tell_guess(one, say)
            face = SIGNS[nearest_face(one.guess.median)]
            yield Text(" ".join(filter(None, (f"{GUESS} {say('legend.staff-line')}: {face} ({one.guess.n})", sure))))
        moment = tell_moment(one, say)
        if moment is not None:
            yield Text.assemble(chip(f"★ {moment}", FLAG, STAR))
        for tag in (*tell_tags(one, say), *tell_ways(one, say)):
            yield Text(f"▸ {tag}", "bold")

    # --- what was said ----------------------------------------------------------------------------------

    def _said(self, column: PhaseColumn, room: int) -> Iterator[Text]:
        say = self.say
        if column.quotes:
            yield chip(say("map.quotes"), INK)
            for quote in column.quotes:
                yield from self._quote(quote, room)
        lanes: tuple[tuple[str, Sequence[Point], str], ...] = (
            ("map.needs", column.needs, INK),
            ("map.pains", column.pains, PAIN),
            ("map.gains", column.gains, GAIN),
            ("map.opportunities", column.opportunities, GAIN),
            ("map.targets", aims_of(column, say), AIM),
        )
        for key, points, ground in lanes:
            if points:
                yield chip(say(key), ground)
                for point in points:
                    yield from self._item(point.touchpoint, tell_point(point, say), room)
        yield from self._plans(column, room)
        if column.hidden:
            words = say("map.hidden", n=column.hidden, minimum=self.map.minimums.get("customer", 3))
            yield from flow(Text(words, "italic"), self.console, room)

    def _plans(self, column: PhaseColumn, room: int) -> Iterator[Text]:
        """What matters most to both sides, and what will be done."""
        if column.priorities:
            yield chip(self.say("map.priorities"), TEAL)
        for priority in column.priorities:
            facts = (
                fit(priority.words),
                tell_importance(priority, self.say) if priority.importance is not None else "",
                tell_votes(priority, self.say),
                tell_impact(priority, self.say),
            )
            yield from self._item(priority.touchpoint, " · ".join(filter(None, facts)), room)
        if column.actions:
            yield chip(self.say("map.actions"), TEAL)
        for action in column.actions:
            words = " · ".join((fit(action.words), tell_action(action, self.say, self.map.as_of)))
            yield from self._item(action.touchpoint, words, room)

    def _item(self, touchpoint: str | None, words: str, room: int) -> Iterator[Text]:
        number = self.numbers.get(touchpoint or "")
        lead = "– " if number is None else f"[{number}] "
        yield from hang(Text(lead.rjust(self.digits), "bold"), Text(words), self.console, room)

    def _quote(self, quote: Quote, room: int) -> Iterator[Text]:
        sign = SIGNS[quote.score] if quote.score is not None else "  "
        lead = Text(f"{' ' * (self.digits - 3)}{sign} ")
        yield from hang(lead, Text(f"“{fit(quote.words)}”", "italic"), self.console, room)

    def foot(self) -> Iterator[Text]:
        """What customers wish, what the bars mean, and every honest line about the figures."""
        if self.map.wishes:
            yield chip(self.say("terminal.wishes"), GAIN)
        for wish in self.map.wishes:
            yield from self._quote(wish, self.width)
        levels = [
            f"{''.join(bar if place <= level else '·' for place, bar in enumerate(BARS))} {self.say(f'legend.{one}')}"
            for level, one in enumerate(EVIDENCE)
        ]
        yield Text("━" * self.width)
        yield from self._in_rows(levels)
        for note in footnotes(self.map, self.say):
            yield from self._flow(Text(note))

    def _flow(self, text: Text) -> list[Text]:
        return flow(text, self.console, self.width)


def _strip(faces: Faces) -> Text:
    """How many chose each face, from the worst to the best; a face nobody chose has a dot."""
    line = Text("")
    for score, count in zip((-2, -1, 0, 1, 2), faces.counts, strict=True):
        line.append(SIGNS[score])
        line.append_text(chip(str(count), FACES[score]) if count else Text(" · "))
        line.append(" ")
    line.rstrip()
    return line


def _meter(strength: float | None) -> str:
    full = 0 if strength is None else round(min(1.0, max(0.0, strength)) * METER)
    return "█" * full + "░" * (METER - full)
