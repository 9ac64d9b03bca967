"""Every touchpoint of a map in order, with the number it has on the picture.

Law: the numbers are those of the picture's columns, so that a table and a picture can lie side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn


@dataclass(frozen=True)
class Numbered:
    """A touchpoint, its number, and the phase it stands in (None: nobody could place it)."""

    number: int
    touchpoint: MapTouchpoint
    column: PhaseColumn | None


def number_touchpoints(journey_map: JourneyMap) -> tuple[Numbered, ...]:
    """Phase by phase, then those without a phase."""
    placed: list[tuple[MapTouchpoint, PhaseColumn | None]] = [
        (one, column)
        for column in journey_map.columns
        for one in sorted(column.touchpoints, key=lambda touchpoint: touchpoint.position)
    ]
    placed.extend((one, None) for one in journey_map.unplaced)
    return tuple(Numbered(number, one, column) for number, (one, column) in enumerate(placed, 1))
