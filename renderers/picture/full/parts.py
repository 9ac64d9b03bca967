"""A part of the full map: some of its phases, spread over the whole width, for a map too wide for one sheet.

Law: a touchpoint keeps the number it has on the whole map; what is about all phases stands on the first part, what
has no phase on the last.
"""

from __future__ import annotations

from dataclasses import replace

from reisleider.renderers.picture.full.columns import Column, Grid, lay_columns
from reisleider.renderers.picture.thinned import Thinned


def take_part(thinned: Thinned, whole: Grid, phases: range) -> tuple[Thinned, Grid]:
    """The map with only ``phases`` (places of columns), and its columns laid anew."""
    journey_map = thinned.journey_map
    columns = journey_map.columns[phases.start : phases.stop]
    gap = journey_map.gap
    here = gap is not None and any(one.id == gap.touchpoint for column in columns for one in column.touchpoints)
    last = phases.stop >= len(journey_map.columns)
    part = replace(
        journey_map,
        columns=columns,
        model=replace(journey_map.model, loop=False),
        look_first=journey_map.look_first if phases.start == 0 else (),
        gap=gap if here or phases.start == 0 else None,
        unplaced=journey_map.unplaced if last else (),
    )
    named_only = {id: also for id, also in thinned.named_only.items() if id or last}
    return Thinned(part, named_only), _number(lay_columns(part), whole)


def _number(grid: Grid, whole: Grid) -> Grid:
    columns = tuple(
        replace(column, slots=tuple(replace(slot, number=whole.numbers[slot.touchpoint.id]) for slot in column.slots))
        for column in grid.columns
    )
    return replace(grid, columns=columns, numbers=whole.numbers, staff_only=whole.staff_only)


def split_phases(grid: Grid, room: float) -> tuple[range, ...]:
    """The fewest groups of phases of about equal width that each fit in ``room`` px, one phase at least."""
    most = grid.width - sum(column.width for column in grid.columns)
    for count in range(1, len(grid.columns) + 1):
        groups = _groups(grid.columns, count)
        if all(most + sum(grid.columns[place].width for place in group) <= room for group in groups):
            return groups
    return tuple(range(place, place + 1) for place in range(len(grid.columns)))


def _groups(columns: tuple[Column, ...], count: int) -> tuple[range, ...]:
    share = sum(column.width for column in columns) / count
    starts, passed = [0], 0.0
    for place, column in enumerate(columns):
        middle = passed + column.width / 2
        if len(starts) < count and place and middle > share * len(starts):
            starts.append(place)
        passed += column.width
    return tuple(range(a, b) for a, b in zip(starts, [*starts[1:], len(columns)], strict=True))
