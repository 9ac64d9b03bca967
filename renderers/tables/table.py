"""A table: its headings and its rows.

Law: plain figures and words, nothing shaped for one program; an empty cell is "not shown", never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Cell = str | int | float | date | None
Kind = Literal["text", "count", "figure", "signed", "share", "date", "any"]
"""What a column holds; ``any``: figures of whatever size and unit."""


@dataclass(frozen=True)
class Heading:
    """A column: its name, its width in characters, what stands in it, and the name over several columns."""

    name: str
    width: float
    kind: Kind = "text"
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A named table; ``notes`` are lines to read below it."""

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
