"""The full map's columns: one per phase, and in it one slot per touchpoint, numbered through the whole map.

Law: every lane takes its places from here, so that a number stands for the same touchpoint everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn, PhaseFeeling
from reisleider.renderers.picture.drawing.palette import STAFF, TEAL

MARGIN = 36.0
LABELS = 150.0  # px for a lane's name, left of the first column
GAP = 10.0
SLOT = 36.0  # the least a touchpoint needs in the curve: a face and a guess beside it
NARROWEST, WIDEST = 188.0, 300.0  # px per phase; a phase with many touchpoints grows beyond
ROOM = 1960.0  # px the phases share where their number allows it


@dataclass(frozen=True, slots=True)
class Slot:
    """A touchpoint's place: its number on the map and the middle of its slot."""

    touchpoint: MapTouchpoint
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Slotless:
    """Where a phase that is told as a whole has its face and its counts: before its touchpoints."""

    felt: PhaseFeeling
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """A phase's place; its words may ``reach`` so many px to the right of it, where a lane is empty there."""

    content: PhaseColumn
    x: float
    width: float
    slots: tuple[Slot, ...]
    reach: float = 0.0
    whole: Slotless | None = None

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def room(self) -> float:
        """What words may take, px."""
        return self.width + self.reach


@dataclass(frozen=True, slots=True)
class Grid:
    """All columns; ``width`` is the whole page's, ``numbers`` a touchpoint's number by id; ``staff_only``: ids."""

    columns: tuple[Column, ...]
    width: float
    numbers: Mapping[str, int]
    staff_only: frozenset[str] = frozenset()

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.width - MARGIN

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for column in self.columns for slot in column.slots)

    @property
    def wholes(self) -> tuple[Slotless, ...]:
        return tuple(column.whole for column in self.columns if column.whole is not None)

    def tone(self, touchpoint: str | None) -> str:
        """The colour of a touchpoint's number: the same wherever it stands, the staff's own where only they know it."""
        return STAFF if touchpoint in self.staff_only else TEAL


def lay_columns(journey_map: JourneyMap) -> Grid:
    """Column and slot places for a map, wide enough for its busiest phase."""
    share = ROOM / max(1, len(journey_map.columns)) - GAP
    usual = min(WIDEST, max(NARROWEST, share))
    x = MARGIN + LABELS
    columns: list[Column] = []
    number = 0
    for content in journey_map.columns:
        touchpoints = sorted(content.touchpoints, key=lambda touchpoint: touchpoint.position)
        first = 0 if content.whole is None else 1
        wide = max(usual, (first + len(touchpoints)) * SLOT)
        each = wide / max(1, first + len(touchpoints))
        slots = tuple(
            Slot(touchpoint, number + place + 1, x + (first + place + 0.5) * each, each)
            for place, touchpoint in enumerate(touchpoints)
        )
        whole = None if content.whole is None else Slotless(content.whole, x + each / 2, each)
        columns.append(Column(content, x, wide, slots, whole=whole))
        number += len(slots)
        x += wide + GAP
    width = max(x - GAP + 14 + MARGIN, 1180.0)
    everything = [slot for column in columns for slot in column.slots]
    staff_only = frozenset(slot.touchpoint.id for slot in everything if slot.touchpoint.known == "staff")
    return Grid(tuple(columns), width, {slot.touchpoint.id: slot.number for slot in everything}, staff_only)
