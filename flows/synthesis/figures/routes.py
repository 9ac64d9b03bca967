"""The ways people went: two orders of the same touchpoints, coming back, nearly stopping, stopping.

Law: counts of people, each at least the minimum group; two orders are shown as variants only where each has at least
that group and a quarter of those who met both (method 4.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import MapTouchpoint, Variant
from reisleider.flows.synthesis.merging.own_steps import line_of
from reisleider.flows.synthesis.privacy.minimum import Guard

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
        line = line_of(one, group_of)
        if len(set(line)) < len(line):
            for group in {group for group in line if line.count(group) > 1}:
                add("again", group, one.participant)
        doubted = group_of.get((one.interview, one.nearly_stopped_at or ""))
        if one.outcome != GAVE_UP:
            add("nearly", doubted, one.participant)
        elif line:  # where they thought "never mind" is where they stopped; else it is where their story ends
            add("gave_up", doubted or line[-1], one.participant)
    return {group: Ways(**{what: frozenset(who) for what, who in rows.items()}) for group, rows in found.items()}


def count_ways(
    touchpoints: Sequence[MapTouchpoint], here: Mapping[str, Ways], elsewhere: Mapping[str, Ways], guard: Guard
) -> list[MapTouchpoint]:
    """The touchpoints with how many came back, nearly stopped and gave up, where that may be told."""

    def count(what: str, one: MapTouchpoint) -> int | None:
        mine, others = getattr(here.get(one.id, NONE), what), getattr(elsewhere.get(one.id, NONE), what)
        return guard.part("customer", guard.count("customer", tuple(mine), tuple(others)), one.named)

    counted = [
        replace(one, again=count("again", one), nearly=count("nearly", one), gave_up=count("gave_up", one))
        for one in touchpoints
    ]
    return without_rest(counted, sum(len(one.gave_up) for one in here.values()), guard)


def without_rest(touchpoints: list[MapTouchpoint], of: int, guard: Guard) -> list[MapTouchpoint]:
    """How many gave up in all is published too: what is not shown of it must be nobody or enough people, else the
    smallest count goes as well (complementary suppression)."""
    shown = {one.id: one.gave_up for one in touchpoints if one.gave_up is not None}
    while shown and guard.part("customer", sum(shown.values()), of) is None:
        del shown[min(shown, key=lambda id: (shown[id], id))]
    return [one if one.id in shown else replace(one, gave_up=None) for one in touchpoints]


def variants(
    touchpoints: Sequence[MapTouchpoint], journeys: Sequence[Journey], group_of: Groups, guard: Guard
) -> tuple[Variant, ...]:
    """Neighbours on the map that many met the other way round. On one persona's map none are told: the orders of the
    others could be found by subtraction."""
    if guard.split:
        return ()
    lines = {one.participant: list(dict.fromkeys(line_of(one, group_of))) for one in journeys}
    met_by: dict[str, set[str]] = {}
    for who, line in lines.items():
        for group in line:
            met_by.setdefault(group, set()).add(who)
    found = []
    for left, right in pairwise(touchpoints):
        if left.phase != right.phase:
            continue
        met = sorted(met_by.get(left.id, set()) & met_by.get(right.id, set()))
        first = [who for who in met if lines[who].index(left.id) < lines[who].index(right.id)]
        other = [who for who in met if lines[who].index(left.id) > lines[who].index(right.id)]
        counts = guard.count("customer", first), guard.count("customer", other)
        alone = [guard.part("customer", len(met), one.named) for one in (left, right)]
        if None not in (*counts, *alone) and min(len(first), len(other)) >= SHARE * len(met):
            found.append(Variant(left.id, right.id, len(first), len(other)))
    return tuple(found)
