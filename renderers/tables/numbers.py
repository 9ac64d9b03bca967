"""Every touchpoint of a map in order, with the number it has on the picture.

Law: the numbers are those of the picture's columns, so that a table and a picture can lie side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.renderers.picture.thinned import thin


@dataclass(frozen=True)
class Numbered:
    """A touchpoint, its number, and the phase it stands in (None: nobody could place it)."""

    number: int
    touchpoint: MapTouchpoint
    column: PhaseColumn | None


def number_touchpoints(journey_map: JourneyMap) -> tuple[Numbered, ...]:
    """Phase by phase, then those without a phase; who is not drawn on a crowded picture is numbered last."""
    drawn = thin(journey_map).journey_map
    shown = [one for column in drawn.columns for one in sorted(column.touchpoints, key=lambda one: one.position)]
    shown.extend(drawn.unplaced)
    numbers = {one.id: number for number, one in enumerate(shown, 1)}
    placed: list[tuple[MapTouchpoint, PhaseColumn | None]] = [
        (one, column)
        for column in journey_map.columns
        for one in sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position)
    ]
    placed.extend((one, None) for one in journey_map.unplaced)
    for one, _ in placed:
        numbers.setdefault(one.id, len(numbers) + 1)
    return tuple(Numbered(numbers[one.id], one, column) for one, column in placed)
