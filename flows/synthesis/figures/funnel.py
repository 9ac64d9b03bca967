"""How far customers came: how many reached each phase, nearly stopped in it, stopped in it.

Law: a customer stands at one phase alone, the furthest they told of, so that no two figures here tell of fewer people
by subtraction; whoever stands where too few do is counted beside it. What stopped them is added up from touchpoints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.journey_map import Funnel, MapTouchpoint, Reach


def funnel(
    phases: Sequence[str], furthest: Mapping[str, int], customers: int, told: Sequence[MapTouchpoint]
) -> Funnel | None:
    """The way down from the first phase. ``furthest``: phase -> customers who came no further, each told by enough
    people, so that those not in it are nobody or enough too; ``customers``: everybody. None where nothing may be told.

    A phase is reached by who told a step in it or later: in a story that begins in the middle what came before was
    passed too (method 1: one whole episode is told).
    """
    known = [phase for phase in phases if furthest.get(phase)]
    if not known:
        return None
    of = sum(furthest[phase] for phase in known)
    steps, left = [], of
    for phase in phases[: phases.index(known[-1]) + 1]:
        here = [one for one in told if one.phase == phase]
        steps.append(Reach(phase, left, _sum([one.nearly for one in here]), _sum([one.gave_up for one in here])))
        left -= furthest.get(phase, 0)
    return Funnel(of, max(0, customers - of), tuple(steps))


def _sum(counts: Sequence[int | None]) -> int | None:
    shown = [count for count in counts if count is not None]
    return sum(shown) if shown else None
