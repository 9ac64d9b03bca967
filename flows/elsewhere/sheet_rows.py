"""A CSV file as programs write one: its columns, and its rows with the lines they stand at.

Law: reads commas, semicolons and tabs, UTF-8, UTF-16 and the alphabet of western Windows; changes nothing of a cell but
the space around it and the mark that keeps a spreadsheet from counting.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

BIGGEST = 10_000_000  # bytes of a file: a few thousand people who told much
MOST_ROWS = 50_000
SEPARATORS = ",;\t"
_MARKED = re.compile(r"^'(?=[=+\-@])")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Row:
    """One row: the line of the file it begins at (1 is the first), and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Rows:
    """A file: its columns as they are named, and its rows without the empty ones."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(data: bytes) -> Rows | None:
    """The rows of a file; None where it is no CSV, or a larger one than can be taken."""
    text = _text(data)
    if text is None:
        return None
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = tuple(one.strip() for one in next(reader, ()))
        rows = tuple(_rows(reader, columns))
    except csv.Error:
        return None
    return Rows(columns, rows) if columns and len(rows) <= MOST_ROWS else None


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[Row]:
    # a cell may hold lines of its own, so the line is where the row before ended
    before: int = reader.line_num  # type: ignore[attr-defined]  # csv names its readers' type nowhere
    for cells in reader:
        told = {column: _MARKED.sub("", cell.strip()) for column, cell in zip(columns, cells, strict=False)}
        if any(told.values()):
            yield Row(before + 1, told)
        before = reader.line_num  # type: ignore[attr-defined]  # as above


def _text(data: bytes) -> str | None:
    if len(data) > BIGGEST:
        return None
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return None if "\0" in text else text
