"""The inside view laid over the outside view: how near colleagues' guesses lie, and whether they mind the same things.

Law: the staff as a whole only, never a person or a small team; every figure covers the minimum group on each side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import MapTouchpoint, Priority, SharedPriorities
from reisleider.flows.synthesis.figures.priorities import NONE, Stakes
from reisleider.flows.synthesis.privacy.minimum import Guard

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
    votes = _votes(staff, group_of)
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


def side_by_side(
    touchpoints: Sequence[MapTouchpoint],
    here: Mapping[str, Stakes],
    staff: Sequence[Journey],
    group_of: Groups,
    guard: Guard,
    language: str,
) -> Mapping[str, tuple[Priority, ...]]:
    """Per phase what matters to either side, what matters most to customers first; never added up (method 4.10).

    Only what customers chose as most important more often than as least, or what enough colleagues voted for; beside
    their votes it is told too where customers chose it as least important.
    """
    votes = {} if guard.split else _votes(staff, group_of)
    voters = len({one.participant for one in staff if one.facts.get("top-three")})
    of = guard.part("stakeholder", voters, len(staff))
    told: dict[str, list[Priority]] = {}
    for one in touchpoints:
        chosen = guard.count("stakeholder", tuple(votes.get(one.id, ())))
        count = guard.part("stakeholder", chosen, voters)
        important = one.importance
        if count is None and (important is None or important <= 0):
            continue
        n = guard.part("customer", len(here.get(one.id, NONE).shown), one.named) if important is not None else None
        name = one.label.get(language) or next(iter(one.label.values()), "")
        told.setdefault(one.phase, []).append(
            Priority(name, one.id, important, n, count, of if count is not None else None)
        )
    return {phase: tuple(sorted(rows, key=_weight)) for phase, rows in told.items()}


def _weight(priority: Priority) -> tuple[float, int, str]:
    return (-(priority.importance or 0), -(priority.votes or 0), priority.words)


def _votes(staff: Sequence[Journey], group_of: Groups) -> Mapping[str, set[str]]:
    """Group -> colleagues who have it among the three they think matter most."""
    votes: dict[str, set[str]] = {}
    for one in staff:
        chosen = one.facts.get("top-three")
        for touchpoint in chosen if isinstance(chosen, list | tuple) else ():
            group = group_of.get((one.interview, str(touchpoint)))
            if group is not None:
                votes.setdefault(group, set()).add(one.participant)
    return votes
