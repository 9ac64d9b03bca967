"""A map with what is being done about it: each action in its phase, at its touchpoint where that still stands there.

Law: changes nothing else of a map; what was dropped is not on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reisleider.flows.acting.planned import Planned
from reisleider.flows.journey_map import Action, JourneyMap
from reisleider.flows.meaning.find import touchpoints_of


def lay_actions(shown: JourneyMap, actions: Sequence[Planned]) -> JourneyMap:
    """The map with these actions in the place of those that it had; what is due first stands first."""
    phases = {one.id: one.phase for one in touchpoints_of(shown)}
    known = {column.phase.id for column in shown.columns}
    first = next((column.phase.id for column in shown.columns), "")
    laid: dict[str, list[Action]] = {}
    for one in sorted(actions, key=_in_order):
        if one.status == "dropped":
            continue
        there = phases.get(one.touchpoint)
        phase = there or (one.phase if one.phase in known else first)
        about = one.touchpoint if there is not None else None
        told = Action(one.words, about, one.owner, one.due, one.status, one.serves)
        laid.setdefault(phase, []).append(told)
    columns = tuple(replace(one, actions=tuple(laid.get(one.phase.id, ()))) for one in shown.columns)
    return replace(shown, columns=columns)


def without_actions(shown: JourneyMap) -> JourneyMap:
    """The map as it is kept: what is being done changes beside it."""
    return lay_actions(shown, ())


def _in_order(one: Planned) -> tuple[bool, bool, str, int]:
    return not one.still_open, one.due is None, str(one.due), one.number
