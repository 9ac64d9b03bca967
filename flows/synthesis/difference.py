"""Whether two spreads of faces differ: of two personas, two rounds or two studies.

Law: below the threshold there is "no clear difference", and where either side is too thin nothing is concluded. The
groups of one comparison are tested together, so that looking at many touchpoints finds nothing by chance alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

from flows.journey import Texts
from flows.journey_map import Faces, JourneyMap, MapTouchpoint
from flows.synthesis.clustering import ALIKE
from flows.synthesis.concepts import Concepts, product
from flows.synthesis.gap import cliffs_delta

CHANCE = 0.05  # probability under which a difference is called clear, after Holm's correction
EXACT = 80  # people up to which every division is counted; beyond, divisions are drawn
DRAWN = 9999  # divisions drawn; the smallest probability is then 1 in 10,000

Verdict = Literal["clear", "no-clear-difference", "too-thin", "only-left", "only-right"]


@dataclass(frozen=True)
class Row:
    """One touchpoint on both sides. ``delta``: Cliff's, -1..+1, positive where the left is more pleasant; ``chance``:
    the probability of so large a difference between equal groups, corrected for the number of touchpoints."""

    label: Texts
    phase: str
    left: Faces | None
    right: Faces | None
    verdict: Verdict
    delta: float | None = None
    chance: float | None = None


def compare(left: JourneyMap, right: JourneyMap) -> tuple[Row, ...]:
    """The touchpoints of two maps beside each other, by phase of the left one; phases of another model are found by
    the crosswalk to the canonical ones."""
    pairs = _paired(left, right)
    tested = [
        (one, other, _chance(one.faces, other.faces))
        for one, other in pairs
        if one is not None and other is not None and one.faces is not None and other.faces is not None
    ]
    corrected = dict(zip([(a.id, b.id) for a, b, _ in tested], holm([chance for _, _, chance in tested]), strict=True))
    return tuple(_row(one, other, corrected, _phase(one, other, left, right)) for one, other in pairs)


def chance_of(left: Faces, right: Faces) -> float:
    """The two-sided permutation test on the rank sum with mid-ranks: the probability that dividing the same people
    at random gives a difference at least as large (Mann and Whitney, 1947, with ties; exact up to 80 people)."""
    return _chance(left, right)


def holm(chances: Sequence[float]) -> list[float]:
    """Probabilities corrected for testing several at once (Holm, 1979), in the order they were given."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    corrected = [0.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        corrected[place] = highest
    return corrected


def _chance(left: Faces | None, right: Faces | None) -> float:
    if left is None or right is None:
        return 1.0
    totals = [here + there for here, there in zip(left.counts, right.counts, strict=True)]
    ranks, below = [], 0
    for count in totals:
        ranks.append(2 * below + count + 1)  # twice the mid-rank, so that it is whole
        below += count
    seen = abs(_away(left.counts, ranks, left.n, sum(totals)))
    if sum(totals) <= EXACT:
        return _exact(totals, ranks, left.n, seen)
    return _drawn(totals, ranks, left.n, seen)


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


def _drawn(totals: Sequence[int], ranks: Sequence[int], size: int, seen: int) -> float:
    chance = random.Random(sum(totals))  # noqa: S311 - repeatable divisions, nothing secret
    everyone = [rank for total, rank in zip(totals, ranks, strict=True) for _ in range(total)]
    expected = size * (len(everyone) + 1)
    extreme = sum(abs(sum(chance.sample(everyone, size)) - expected) >= seen for _ in range(DRAWN))
    return (extreme + 1) / (DRAWN + 1)


# --- which touchpoint is which ---------------------------------------------------------------------------

Pair = tuple[MapTouchpoint | None, MapTouchpoint | None]


def _paired(left: JourneyMap, right: JourneyMap) -> list[Pair]:
    ones, others = _shown(left), _shown(right)
    by_id = {one.id: one for one in others}
    pairs: dict[str, MapTouchpoint] = {one.id: by_id[one.id] for one in ones if one.id in by_id}
    free = [one for one in ones if one.id not in pairs]
    open_ = [one for one in others if one.id not in pairs]
    pairs.update(_meant(free, open_))
    taken = {other.id for other in pairs.values()}
    rows: list[Pair] = [(one, pairs.get(one.id)) for one in ones]
    return [*rows, *((None, other) for other in others if other.id not in taken)]


def _shown(journey_map: JourneyMap) -> list[MapTouchpoint]:
    return [one for column in journey_map.columns for one in column.touchpoints] + list(journey_map.unplaced)


def _meant(left: Sequence[MapTouchpoint], right: Sequence[MapTouchpoint]) -> dict[str, MapTouchpoint]:
    """Touchpoints whose names mean the same, the most alike first, each once."""
    names = [next(iter(one.label.values()), "") for one in (*left, *right)]
    vectors = Concepts().vectors(names)
    scores = sorted(
        (-product(vectors[here], vectors[len(left) + there]), here, there)
        for here in range(len(left))
        for there in range(len(right))
    )
    found: dict[str, MapTouchpoint] = {}
    taken: set[int] = set()
    for score, here, there in scores:
        if -score >= ALIKE and left[here].id not in found and there not in taken:
            found[left[here].id] = right[there]
            taken.add(there)
    return found


def _row(
    one: MapTouchpoint | None, other: MapTouchpoint | None, corrected: dict[tuple[str, str], float], phase: str
) -> Row:
    known = one or other
    label = known.label if known is not None else {}
    left, right = one.faces if one is not None else None, other.faces if other is not None else None
    if one is None or other is None:
        return Row(label, phase, left, right, "only-right" if one is None else "only-left")
    if left is None or right is None:
        return Row(label, phase, left, right, "too-thin")
    chance = corrected[one.id, other.id]
    verdict: Verdict = "clear" if chance < CHANCE else "no-clear-difference"
    return Row(label, phase, left, right, verdict, cliffs_delta(left, right), chance)


def _phase(one: MapTouchpoint | None, other: MapTouchpoint | None, left: JourneyMap, right: JourneyMap) -> str:
    """The phase of the left map's model in which a row stands, "" where it has none."""
    if one is not None:
        return one.phase
    if other is None:
        return ""
    if left.model.id == right.model.id:
        return other.phase
    canonical = next((phase.canonical for phase in right.model.phases if phase.id == other.phase), ())
    return next((phase.id for phase in left.model.phases if set(phase.canonical) & set(canonical)), "")
