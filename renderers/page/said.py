"""What was said in each phase, lane by lane: quotes, questions, what hurts and what helps, aims and plans.

Law: a lane that nobody filled does not exist; a line knows the number of the touchpoint it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reisleider.flows.journey_map import JourneyMap, PhaseColumn, Point, Priority, Quote
from reisleider.renderers.page.reader_words import PageLabels, Said
from reisleider.renderers.words.about_phase import aims_of, tell_action, tell_impact, tell_importance

Name = Literal["quotes", "needs", "pains", "gains", "opportunities", "targets", "priorities", "actions"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said in a lane: own words, what is counted about it, and the number of the touchpoint it is about."""

    said: Said
    note: str = ""
    number: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of lines: which, and what each phase has in it."""

    name: Name
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a lane needs beside its phase: touchpoints' numbers by id, the map's day, and words."""

    numbers: Mapping[str, int]
    today: date
    labels: PageLabels

    def line(self, words: str, note: str, touchpoint: str | None) -> Line:
        """Own words about a touchpoint, or about the phase as a whole."""
        return Line(self.labels.quoted(words), note, self.numbers.get(touchpoint or ""))

    def quote(self, quote: Quote) -> Line:
        """A quote with the face it explains."""
        number = self.numbers.get(quote.touchpoint or "")
        return Line(self.labels.quoted(quote.words, quote.language), "", number, quote.score)

    def point(self, one: Point) -> Line:
        """Something said, and how many said it where that may be told."""
        return self.line(one.words, "" if one.n is None else str(one.n), one.touchpoint)

    def priority(self, one: Priority) -> Line:
        """How much something matters, both sides beside each other."""
        return self.line(one.words, " · ".join(self._weights(one)), one.touchpoint)

    def _weights(self, one: Priority) -> Iterator[str]:
        if one.importance is not None:
            yield tell_importance(one, self.labels)
        if one.votes is not None and one.voters is not None:
            yield self.labels("map.votes", n=one.votes, of=one.voters)
        if told := tell_impact(one, self.labels):
            yield told


def fill_lanes(journey_map: JourneyMap, told: Telling) -> tuple[Lane, ...]:
    """The lanes that have something in any phase, in the order of the picture."""
    lanes = (Lane(name, tuple(tell(column, told) for column in journey_map.columns)) for name, tell in LANES.items())
    return tuple(lane for lane in lanes if any(lane.cells))


LANES: Mapping[Name, Callable[[PhaseColumn, Telling], tuple[Line, ...]]] = {
    "quotes": lambda column, told: tuple(map(told.quote, column.quotes)),
    "needs": lambda column, told: tuple(map(told.point, column.needs)),
    "pains": lambda column, told: tuple(map(told.point, column.pains)),
    "gains": lambda column, told: tuple(map(told.point, column.gains)),
    "opportunities": lambda column, told: tuple(map(told.point, column.opportunities)),
    "targets": lambda column, told: tuple(map(told.point, aims_of(column, told.labels))),
    "priorities": lambda column, told: tuple(map(told.priority, column.priorities)),
    "actions": lambda column, told: tuple(
        told.line(one.words, tell_action(one, told.labels, told.today), one.touchpoint) for one in column.actions
    ),
}
