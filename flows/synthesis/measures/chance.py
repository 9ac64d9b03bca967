"""What chance alone can make: how probable a count is where nothing differs, and which of many counts it does not make.

Law: exact where people are few; everything that is looked at together is tested together, so that where nothing differs
at most one map of twenty claims anything. Counts of people come in steps, so that a test runs less than half the risk
it may; `bench/truth.py` measures what all of them run together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, prod, sqrt

RISKS = {"worst": 0.04, "gap": 0.02, "moment": 0.02}  # of a claim of this kind that only chance made, at most
EXACT = 200  # people up to which a probability is counted out; beyond, the normal curve is as near as anybody can read


@dataclass(frozen=True)
class Odds:
    """The probability of what was seen where nothing differs, and the smallest that could have been seen there."""

    chance: float
    least: float


def at_least(chances: Sequence[float], count: int) -> float:
    """The probability that of independent events with these ``chances`` at least ``count`` happen: the
    Poisson-binomial distribution (Le Cam, 1960; Hong, 2013), counted out, or by the normal curve where many."""
    if count <= 0:
        return 1.0
    if len(chances) > EXACT:
        middle, spread = sum(chances), sqrt(sum(chance * (1 - chance) for chance in chances))
        return erfc((count - 0.5 - middle) / spread / sqrt(2)) / 2 if spread else float(count <= middle)
    ways = [1.0] + [0.0] * count  # by how many happened; the last place keeps "count or more"
    for chance in chances:
        ways[count] += ways[count - 1] * chance
        for so_far in range(count - 1, 0, -1):
            ways[so_far] = ways[so_far] * (1 - chance) + ways[so_far - 1] * chance
        ways[0] *= 1 - chance
    return ways[count]


def odds_of(chances: Sequence[float], count: int) -> Odds:
    """How probable it is that chance makes a count of so many of these people, and that it makes all of them."""
    return Odds(at_least(chances, count), prod(chances))


def beyond_chance(tests: Sequence[Odds], risk: float) -> frozenset[int]:
    """Which of the tests chance does not explain, by place: Holm's procedure (1979) over those that could tell anything
    at all (Tarone, 1990), so that touchpoints of a few people take nothing from the others."""
    family, leasts = 1, sorted(one.least for one in tests)
    while bisect_right(leasts, risk / family) > family:
        family += 1
    telling = [place for place, one in enumerate(tests) if one.least <= risk / family]
    telling.sort(key=lambda place: (tests[place].chance, place))
    clear: set[int] = set()
    for rank, place in enumerate(telling):
        if tests[place].chance > risk / (len(telling) - rank):
            break
        clear.add(place)
    return frozenset(clear)
