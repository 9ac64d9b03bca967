"""What the files with shared ways say of them in words: how many customers' ways are shown, how many are not, and why.

Law: speaks of the ways that stand in the map, which were made safe when it was compiled; adds no figure of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, Route
from reisleider.renderers.words.about_map import footnotes, tell_assumption
from reisleider.renderers.words.labels import Labels


def places(journey_map: JourneyMap) -> dict[str, MapTouchpoint]:
    """Every touchpoint of the map by its id, in the map's order."""
    shown = (*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced)
    return {one.id: one for one in shown}


def walk(route: Route, touchpoints: dict[str, MapTouchpoint]) -> list[MapTouchpoint]:
    """The touchpoints of a way, in order."""
    return [touchpoints[id] for id in route.touchpoints if id in touchpoints]


def tell_shared_ways(journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    """The notes of a file that holds ways, one sentence or two each."""
    if journey_map.assumption:
        yield tell_assumption(labels)
    yield from footnotes(journey_map, labels)
    shown = sum(one.n for one in journey_map.routes)
    if not shown:
        yield labels("shared-ways.split" if journey_map.persona is not None else "shared-ways.none")
        return
    yield labels("shared-ways.least", minimum=journey_map.minimums.get("customer", 3))
    hidden = max(0, journey_map.customers.counted - shown)
    if hidden:
        yield labels("shared-ways.hidden", n=hidden)
