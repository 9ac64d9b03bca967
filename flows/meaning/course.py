"""How likely each step of one journey is each touchpoint, once the steps around it are heard too.

Law: pure, and of one journey at once. People tell in order, mostly: a step between two others comes between them on the
course of the study as well, and no two steps are the same touchpoint as a rule. A chain of hidden states, one a step,
judged forwards and backwards (Rabiner, 1989, Proceedings of the IEEE 77(2), 257-286); going back costs, and is not
forbidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, inf
from tomllib import loads

LIKELIEST = 8  # touchpoints of one step that are states of their own; the others follow the stretch they lie on
STRETCHES = 8  # stretches of the course on which a step may be that is none of the touchpoints


@dataclass(frozen=True)
class Going:
    """What it costs, as a power of e: to go ``ahead`` or ``back`` by the whole course, to tell a touchpoint ``again``;
    ``place``: how much the place in somebody's own journey counts beside its neighbours, 0..1."""

    ahead: float
    back: float
    again: float
    place: float


@dataclass(frozen=True)
class _State:
    """What a step may be: a touchpoint, or none of them (-1) on a stretch; and how much speaks for it."""

    touchpoint: int
    place: float | None
    weight: float


@cache
def going() -> Going:
    """How people go along a course, from ``blend.toml``."""
    told = loads(resources.files("reisleider.flows").joinpath("meaning", "blend.toml").read_text(encoding="utf-8"))
    return Going(**{key: float(value) for key, value in told["course"].items()})


def along(sums: Sequence[Sequence[float]], places: Sequence[float | None], none: float) -> Sequence[tuple[float, ...]]:
    """For each step of a journey, in order, how likely it is each touchpoint, 0..1; what is missing is none of them.

    ``sums``: what speaks for each touchpoint at each step, as a logarithm; ``-inf`` where it is out of the question.
    ``places``: where each touchpoint comes, 0 to 1, None where nobody knows. ``none``: what speaks for none of them.
    """
    if not sums or not places:
        return tuple(() for _ in sums)
    weights = [_weights(row, none) for row in sums]
    states = [_states(row, rest, places) for row, rest in weights]
    hop = 1 / (len(sums) + 1)  # how far one goes from step to step on average
    before = _forwards(states, hop)
    after = _backwards(states, hop)
    return tuple(
        _judged(step, row, rest, places, [one * other for one, other in zip(here, there, strict=True)])
        for step, (row, rest), here, there in zip(states, weights, before, after, strict=True)
    )


def _weights(row: Sequence[float], none: float) -> tuple[list[float], float]:
    highest = max(none, *row)
    return [exp(one - highest) if one > -inf else 0.0 for one in row], exp(none - highest)


def _states(row: Sequence[float], rest: float, places: Sequence[float | None]) -> list[_State]:
    likeliest = sorted((at for at, one in enumerate(row) if one), key=lambda at: (-row[at], at))[:LIKELIEST]
    stretches = [_State(-1, (at + 0.5) / STRETCHES, rest / STRETCHES) for at in range(STRETCHES)]
    return [*(_State(at, places[at], row[at]) for at in likeliest), *stretches]


def _forwards(states: Sequence[Sequence[_State]], hop: float) -> list[list[float]]:
    """What the steps before and a step itself say for each of its states."""
    found = [[one.weight * _from_start(one.place, hop) for one in states[0]]]
    for here, there in pairwise(states):
        last = found[-1]
        row = [to.weight * sum(said * _going(by, to, hop) for said, by in zip(last, here, strict=True)) for to in there]
        found.append(_scaled(row))
    return found


def _backwards(states: Sequence[Sequence[_State]], hop: float) -> list[list[float]]:
    """What the steps after a step say for each of its states."""
    found = [[_from_start(None if one.place is None else 1 - one.place, hop) for one in states[-1]]]
    for here, there in zip(reversed(states[:-1]), reversed(states[1:]), strict=True):
        said = [to.weight * one for to, one in zip(there, found[-1], strict=True)]
        row = [sum(_going(by, to, hop) * one for to, one in zip(there, said, strict=True)) for by in here]
        found.append(_scaled(row))
    return found[::-1]


def _judged(
    states: Sequence[_State], row: Sequence[float], rest: float, places: Sequence[float | None], said: Sequence[float]
) -> tuple[float, ...]:
    """How likely each touchpoint is: those that are no state of their own as the stretch says on which they lie."""
    own = {state.touchpoint: one for state, one in zip(states, said, strict=True) if state.touchpoint >= 0}
    stretches = said[-STRETCHES:]
    share = rest / STRETCHES
    found = []
    for at, place in enumerate(places):
        if at in own:
            found.append(own[at])
            continue
        near = sum(stretches) / STRETCHES if place is None else stretches[min(STRETCHES - 1, int(place * STRETCHES))]
        found.append(row[at] * near / share if share else 0.0)
    whole = sum(found) + sum(stretches)
    return tuple(one / whole for one in found) if whole else tuple(0.0 for _ in found)


def _going(by: _State, to: _State, hop: float) -> float:
    cost = going()
    if by.touchpoint == to.touchpoint >= 0:
        return exp(-cost.again)
    if by.place is None or to.place is None:
        return exp(-cost.ahead * hop)
    further = to.place - by.place
    return exp(-cost.ahead * further if further >= 0 else cost.back * further)


def _from_start(place: float | None, hop: float) -> float:
    return exp(-going().ahead * (hop if place is None else place))


def _scaled(row: Sequence[float]) -> list[float]:
    whole = sum(row)
    return [one / whole for one in row] if whole else list(row)
