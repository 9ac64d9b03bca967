"""What every line of a map in a terminal is written with: the map, its words and numbers, and the room there is.

Law: nothing is wider than the room, and a number always stands for the same touchpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reisleider.flows.journey_map import JourneyMap, Quote
from reisleider.renderers.terminal.fit import Spoken, fit, flow, hang
from reisleider.renderers.terminal.line import Track
from reisleider.renderers.words.slots import FACES as SIGNS

SMALL = 64  # cells under which the track is drawn narrow
GAP = 2  # cells between the track and the words


@dataclass(frozen=True)
class Pen:
    """One writing of a map, ``width`` cells wide; ``numbers``: of the touchpoints, by id."""

    map: JourneyMap
    say: Spoken
    numbers: Mapping[str, int]
    console: Console
    width: int

    @property
    def track(self) -> Track:
        """The line of feeling, as wide as there is room for."""
        return Track(4 if self.width >= SMALL else 2)

    @property
    def room(self) -> int:
        """Cells beside the track."""
        return self.width - self.track.width - GAP

    @property
    def digits(self) -> int:
        """Cells of a number: ``[12]`` and a space."""
        return len(str(max(1, len(self.numbers)))) + 3

    def flow(self, text: Text) -> list[Text]:
        """A text over the whole width."""
        return flow(text, self.console, self.width)

    def in_rows(self, marks: Sequence[str]) -> Iterator[Text]:
        """Signs with their meaning, as many to a line as fit whole."""
        line = ""
        for mark in marks:
            longer = f"{line}   {mark}" if line else mark
            if line and cell_len(longer) > self.width:
                yield from self.flow(Text(line))
                longer = mark
            line = longer
        yield from self.flow(Text(line))

    def reference(self, touchpoint: str | None) -> str:
        """A touchpoint's number behind its name; empty where it is not on the map."""
        number = self.numbers.get(touchpoint or "")
        return "" if number is None else f" [{number}]"

    def item(self, touchpoint: str | None, words: str, room: int) -> Iterator[Text]:
        """What was said, behind the number of the touchpoint it is about."""
        number = self.numbers.get(touchpoint or "")
        lead = "– " if number is None else f"[{number}] "
        yield from hang(Text(lead.rjust(self.digits), "bold"), Text(words), self.console, room)

    def quote(self, quote: Quote, room: int) -> Iterator[Text]:
        """Somebody's own words, behind the face they gave."""
        sign = SIGNS[quote.score] if quote.score is not None else "  "
        lead = Text(f"{' ' * (self.digits - 3)}{sign} ")
        yield from hang(lead, Text(f"“{fit(quote.words)}”", "italic"), self.console, room)
