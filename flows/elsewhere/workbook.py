"""A workbook that a spreadsheet saved (XLSX), as tables of words: its sheets by name, and what stands in their rows.

Law: no formula is worked out and no link followed: what the spreadsheet last showed is read, and how it was dressed is
not. Days are written as programs write them. The library is an extra that is asked for only here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from reisleider.flows.faults import StudyFault
from reisleider.flows.spreadsheet import Sheet, SheetRow

BEGINS = b"PK\x03\x04"
"""How a workbook begins, which is a ZIP."""
UNPACKED = 40  # times its size that a workbook may be once it is unpacked; more is no workbook
MOST_ROWS, MOST_COLUMNS = 60_000, 2_000  # of a sheet; what stands further is not looked at


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook, by how it begins."""
    return data.startswith(BEGINS)


def read_workbook(data: bytes, biggest: int) -> Mapping[str, Sheet] | None:
    """The sheets of a workbook that hold anything, in their order; None where it is none, or a larger one than
    ``biggest`` bytes. Raises StudyFault where the extra is not installed."""
    if len(data) > biggest or not _unpacks(data):
        return None
    try:
        import openpyxl  # noqa: PLC0415 - an extra, asked for only when a workbook is read
    except ImportError as fault:
        told = 'to read a workbook, install its library: pip install "reisleider[xlsx]"; or save it as CSV.'
        raise StudyFault(told) from fault
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = {sheet.title: _sheet(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except Exception:  # whatever its library says of a broken one: it is no workbook
        return None
    return {name: sheet for name, sheet in found.items() if sheet is not None}


def _unpacks(data: bytes) -> bool:
    """Whether it is a ZIP of a size that can be taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(one.file_size for one in packed.infolist()) <= max(1_000_000, UNPACKED * len(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _sheet(rows: Iterator[tuple[object, ...]]) -> Sheet | None:
    """The first row that holds anything has the columns' names; the rows below it keep their own numbers."""
    columns: tuple[str, ...] = ()
    found: list[SheetRow] = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            break
        cells = tuple(_words(one) for one in row[:MOST_COLUMNS])
        if not any(cells):
            continue
        if not columns:
            columns = cells[: max(place for place, cell in enumerate(cells, 1) if cell)]
        else:
            whole = (*cells, *[""] * (len(columns) - len(cells)))[: len(columns)]
            found.append(SheetRow(number, number, whole))
    return Sheet(columns, tuple(found), "") if columns else None


def _words(cell: object) -> str:
    """A cell as it would stand in a CSV: a whole number without its point, a day as 2026-03-01."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()
