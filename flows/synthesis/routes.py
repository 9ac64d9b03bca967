"""The ways people went: two orders of the same touchpoints, coming back, nearly stopping, stopping.

Law: counts of people, each at least the minimum group; two orders are shown as variants only where each has at least
that group and a quarter of those who met both (method 4.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.journey import Journey
from flows.journey_map import MapTouchpoint, Variant
from flows.synthesis.privacy import Guard

SHARE = 0.25  # of those who met both touchpoints (method 4.8)
GAVE_UP = "gave-up"
Groups = Mapping[tuple[str, str], str]
Who = frozenset[str]


@dataclass(frozen=True)
class Ways:
    """Who (participants) came back to a touchpoint, nearly stopped there, and gave up there. Raw: not to be shown."""

    again: Who = frozenset()
    nearly: Who = frozenset()
    gave_up: Who = frozenset()


NONE = Ways()


def ways(journeys: Sequence[Journey], group_of: Groups) -> Mapping[str, Ways]:
    """The ways of customers per touchpoint; ``group_of``: (interview, touchpoint id) -> group id."""
    found: dict[str, dict[str, set[str]]] = {}

    def add(what: str, group: str | None, who: str) -> None:
        if group is not None:
            found.setdefault(group, {}).setdefault(what, set()).add(who)

    for one in journeys:
        line = [group_of[one.interview, touchpoint.id] for touchpoint in one.touchpoints]
        for group in {group for group in line if line.count(group) > 1}:
            add("again", group, one.participant)
        add("nearly", group_of.get((one.interview, one.nearly_stopped_at or "")), one.participant)
        if one.outcome == GAVE_UP and line:
            add("gave_up", line[-1], one.participant)
    return {group: Ways(**{what: frozenset(who) for what, who in rows.items()}) for group, rows in found.items()}


def count_ways(
    touchpoints: Sequence[MapTouchpoint], here: Mapping[str, Ways], elsewhere: Mapping[str, Ways], guard: Guard
) -> list[MapTouchpoint]:
    """The touchpoints with how many came back, nearly stopped and gave up, where that may be told."""

    def count(what: str, id: str) -> int | None:
        mine, others = getattr(here.get(id, NONE), what), getattr(elsewhere.get(id, NONE), what)
        return guard.count("customer", tuple(mine), tuple(others))

    return [
        replace(one, again=count("again", one.id), nearly=count("nearly", one.id), gave_up=count("gave_up", one.id))
        for one in touchpoints
    ]


def variants(
    touchpoints: Sequence[MapTouchpoint], journeys: Sequence[Journey], group_of: Groups, guard: Guard
) -> tuple[Variant, ...]:
    """Neighbours on the map that many met the other way round. On one persona's map none are told: the orders of the
    others could be found by subtraction."""
    if guard.split:
        return ()
    lines = {
        one.participant: list(dict.fromkeys(group_of[one.interview, touchpoint.id] for touchpoint in one.touchpoints))
        for one in journeys
    }
    found = []
    for left, right in pairwise(touchpoints):
        if left.phase != right.phase:
            continue
        met = {who: line for who, line in lines.items() if left.id in line and right.id in line}
        first = [who for who, line in met.items() if line.index(left.id) < line.index(right.id)]
        other = [who for who in met if who not in first]
        counts = guard.count("customer", first), guard.count("customer", other)
        if None not in counts and min(len(first), len(other)) >= SHARE * len(met):
            found.append(Variant(left.id, right.id, len(first), len(other)))
    return tuple(found)
