"""A file of interviews that were held elsewhere: its columns, and its rows with the lines they stand at.

Law: decides nothing about what a cell means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reisleider.flows.elsewhere.workbook import is_workbook, read_workbook
from reisleider.flows.spreadsheet import Sheet, read_sheet

BIGGEST = 10_000_000  # bytes of a file: a few thousand people who told much
MOST_ROWS = 50_000


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


def read_rows(data: bytes, named: str = "") -> Rows | None:
    """The rows of a file, of the sheet ``named`` so where it is a workbook, else of its first; None where it is neither
    CSV nor a workbook, has no such sheet, or is a larger one than can be taken."""
    sheet = _in_workbook(data, named) if is_workbook(data) else read_sheet(data, BIGGEST)
    if sheet is None or not sheet.columns or len(sheet.rows) > MOST_ROWS:
        return None
    rows = (Row(one.line, dict(zip(sheet.columns, one.cells, strict=True))) for one in sheet.rows)
    return Rows(sheet.columns, tuple(rows))


def _in_workbook(data: bytes, named: str) -> Sheet | None:
    sheets = read_workbook(data, BIGGEST) or {}
    wanted = named.strip().casefold()
    return next((sheet for name, sheet in sheets.items() if not wanted or name.strip().casefold() == wanted), None)
