"""What colleagues are to weigh: the questions, pains and opportunities that a published map shows, the most told first.

Law: nothing lies here that does not stand on the map, and so passed its ledger and its smallest groups; words and names
are kept as a map keeps them, so that they go as they go from a map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import JourneyMap, Point

Kind = Literal["need", "pain", "opportunity"]
MOST = 10  # two sets of five: with three dots and the top it is twelve replies, and no set asks to compare more
LEAST = 3  # fewer are no choice


@dataclass(frozen=True)
class Candidate:
    """One thing to weigh. ``words``: as somebody said it; for a pain ``label``: the touchpoint that it is about.
    ``n``: how many customers told it (None: it stands on the map without a number)."""

    id: str
    kind: Kind
    words: str = ""
    label: Texts = field(default_factory=dict)
    touchpoint: str | None = None
    n: int | None = None


def candidates_of(shown: JourneyMap) -> tuple[Candidate, ...]:
    """What a map shows that can be weighed, at most ``MOST``: of each kind in turn, the most told first."""
    names: Mapping[str, Texts] = {one.id: one.label for column in shown.columns for one in column.touchpoints}
    kinds = (
        [_of("pain", one, names) for one in _most_first(one for column in shown.columns for one in column.pains)],
        [_of("need", one, names) for one in _most_first(one for column in shown.columns for one in column.needs)],
        [
            _of("opportunity", one, names)
            for one in _most_first(one for column in shown.columns for one in column.opportunities)
        ],
    )
    rows = [one for row in zip_longest(*kinds) for one in row if one is not None]
    once = {(one.kind, one.words, str(one.label)): one for one in reversed(rows)}  # of the same words the first stays
    return tuple(_numbered([one for one in rows if any(one is kept for kept in once.values())][:MOST]))


def _most_first(points: Iterator[Point]) -> list[Point]:
    return sorted(points, key=lambda one: -(one.n or 0))


def _of(kind: Kind, point: Point, names: Mapping[str, Texts]) -> Candidate:
    if kind == "pain" and point.touchpoint in names:
        return Candidate("", kind, "", dict(names[str(point.touchpoint)]), point.touchpoint, point.n)
    return Candidate("", kind, point.words, {}, point.touchpoint, point.n)


def _numbered(found: list[Candidate]) -> Iterator[Candidate]:
    for number, one in enumerate(found, 1):
        yield Candidate(f"w{number}", one.kind, one.words, one.label, one.touchpoint, one.n)
