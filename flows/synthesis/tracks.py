"""The inside view laid over the outside view: how near colleagues' guesses lie, and whether they mind the same things.

Law: the staff as a whole only, never a person or a small team; every figure covers the minimum group on each side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.journey import Journey
from flows.journey_map import MapTouchpoint, SharedPriorities
from flows.synthesis.privacy import Guard

LEAST = 3  # touchpoints with both figures, under which an average says nothing
TOP = 3  # the most important ones that each side names (prompts: "which three")
Groups = Mapping[tuple[str, str], str]


def inside_outside(touchpoints: Sequence[MapTouchpoint]) -> float | None:
    """How well colleagues know how customers fare, 0..1: one minus the mean size of Cliff's delta over the touchpoints
    where both were asked; 1 is the same spread everywhere. None where fewer than three touchpoints can tell."""
    gaps = [abs(one.gap) for one in touchpoints if one.gap is not None]
    return None if len(gaps) < LEAST else 1 - sum(gaps) / len(gaps)


def shared_priorities(
    touchpoints: Sequence[MapTouchpoint], staff: Sequence[Journey], group_of: Groups, guard: Guard
) -> SharedPriorities | None:
    """What each side finds most important, and how many of the three they share; None where either cannot be told."""
    votes: dict[str, set[str]] = {}
    for one in staff:
        chosen = one.facts.get("top-three")
        for touchpoint in chosen if isinstance(chosen, list | tuple) else ():
            group = group_of.get((one.interview, str(touchpoint)))
            if group is not None:
                votes.setdefault(group, set()).add(one.participant)
    told = [
        (-len(votes[one.id]), one.id)
        for one in touchpoints
        if one.id in votes and guard.count("stakeholder", tuple(votes[one.id])) is not None
    ]
    valued = [(-one.importance, one.id) for one in touchpoints if one.importance is not None and one.importance > 0]
    if guard.split or len(told) < TOP or len(valued) < TOP:
        return None
    inside = tuple(id for _, id in sorted(told)[:TOP])
    outside = tuple(id for _, id in sorted(valued)[:TOP])
    return SharedPriorities(inside, outside, len(set(inside) & set(outside)))
