"""How sure the map may be: the level of a touchpoint, and how saturated the interviews are.

Law: a source and a strength, never one number for both.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, combinations_with_replacement
from math import comb

from reisleider.flows.journey_map import Evidence, Known, Source

BASE, RUN, THRESHOLD = 4, 2, 0.05  # Guest, Namey and Chen (2020): base size, run length, new-information threshold
BASES = 500  # of interviews to begin with: all of them up to here, beyond that as many at random
CONFIRMED_LEAST, CONFIRMED_SHARE = 5, 1 / 3  # people, and share of the customers, that make a touchpoint confirmed


def source(known: Known, *, measured: bool) -> Source:
    """Whose word it is. What customers told themselves is never an assumption, however few they are; a figure makes it
    measured only where it is known how it was measured."""
    if measured:
        return "measured"
    return "assumed" if known == "staff" else "told"


def level(named: int | None, counted: int, known: Known) -> Evidence:
    """assumed: no customer; few: under the minimum group (``named`` is None); named; confirmed: by five and a third."""
    if named is None:
        return "assumed" if known == "staff" else "few"
    return "confirmed" if named >= CONFIRMED_LEAST and named >= CONFIRMED_SHARE * counted else "named"


def strength(themes: Sequence[frozenset[str]]) -> float | None:
    """0..1: the share of orders in which the last run of interviews brought at most 5 % new touchpoints.

    After Guest, Namey and Chen (2020), "A simple method to assess and report thematic saturation in qualitative
    research": new themes in a run, over the themes of the base. Every run is counted, not a sample of them; the base is
    counted where it decides. None under base and run together.
    """
    if len(themes) < BASE + RUN:
        return None
    ordered = sorted(themes, key=sorted)
    met = sum(runs * _held(ordered, new) for new, runs in _new_in_runs(ordered).items())
    return met / comb(len(ordered), RUN)


def _new_in_runs(themes: Sequence[frozenset[str]]) -> Counter[int]:
    """How many of all pairs of interviews bring how many themes that no other interview has."""
    told_by: dict[str, list[int]] = {}
    for place, one in enumerate(themes):
        for theme in one:
            told_by.setdefault(theme, []).append(place)
    own, shared = Counter[int](), Counter[tuple[int, int]]()
    for places in told_by.values():
        if len(places) == 1:
            own[places[0]] += 1
        elif len(places) == RUN:
            shared[places[0], places[1]] += 1
    sizes = Counter(own[place] for place in range(len(themes)))
    runs = Counter[int]()
    for left, right in combinations_with_replacement(sorted(sizes), RUN):
        runs[left + right] += comb(sizes[left], 2) if left == right else sizes[left] * sizes[right]
    for (first, second), together in shared.items():
        runs[own[first] + own[second]] -= 1
        runs[own[first] + own[second] + together] += 1
    return runs


def _held(themes: Sequence[frozenset[str]], new: int) -> float:
    """0..1: the share of bases beside which so many new themes are at most the threshold."""
    if new == 0:
        return 1.0
    if new > THRESHOLD * len(frozenset().union(*themes)):
        return 0.0
    bases: Iterable[Sequence[frozenset[str]]] = combinations(themes, BASE)
    if comb(len(themes), BASE) > BASES:
        chance = random.Random(len(themes))  # noqa: S311 - repeatable bases, nothing secret
        bases = [chance.sample(themes, BASE) for _ in range(BASES)]
    sizes = [len(frozenset().union(*base)) for base in bases]
    return sum(new <= THRESHOLD * size for size in sizes) / len(sizes)
