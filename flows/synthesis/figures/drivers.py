"""At which touchpoints it felt otherwise to those for whom it all worked out than to those for whom it did not.

Law: nothing under thirty people, nothing that chance makes as easily over the whole map at once, and never a cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.journey_map import Driver, Faces
from reisleider.flows.synthesis.measures.difference import chance_of, holm
from reisleider.flows.synthesis.measures.gap import cliffs_delta

GOOD = ("done",)
BAD = ("partly", "failed", "gave-up")
"""Answer ids of how it ended; what still goes on is neither."""
ENOUGH = 30  # people whose outcome is known (method 4: what is compared over a whole study)
RISK = 0.02  # that chance alone makes any of a map's drivers


def known_outcomes(outcomes: Mapping[str, int] | None) -> int:
    """How many told how it ended, as far as that may be told."""
    return sum(count for id, count in (outcomes or {}).items() if id in (*GOOD, *BAD))


def drivers(felt: Mapping[str, tuple[Sequence[int], Sequence[int]]], least: int) -> tuple[Driver, ...]:
    """The touchpoints of ``felt`` (id -> faces of those for whom it worked out, and of the others) that differ, the
    surest first: the two-sided permutation test on the rank sum, all touchpoints tested together (Holm, 1979). Only
    those where at least ``least`` people gave a face on either side."""
    tested = [
        (id, _faces(good), _faces(bad)) for id, (good, bad) in sorted(felt.items()) if min(len(good), len(bad)) >= least
    ]
    chances = holm([chance_of(good, bad) for _, good, bad in tested])
    found = [
        (chance, Driver(id, cliffs_delta(good, bad) > 0))
        for chance, (id, good, bad) in zip(chances, tested, strict=True)
        if chance < RISK
    ]
    return tuple(one for _, one in sorted(found, key=lambda row: (row[0], row[1].touchpoint)))


def _faces(scores: Sequence[int]) -> Faces:
    given = list(scores)
    return Faces((given.count(-2), given.count(-1), given.count(0), given.count(1), given.count(2)))
