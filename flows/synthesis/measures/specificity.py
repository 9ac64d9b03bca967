"""Which things are named at one place more than elsewhere, beyond what chance makes.

Law: compared with the other places of the same study alone, so that what is common in a language, or to everybody,
is specific to nowhere; everything that is looked at together is tested together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, lgamma
from typing import NamedTuple

from reisleider.flows.synthesis.measures.chance import Odds, beyond_chance

RISK = 0.04  # that chance alone makes anything specific to any place of a study
FEW = 3  # people under which nothing is specific, whatever chance makes (method 4.12)
NOTHING = 1e-9  # of a sum, what adds nothing to it any more
Place = tuple[str, str]
"""Where and on which side something was named; where "" is anywhere on that side."""


class Naming(NamedTuple):
    """What one person named at one place: ``things`` that stand apart from each other."""

    who: str
    place: Place
    things: frozenset[str]


def specific(said: Sequence[Naming]) -> frozenset[tuple[Place, str]]:
    """The places and things of which more people named the thing there than elsewhere, beyond chance.

    A person counts once at a place, and once on each side. Were a thing named as easily anywhere, how many of those who
    name it do so at one place would be hypergeometric (Lafon, 1980, Sur la variabilité de la fréquence des formes dans
    un corpus: the specificity of a word); a place is compared with all others of either side, a side with the other
    side. All of it together by Holm's procedure (1979) over what could tell anything at all (Tarone, 1990).
    """
    here = _once(said)
    sides = _once([Naming(one.who, ("", one.place[1]), one.things) for one in said])
    keys: list[tuple[Place, str]] = []
    tests: list[Odds] = []
    for rows in (sides, here):
        known = Counter(thing for one in rows for thing in one.things)
        for place, people in _by_place(rows).items():
            counts = Counter(thing for things in people for thing in things)
            for thing in sorted(known):
                odds = _odds(counts[thing], known[thing], len(people), len(rows))
                if odds.least <= RISK:
                    keys.append((place, thing))
                    tests.append(odds)
    return frozenset(keys[at] for at in beyond_chance(tests, RISK))


def _once(said: Sequence[Naming]) -> list[Naming]:
    """One row per person and place."""
    rows: dict[tuple[str, Place], frozenset[str]] = {}
    for one in said:
        rows[one.who, one.place] = rows.get((one.who, one.place), frozenset()) | one.things
    return [Naming(who, place, things) for (who, place), things in sorted(rows.items())]


def _by_place(rows: Sequence[Naming]) -> Mapping[Place, list[frozenset[str]]]:
    found: dict[Place, list[frozenset[str]]] = {}
    for one in rows:
        found.setdefault(one.place, []).append(one.things)
    return found


def _odds(count: int, known: int, drawn: int, of: int) -> Odds:
    """How probable it is that of ``known`` of ``of`` rows at least ``count`` are among ``drawn`` at random, and that
    as many are as can be."""
    most = min(known, drawn)
    least = _drawn(most, known, drawn, of)
    if most < FEW:
        return Odds(1.0, 1.0)
    if count < FEW or count * of <= known * drawn:
        return Odds(1.0, least)  # no more than what is expected
    chance = 0.0
    for many in range(count, most + 1):
        more = _drawn(many, known, drawn, of)
        chance += more
        if more < chance * NOTHING:
            break
    return Odds(min(1.0, chance), least)


def _drawn(many: int, known: int, drawn: int, of: int) -> float:
    """The hypergeometric probability of exactly so many."""
    if drawn - many > of - known:
        return 0.0
    return exp(_ways(known, many) + _ways(of - known, drawn - many) - _ways(of, drawn))


def _ways(of: int, many: int) -> float:
    """The logarithm of the number of ways to take so many."""
    return lgamma(of + 1) - lgamma(many + 1) - lgamma(of - many + 1)
