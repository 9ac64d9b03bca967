"""A table as programs write one in a text file, CSV: its columns, and the rows that hold anything.

Law: reads commas, semicolons and tabs, UTF-8, UTF-16 and the alphabet of western Windows; changes nothing of a cell but
the space around it and the mark that keeps a spreadsheet from counting.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATORS = ",;\t"
_MARKED = re.compile(r"^'(?=[=+\-@])")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class SheetRow:
    """One row: which it is (1 is the columns' own), the line of the file it begins at, and a cell for every column."""

    number: int
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file: its columns as they are named, its rows without the empty ones, and what parts its cells."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    separator: str


def read_sheet(data: bytes, biggest: int) -> Sheet | None:
    """The table in a file; None where it is no CSV, or larger than ``biggest`` bytes."""
    text = _text(data) if len(data) <= biggest else None
    if text is None:
        return None
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = tuple(one.strip() for one in next(reader, ()))
        return Sheet(columns, tuple(_rows(reader, len(columns))), separator)
    except csv.Error:
        return None


def _rows(reader: Iterator[list[str]], width: int) -> Iterator[SheetRow]:
    # a cell may hold lines of its own, so the line is where the row before ended
    before: int = reader.line_num  # type: ignore[attr-defined]  # csv names its readers' type nowhere
    for number, told in enumerate(reader, 2):
        whole = [*told, *[""] * (width - len(told))][:width]  # a spreadsheet leaves out empty cells at the end
        cells = tuple(_MARKED.sub("", cell.strip()) for cell in whole)
        if any(cells):
            yield SheetRow(number, before + 1, cells)
        before = reader.line_num  # type: ignore[attr-defined]  # as above


def _text(data: bytes) -> str | None:
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return None if "\0" in text else text
