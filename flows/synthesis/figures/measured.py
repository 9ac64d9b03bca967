"""Figures that were measured outside the interviews, laid beside what people told.

Law: nothing here comes from a respondent, so that no minimum group is needed and no answer can be told from it; it
stands only at touchpoints that are on the map already, and says nothing of who named them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reisleider.flows.journey import Measurement
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.synthesis.measures.evidence import source


def lay_measured(told: JourneyMap, kept: Sequence[Measurement], by_colleagues: Callable[[str], bool]) -> JourneyMap:
    """The map with these figures and no others of their kind, and the badge that goes with them.

    ``by_colleagues``: whether colleagues told a measured figure of a touchpoint (its id), which makes it measured too.
    """
    if not kept and not any(column.measured for column in told.columns):
        return told
    return replace(told, columns=tuple(_column(one, kept, by_colleagues) for one in told.columns))


def newest(kept: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Of each metric of each touchpoint the figure of the latest day; of one day the one that was taken in last."""
    last: dict[tuple[str, str], Measurement] = {}
    for one in sorted(kept, key=lambda one: (one.on, one.taken_at)):
        last[one.touchpoint, one.metric.casefold()] = one
    return tuple(sorted(last.values(), key=lambda one: (one.touchpoint, one.metric.casefold())))


def _column(column: PhaseColumn, kept: Sequence[Measurement], by_colleagues: Callable[[str], bool]) -> PhaseColumn:
    place = {one.id: at for at, one in enumerate(column.touchpoints)}
    here = sorted((one for one in newest(kept) if one.touchpoint in place), key=lambda one: place[one.touchpoint])
    now, before = ({one.touchpoint for one in figures} for figures in (here, column.measured))

    def badge(one: MapTouchpoint) -> MapTouchpoint:
        if one.id not in now | before:
            return one
        return replace(one, source=source(one.known, measured=one.id in now or by_colleagues(one.id)))

    return replace(column, touchpoints=tuple(map(badge, column.touchpoints)), measured=tuple(here))
