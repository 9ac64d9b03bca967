"""The full map's columns: one per phase, and in it one slot per touchpoint, numbered through the whole map.

Law: every lane takes its places from here, so that a number stands for the same touchpoint everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn

MARGIN = 36.0
LABELS = 150.0  # px for a lane's name, left of the first column
GAP = 10.0
SLOT = 36.0  # the least a touchpoint needs in the curve: a face and a guess beside it
NARROWEST, WIDEST = 168.0, 300.0  # px per phase; a phase with many touchpoints grows beyond
ROOM = 1760.0  # px the phases share where their number allows it


@dataclass(frozen=True, slots=True)
class Slot:
    """A touchpoint's place: its number on the map and the middle of its slot."""

    touchpoint: MapTouchpoint
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """A phase's place."""

    content: PhaseColumn
    x: float
    width: float
    slots: tuple[Slot, ...]

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Grid:
    """All columns; ``width`` is the whole page's, ``numbers`` a touchpoint's number by id."""

    columns: tuple[Column, ...]
    width: float
    numbers: Mapping[str, int]

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.width - MARGIN

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for column in self.columns for slot in column.slots)


def lay_columns(journey_map: JourneyMap) -> Grid:
    """Column and slot places for a map, wide enough for its busiest phase."""
    share = ROOM / max(1, len(journey_map.columns)) - GAP
    usual = min(WIDEST, max(NARROWEST, share))
    x = MARGIN + LABELS
    columns: list[Column] = []
    number = 0
    for content in journey_map.columns:
        touchpoints = sorted(content.touchpoints, key=lambda touchpoint: touchpoint.position)
        wide = max(usual, len(touchpoints) * SLOT)
        each = wide / max(1, len(touchpoints))
        slots = tuple(
            Slot(touchpoint, number + place + 1, x + (place + 0.5) * each, each)
            for place, touchpoint in enumerate(touchpoints)
        )
        columns.append(Column(content, x, wide, slots))
        number += len(slots)
        x += wide + GAP
    width = max(x - GAP + 14 + MARGIN, 1180.0)
    return Grid(tuple(columns), width, {slot.touchpoint.id: slot.number for c in columns for slot in c.slots})
