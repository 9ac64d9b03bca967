"""Finds what somebody means on a map: a touchpoint or a phase, named loosely, as in "why is delivery red?".

Law: only what is on the map can be found, so nothing under the minimum group can.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.meaning.concepts import Concepts, product
from reisleider.flows.words.cues import asking_words, content_words, normalise

MEANT = 0.85  # what a name of the same meaning counts, beside the very words
LIKE = 0.3  # likeness from which a loose name is taken to mean a touchpoint: the asker sees at once what was taken


def find_on_map(journey_map: JourneyMap, words: str) -> MapTouchpoint | PhaseColumn | None:
    """The touchpoint or phase that these words mean most likely, or None."""
    asked = " ".join(word for word in content_words(words) if word not in asking_words())
    if not asked:
        return None
    rows = list(_named(journey_map))
    wanted = set(normalise(asked).split())
    vectors = Concepts().vectors([asked, *(name for name, _ in rows)])
    best: tuple[float, int] | None = None
    for place, (name, _) in enumerate(rows):
        stems = set(normalise(name).split())
        shared, told = len(wanted & stems) / len(wanted), len(wanted & stems) / max(1, len(stems))
        score = max(shared * (0.9 + 0.1 * told), MEANT * product(vectors[0], vectors[place + 1]))
        if score >= LIKE and (best is None or score > best[0]):
            best = score, place
    return rows[best[1]][1] if best is not None else None


def touchpoints_of(journey_map: JourneyMap) -> Iterator[MapTouchpoint]:
    """Every touchpoint that has a name on the map, phase by phase."""
    for column in journey_map.columns:
        yield from column.touchpoints
    yield from journey_map.unplaced


def _named(journey_map: JourneyMap) -> Iterator[tuple[str, MapTouchpoint | PhaseColumn]]:
    for column in journey_map.columns:
        for name in (*column.phase.label.values(), *column.phase.plain.values(), column.phase.id):
            yield name, column
    for one in touchpoints_of(journey_map):
        for name in one.label.values():
            yield name, one
