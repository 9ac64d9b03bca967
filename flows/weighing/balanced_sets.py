"""Which things lie beside one another, for each colleague anew: balanced sets for best-worst scaling.

Law: whoever weighs sees each thing once, so that every thing is shown equally often; over the colleagues of a round
each pair lies in one set as evenly as can be, and places change, for what stands first is chosen more. The same round
deals the same sets. Best-worst in balanced sets after Louviere, Flynn and Marley, Best-Worst Scaling (2015).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from random import Random

WIDEST = 5  # things in one set; more is hard to compare on a phone
TRIED = 40  # ways to deal, of which the evenest is taken
AHEAD = 16  # colleagues that are dealt for at once

Dealt = tuple[tuple[int, ...], ...]
"""The sets of one colleague, each of places in the round's list of things."""


def sets_for(things: int, colleague: int) -> Dealt:
    """The sets of a round's so manieth colleague, from 0: one where all fit in it, else two of about one size."""
    return _dealt(things, AHEAD * (colleague // AHEAD + 1))[colleague]


@lru_cache(maxsize=32)
def _dealt(things: int, colleagues: int) -> Sequence[Dealt]:
    chance = Random(things)  # noqa: S311 - a repeatable order, no secret
    together: Counter[tuple[int, int]] = Counter()
    dealt = []
    for _ in range(colleagues):
        ways = [_cut(chance.sample(range(things), things)) for _ in range(TRIED)]
        best = min(ways, key=lambda way: sum(together[pair] for pair in _pairs(way)))
        together.update(_pairs(best))
        dealt.append(best)
    return tuple(dealt)


def _cut(order: Sequence[int]) -> Dealt:
    if len(order) <= WIDEST:
        return (tuple(order),)
    half = (len(order) + 1) // 2
    return tuple(order[:half]), tuple(order[half:])


def _pairs(way: Dealt) -> list[tuple[int, int]]:
    return [pair for one in way for pair in combinations(sorted(one), 2)]
