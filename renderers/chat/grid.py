"""A map as rows to read across and lines to follow: for chats that show tables and charts of their own.

Law: from a compiled map alone, in which privacy has passed; a figure that is None leaves its cell open and its
touchpoint out of the line, so that nobody reads one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseFeeling
from reisleider.flows.messages import LineChart, Table
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.renderers.words.about_phase import tell_feeling
from reisleider.renderers.words.about_touchpoint import gap_of, share_of, tell_moment, tell_tags
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.renderers.words.signs import tell_count
from reisleider.renderers.words.slots import FACES

NAME = 60  # characters of a touchpoint's name
POINTS = 20  # of one line: more cannot be told apart in a chat
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One touchpoint with its number on the map, from 1 in the order of the journey."""

    number: int
    name: str
    touchpoint: MapTouchpoint


@dataclass(frozen=True)
class Group:
    """A phase's touchpoints that have a name on the map, how it felt besides, and how many more are only counted."""

    phase: str
    rows: tuple[Row, ...]
    hidden: int = 0
    felt: PhaseFeeling | None = None


def groups_of(journey_map: JourneyMap, labels: Labels) -> tuple[Group, ...]:
    """The phases where anything is, in order; behind them what has no phase."""
    found, number = [], 0
    parts = [(labels.pick(one.phase.label), one.touchpoints, one.hidden, one.felt) for one in journey_map.columns]
    for phase, touchpoints, hidden, felt in (*parts, (labels("map.unplaced"), journey_map.unplaced, 0, None)):
        rows = tuple(Row(number + at, name_of(one, labels.language), one) for at, one in enumerate(touchpoints, 1))
        number += len(rows)
        if rows or hidden or felt is not None:
            found.append(Group(phase, rows, hidden, felt))
    return tuple(found)


def name_of(touchpoint: MapTouchpoint, language: str) -> str:
    """What a touchpoint is called, as it was said: a chat can show every script."""
    words = touchpoint.label.get(language) or next(iter(touchpoint.label.values()), "")
    return shorten(words, NAME) or NOTHING


def spread(faces: Faces) -> str:
    """``😞1–2 🙂4``: every face that was chosen, and how often."""
    return " ".join(
        f"{FACES[score]}{tell_count(count)}" for score, count in zip(range(-2, 3), faces.counts, strict=True) if count
    )


def tell_gap(touchpoint: MapTouchpoint, labels: Labels) -> str:
    """How colleagues' guess lies beside what customers chose, in a few words; empty where that cannot be told."""
    gap = gap_of(touchpoint)
    return "" if gap is None else labels(f"grid.{gap}")


def touchpoint_table(journey_map: JourneyMap, labels: Labels) -> Table:
    """A row for every touchpoint: where, what, by how many, how it felt, what colleagues guessed, the gap, and what is
    special; and a row for what a phase only counts."""
    keys = ("phase", "touchpoint", "named", "felt", "guess", "gap", "notes")
    rows: list[tuple[str, ...]] = []
    for group in groups_of(journey_map, labels):
        rows.extend(_cells(group.phase, row, journey_map, labels) for row in group.rows)
        if group.felt is not None:
            told = (tell_feeling(group.felt, labels), NOTHING, spread(group.felt.faces))
            rows.append((group.phase, *told, *[NOTHING] * (len(keys) - 1 - len(told))))
        if group.hidden:
            rows.append((group.phase, hidden_in(group, journey_map, labels), *[NOTHING] * (len(keys) - 2)))
    return Table(labels("grid.title"), tuple(labels(f"grid.{key}") for key in keys), tuple(rows))


def _cells(phase: str, row: Row, journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    one = row.touchpoint
    told = (
        share_of(one, journey_map.customers.counted),
        spread(one.faces) if one.faces is not None else None,
        spread(one.guess) if one.guess is not None else None,
        tell_gap(one, labels),
        " · ".join(_special(one, labels)),
    )
    return (phase, f"{row.number}. {row.name}", *(cell or NOTHING for cell in told))


def _special(touchpoint: MapTouchpoint, labels: Labels) -> tuple[str, ...]:
    moment = tell_moment(touchpoint, labels)
    return (*((moment,) if moment is not None else ()), *tell_tags(touchpoint, labels))


def hidden_in(group: Group, journey_map: JourneyMap, labels: Labels) -> str:
    """How many more there are in a phase, each under the minimum group."""
    return labels("map.hidden", n=group.hidden, minimum=journey_map.minimums["customer"])


def feeling_charts(journey_map: JourneyMap, labels: Labels) -> tuple[LineChart, ...]:
    """The line of feeling through the middle faces, 1 to 5, in pieces of at most 20 touchpoints; colleagues' guess
    stands beside it where every touchpoint of a piece has one, else in a line of its own through those that have."""
    rows = [row for group in groups_of(journey_map, labels) for row in group.rows]
    felt = [row for row in rows if row.touchpoint.faces is not None]
    both = [row for row in felt if row.touchpoint.guess is not None]
    if len(both) == len(felt):
        return tuple(_chart(piece, labels, "grid.line", guess=True) for piece in _pieces(felt))
    return (
        *(_chart(piece, labels, "grid.line", guess=False) for piece in _pieces(felt)),
        *(_chart(piece, labels, "grid.line-both", guess=True) for piece in _pieces(both)),
    )


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows in as few pieces as hold them, none much shorter than another; fewer than two make no line."""
    if len(rows) < 2:
        return
    count = -(-len(rows) // POINTS)
    size = -(-len(rows) // count)
    yield from (rows[at : at + size] for at in range(0, len(rows), size))


def _chart(rows: Sequence[Row], labels: Labels, title: str, *, guess: bool) -> LineChart:
    lines = [(labels("legend.line"), tuple(_height(row.touchpoint.faces) for row in rows))]
    if guess:
        lines.append((labels("grid.staff-line"), tuple(_height(row.touchpoint.guess) for row in rows)))
    names = tuple(f"{row.number}. {row.name}" for row in rows)
    return LineChart(labels(title), names, tuple(lines), f"1 = {FACES[-2]}  5 = {FACES[2]}")


def _height(faces: Faces | None) -> float:
    assert faces is not None, "only touchpoints with a figure are drawn"
    return faces.median + 3


def guess_of(guess: Faces, labels: Labels) -> str:
    """``inschatting collega's 🙂``: the face that most of them chose."""
    return gettext(labels.language, "grid.guessed", face=FACES[most_chosen(guess)])


def words_of(row: Row, journey_map: JourneyMap, labels: Labels) -> str:
    """One touchpoint on one line: its number, name, how many named it, how it felt, the guess, and what is special."""
    one = row.touchpoint
    told = [
        share_of(one, journey_map.customers.counted),
        spread(one.faces) if one.faces is not None else None,
        guess_of(one.guess, labels) if one.guess is not None else None,
        tell_gap(one, labels) if gap_of(one) in ("rosier", "gloomier") else None,
        *_special(one, labels),
    ]
    return f"{row.number}. {row.name}: {' · '.join(filter(None, told)) or NOTHING}"
