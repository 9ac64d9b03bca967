"""The line of feeling down a terminal, in box-drawing characters: left is vexing, right is pleasant.

Law: a dot stands exactly at its median and the line bends nowhere but just above a dot; where people waited, where too
few answered, or where too few walked from one end to the other, it is dotted, so that nobody reads a figure there.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from reisleider.renderers.picture.drawing.curve import Walked, joined
from reisleider.renderers.picture.drawing.palette import FACES_EITHER, LINE_EITHER
from reisleider.renderers.words.signs import nearest_face
from reisleider.renderers.words.slots import FACES as SIGNS

Cell = tuple[str, str]
"""A sign and its style."""
SCORES = (-2, -1, 0, 1, 2)
DOT, GUESS, BOTH, TICK = "●", "◇", "◈", "·"


@dataclass(frozen=True, slots=True)
class Stop:
    """A touchpoint on the track: its ``row``, at least two below the one before, so that the line can bend between
    them; the median and the guess -2..+2, None where there is none; ``of``: the touchpoint's id."""

    row: int
    score: float | None
    guess: float | None = None
    wait: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """The track's measure: ``step`` cells, an even number, from one face to the next."""

    step: int = 4

    @property
    def width(self) -> int:
        """Cells from the first face to the end of the last one, which is two cells wide."""
        return 4 * self.step + 2

    def across(self, score: float) -> int:
        """The cell of a score."""
        return round((score + 2) * self.step)

    def scale(self) -> Text:
        """The five faces over the track."""
        return Text((" " * (self.step - 2)).join(SIGNS[score] for score in SCORES))

    def draw(
        self, stops: Sequence[Stop], rows: int, covered: Collection[int] = (), walked: Walked | None = None
    ) -> list[Text]:
        """The track as ``rows`` lines; the ``covered`` ones stay empty for something that stands over it. ``walked``:
        between which touchpoints it is solid (None: everywhere, it is one person's own)."""
        cells: list[list[Cell]] = [[(" ", "")] * self.width for _ in range(rows)]
        for stop in stops:
            for score in SCORES:
                cells[stop.row][self.across(score)] = (TICK, "dim")
        known = [(place, stop) for place, stop in enumerate(stops) if stop.score is not None]
        for (at, one), (to, other) in itertools.pairwise(known):
            apart = to != at + 1 or one.wait or other.wait or not joined(one.of, other.of, walked)
            self._join(cells, one, other, dotted=apart)
        for stop in stops:
            self._mark(cells[stop.row], stop)
        return [Text("") if row in covered else Text.assemble(*_runs(line)) for row, line in enumerate(cells)]

    def _join(self, cells: list[list[Cell]], one: Stop, other: Stop, *, dotted: bool) -> None:
        assert one.score is not None
        assert other.score is not None
        start, end = self.across(one.score), self.across(other.score)
        down, along = ("┊", "┄") if dotted else ("│", "─")
        bend = other.row - 1
        for row in range(one.row + 1, other.row):
            cells[row][start] = (down, LINE_EITHER)
        if start == end or bend <= one.row:
            return
        corners = ("╰", "╮") if end > start else ("╯", "╭")
        for column in range(min(start, end), max(start, end) + 1):
            cells[bend][column] = (along, LINE_EITHER)
        cells[bend][start], cells[bend][end] = (corners[0], LINE_EITHER), (corners[1], LINE_EITHER)

    def _mark(self, line: list[Cell], stop: Stop) -> None:
        if stop.guess is not None:
            line[self.across(stop.guess)] = (GUESS, "bold")
        if stop.score is None:
            return
        here = self.across(stop.score)
        same = stop.guess is not None and self.across(stop.guess) == here
        line[here] = (BOTH if same else DOT, f"bold {FACES_EITHER[nearest_face(stop.score)]}")


def _runs(line: Sequence[Cell]) -> Iterator[Cell]:
    """Neighbours of one style together."""
    for style, cells in itertools.groupby(line, key=lambda cell: cell[1]):
        yield "".join(sign for sign, _ in cells), style
