"""How high a row has to be for the words in it, by how wide they are and how wide their columns.

Law: worked out here and said, since not every program that opens a workbook works it out; measured in our own font and
with room to spare, since nobody knows in which font it is shown: in some every letter is as wide as a digit.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from reisleider.renderers.fonts.measure import Face, width, wrap

LINE = 15.0  # points of one line at the usual 11
HIGHEST = 409.0  # points of a row, by Excel's specification
MEASURED = 14.0  # px at which a line is measured; only how it compares with a digit matters
FILLED = 0.85  # of a column that a line may take: fonts differ in how wide letters are beside their digits


@dataclass(frozen=True)
class Worded:
    """Words in a cell of a column so many digits wide, as the column's width is given."""

    words: str
    wide: float
    face: Face = "regular"


def lines_of(cell: Worded) -> int:
    """How many lines its words take, at least one."""
    wide = max(1.0, cell.wide)
    room = wide * FILLED * width("0", MEASURED)
    parts = cell.words.split("\n")
    return sum(max(1, len(wrap(one, room, MEASURED, cell.face)), len(textwrap.wrap(one, int(wide)))) for one in parts)


def height_of(cells: Iterable[Worded]) -> float:
    """Points of a row that shows all of these cells; as high as a row can be where that is less."""
    return min(HIGHEST, LINE * max(map(lines_of, cells), default=1))
