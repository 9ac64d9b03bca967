"""Which touchpoints felt worst: by the lower bound of a share, and how often the worst stay so among other people.

Law: a share of few people weighs less than the same share of many; what is said of resamples is in tenths, and the same
for the same answers.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping, Sequence
from math import sqrt
from typing import TypeVar

from reisleider.flows.synthesis.measures.chance import RISKS, beyond_chance, odds_of

K = TypeVar("K", bound=Hashable)
Chosen = Mapping[K, Mapping[str, int]]
"""What was felt at each touchpoint: the face, -2..+2, by participant."""

CERTAIN = 1.96  # standard deviations: 95 % on both sides
WORST = 3  # among how many a touchpoint must stay (method 4.13: three things to look at)
RESAMPLES = 200  # a tenth is then sure to about three hundredths
CANDIDATES = 16  # by the lower bound; what lies lower hardly ever comes among the worst three
ROOM = 32  # bits that hold a count of people


def lower_bound(count: int, of: int) -> float:
    """The least that a share ``count`` of ``of`` may well be, 0..1: Wilson's score interval (1927)."""
    if not of:
        return 0.0
    share, z = count / of, CERTAIN**2 / of
    return (share + z / 2 - CERTAIN * sqrt(share * (1 - share) / of + z / of / 4)) / (1 + z)


def stand_out(chosen: Chosen[K], but: frozenset[K] = frozenset()) -> frozenset[K]:
    """Where negative faces are more than chance makes: a permutation test within people.

    Were no touchpoint worse than another, somebody's negative faces could as well have been given at any of theirs;
    so each person brings the share of their own faces that is negative. ``but``: compared with, and not tested.
    """
    gloom = _gloom(chosen)
    keys = [key for key in chosen if key not in but]
    tests = [
        odds_of([gloom[who] for who in chosen[key]], sum(score < 0 for score in chosen[key].values())) for key in keys
    ]
    return frozenset(keys[place] for place in beyond_chance(tests, RISKS["worst"]))


def _gloom(chosen: Chosen[K]) -> Mapping[str, float]:
    """Of each person the share of their faces that is negative."""
    given: dict[str, list[int]] = {}
    for faces in chosen.values():
        for who, score in faces.items():
            given.setdefault(who, []).append(score)
    return {who: sum(score < 0 for score in scores) / len(scores) for who, scores in given.items()}


def stays_worst(chosen: Chosen[K]) -> Mapping[K, int]:
    """In how many of ten resamples of the same people (Efron, 1979) a touchpoint is among the worst three by its lower
    bound, 0..10, rounded down; only of those that can be. It tells how little it takes to change the list."""
    counts = {key: (sum(score < 0 for score in faces.values()), len(faces)) for key, faces in chosen.items()}
    ranked = sorted(chosen, key=lambda key: (-lower_bound(*counts[key]), str(key)))[:CANDIDATES]
    people = _packed([chosen[key] for key in ranked])
    if not people:
        return {}
    chance = random.Random(len(people))  # noqa: S311 - repeatable resamples, nothing secret
    met = dict.fromkeys(ranked, 0)
    for _ in range(RESAMPLES):
        drawn = _unpacked(sum(chance.choices(people, k=len(people))), len(ranked))
        order = sorted(range(len(ranked)), key=lambda place: (-lower_bound(*drawn[place]), place))
        for place in order[:WORST]:
            met[ranked[place]] += 1
    return {key: 10 * times // RESAMPLES for key, times in met.items()}


def _packed(columns: Sequence[Mapping[str, int]]) -> list[int]:
    """Each person as one number that holds a negative face and a face per touchpoint, so that people are added up at
    once; in an order that their answers alone decide."""
    people: dict[str, int] = {}
    for place, faces in enumerate(columns):
        for who, score in faces.items():
            told = (score < 0) + (1 << ROOM)
            people[who] = people.get(who, 0) + (told << 2 * ROOM * place)
    return sorted(people.values())


def _unpacked(total: int, places: int) -> list[tuple[int, int]]:
    """Per touchpoint how many negative faces, of how many."""
    most = (1 << ROOM) - 1
    return [(total >> 2 * ROOM * place & most, total >> ROOM * (2 * place + 1) & most) for place in range(places)]
