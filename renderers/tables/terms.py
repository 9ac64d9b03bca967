"""What every table of a map speaks with: the fixed words, and the numbers and names of its phases and touchpoints.

Law: a name is told whole; whoever has no room for it shortens it there.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel.numbers import format_decimal

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.renderers.tables.numbers import Numbered, number_touchpoints
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import capitalised
from reisleider.renderers.words.slots import FACES, in_language


@dataclass(frozen=True)
class Words:
    """What every table needs to speak: the fixed words, and the names of this map's phases and touchpoints."""

    journey_map: JourneyMap
    labels: Labels
    numbered: tuple[Numbered, ...]

    @property
    def language(self) -> str:
        return self.labels.language

    def title(self, key: str) -> str:
        """A fixed word as a column's name."""
        return capitalised(self.labels(key), self.language)

    def signed(self, figure: float) -> str:
        """``+0,42``: a figure in a text, always with its sign."""
        return format_decimal(figure, "+0.00;-0.00", locale=self.language)

    def phase(self, column: PhaseColumn | None) -> str:
        """A phase's name, or that there is none."""
        return self.labels("map.unplaced") if column is None else in_language(column.phase.label, self.language)

    def name(self, touchpoint: MapTouchpoint) -> str:
        """A touchpoint as it is called, whole."""
        return in_language(touchpoint.label, self.language)

    def face(self, score: int) -> str:
        """A face among words: as a sign, or by its name where the fonts have none."""
        return f"{self.labels.face(score)}:" if self.labels.drawn else FACES[score]

    def called(self, id: str | None) -> str:
        """A touchpoint's number and name by its id; empty where it is not on the map."""
        found = next((one for one in self.numbered if one.touchpoint.id == id), None)
        return "" if found is None else f"{found.number}. {self.name(found.touchpoint)}"


def words_for(journey_map: JourneyMap, language: str, *, drawn: bool = False) -> Words:
    """The words of a map in a language; ``drawn``: for paper, where there are no faces among the letters."""
    return Words(journey_map, Labels(language, drawn), number_touchpoints(journey_map))
