"""Whether spreads of faces differ: of personas, rounds or studies.

Law: below the threshold there is "no clear difference", and where either side is too thin nothing is concluded. The
groups of one comparison are tested together, so that looking at many touchpoints finds nothing by chance alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, erfc, sqrt
from typing import Literal

from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.meaning.alignment import Aligned, align
from reisleider.flows.synthesis.measures.gap import cliffs_delta

CHANCE = 0.05  # probability under which a difference is called clear, after Holm's correction
EXACT = 80  # people up to which every division is counted
SMALL = 12  # people in the smaller group up to which the same is done, however many the other has

Verdict = Literal["clear", "no-clear-difference", "too-thin", "only-some"]


@dataclass(frozen=True)
class Row:
    """One touchpoint on all sides, in their order. ``faces``: None where a side shows none; ``known``: whether it is on
    that side's map. ``surest``: the two sides that differ most surely, with ``delta`` between them (Cliff's, -1..+1,
    positive where the first of the two is more pleasant) and ``chance``: the probability of so large a difference
    between equal groups, corrected for everything that was tested. ``wait``: a wait, not an act; ``ids``: what it is
    called on each side's map, "" where it is not there."""

    label: Texts
    phase: str
    faces: tuple[Faces | None, ...]
    known: tuple[bool, ...]
    verdict: Verdict
    surest: tuple[int, int] | None = None
    delta: float | None = None
    chance: float | None = None
    wait: bool = False
    ids: tuple[str, ...] = ()


def compare(*maps: JourneyMap) -> tuple[Row, ...]:
    """The touchpoints of two maps or more beside each other, in the order of the first one's phases; phases of another
    model are found by the crosswalk to the canonical ones."""
    rows = align(maps)
    tested = [
        (at, pair, chance_of(one, other))
        for at, row in enumerate(rows)
        for pair in combinations(range(len(maps)), 2)
        if (one := row.faces(pair[0])) is not None and (other := row.faces(pair[1])) is not None
    ]
    corrected = holm([chance for _, _, chance in tested])
    surest: dict[int, tuple[float, tuple[int, int]]] = {}
    for (at, pair, _), chance in zip(tested, corrected, strict=True):
        surest[at] = min(surest.get(at, (2.0, pair)), (chance, pair))
    return tuple(_row(row, len(maps), surest.get(at)) for at, row in enumerate(rows))


def _row(row: Aligned, sides: int, surest: tuple[float, tuple[int, int]] | None) -> Row:
    faces = tuple(row.faces(side) for side in range(sides))
    known = tuple(side in row.sides for side in range(sides))
    ids = tuple(row.sides[side].id if side in row.sides else "" for side in range(sides))
    if surest is None:
        verdict: Verdict = "only-some" if sum(known) < 2 else "too-thin"
        return Row(row.label, row.phase, faces, known, verdict, wait=row.wait, ids=ids)
    chance, (left, right) = surest
    verdict = "clear" if chance < CHANCE else "no-clear-difference"
    one, other = faces[left], faces[right]
    assert one is not None  # only such pairs are tested
    assert other is not None
    delta = cliffs_delta(one, other)
    return Row(row.label, row.phase, faces, known, verdict, (left, right), delta, chance, row.wait, ids)


def chance_of(left: Faces, right: Faces, *, exact: int = EXACT, small: int = SMALL) -> float:
    """The two-sided permutation test on the rank sum with mid-ranks: the probability that dividing the same people
    at random gives a difference at least as large (Mann and Whitney, 1947, with ties): counted exactly up to ``exact``
    people or where one group has no more than ``small``, else by the normal approximation with the correction for
    ties."""
    totals = [here + there for here, there in zip(left.counts, right.counts, strict=True)]
    ranks, below = [], 0
    for count in totals:
        ranks.append(2 * below + count + 1)  # twice the mid-rank, so that it is whole
        below += count
    seen = abs(_away(left.counts, ranks, left.n, sum(totals)))
    size = min(left.n, right.n)
    if sum(totals) <= exact or size <= small:
        return _exact(totals, ranks, size, seen)
    return _approximate(totals, size, seen)


def holm(chances: Sequence[float]) -> list[float]:
    """Probabilities corrected for testing several at once (Holm, 1979), in the order they were given."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    corrected = [0.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        corrected[place] = highest
    return corrected


def _away(counts: Sequence[int], ranks: Sequence[int], size: int, of: int) -> int:
    """How far a rank sum lies from what is expected, twice."""
    return sum(count * rank for count, rank in zip(counts, ranks, strict=True)) - size * (of + 1)


def _exact(totals: Sequence[int], ranks: Sequence[int], size: int, seen: int) -> float:
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for total, rank in zip(totals, ranks, strict=True):
        more: dict[tuple[int, int], int] = {}
        for (chosen, ranked), count in ways.items():
            for taken in range(min(total, size - chosen) + 1):
                key = chosen + taken, ranked + taken * rank
                more[key] = more.get(key, 0) + count * comb(total, taken)
        ways = more
    of = sum(totals)
    extreme = sum(
        count for (chosen, ranked), count in ways.items() if chosen == size and abs(ranked - size * (of + 1)) >= seen
    )
    return extreme / comb(of, size)


def _approximate(totals: Sequence[int], size: int, seen: int) -> float:
    of = sum(totals)
    ties = sum(count**3 - count for count in totals) / (of * (of - 1))
    variance = size * (of - size) / 12 * (of + 1 - ties)
    return erfc(seen / 2 / sqrt(2 * variance)) if variance else 1.0
