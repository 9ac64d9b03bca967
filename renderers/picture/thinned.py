"""Picks the touchpoints a picture draws when there are more than a reader can take in; the others keep their names.

Law: nothing vanishes: who is not drawn is named under its phase, and moments of truth, the largest gap and what to
look at first are always drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint

MOST = 60  # touchpoints that one picture draws


@dataclass(frozen=True, slots=True)
class Thinned:
    """A map with the touchpoints to draw, and per phase id ("" for none) those that are only named."""

    journey_map: JourneyMap
    named_only: Mapping[str, tuple[MapTouchpoint, ...]]


def thin(journey_map: JourneyMap, most: int = MOST) -> Thinned:
    """At most ``most`` touchpoints to draw, the most telling ones; the rest by phase, in order."""
    everything = [*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced]
    if len(everything) <= most:
        return Thinned(journey_map, {})
    first = {look.touchpoint for look in journey_map.look_first} | {journey_map.gap and journey_map.gap.touchpoint}
    ranked = sorted(everything, key=lambda one: (one.id not in first, *_rank(one), one.id))
    drawn = frozenset(one.id for one in ranked[:most])
    columns = tuple(
        replace(column, touchpoints=tuple(one for one in column.touchpoints if one.id in drawn))
        for column in journey_map.columns
    )
    left_out: dict[str, tuple[MapTouchpoint, ...]] = {}
    for one in sorted(everything, key=lambda one: one.position):
        if one.id not in drawn:
            left_out[one.phase] = (*left_out.get(one.phase, ()), one)
    unplaced = tuple(one for one in journey_map.unplaced if one.id in drawn)
    return Thinned(replace(journey_map, columns=columns, unplaced=unplaced), left_out)


def _rank(touchpoint: MapTouchpoint) -> tuple[bool, bool, int, int]:
    """Moments first, then what customers felt, by how many felt, named or guessed it."""
    felt, guessed = touchpoint.faces, touchpoint.guess
    return (
        touchpoint.moment is None,
        felt is None,
        -(felt.n if felt else touchpoint.named or 0),
        -(guessed.n if guessed else touchpoint.named_by_staff or 0),
    )
