"""A map for one reader: what is called after a touchpoint is called so in the reader's language.

Law: only names of touchpoints are replaced, by the same touchpoint's name; own words stay as they were said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import JourneyMap, Point, Priority

Named = TypeVar("Named", Point, Priority)


def speak(journey_map: JourneyMap, language: str) -> JourneyMap:
    """The map with pains, gains and priorities named in ``language`` where their touchpoint has a name in it."""
    columns = journey_map.columns
    labels = {one.id: one.label for column in columns for one in column.touchpoints}
    return replace(
        journey_map,
        columns=tuple(
            replace(
                column,
                pains=_named(column.pains, labels, language),
                gains=_named(column.gains, labels, language),
                priorities=_named(column.priorities, labels, language),
            )
            for column in columns
        ),
    )


def _named(points: Sequence[Named], labels: Mapping[str, Texts], language: str) -> tuple[Named, ...]:
    found = []
    for one in points:
        label = labels.get(one.touchpoint or "", {})
        spoken = label.get(language)
        found.append(replace(one, words=spoken) if spoken and one.words in label.values() else one)
    return tuple(found)
