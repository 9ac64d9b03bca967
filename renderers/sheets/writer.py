"""A workbook being written: its sheets, and how words, figures and tables stand on them.

Law: the only place where a cell is written; every word passes ``as_text`` and fits a cell, else its end is counted.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from reisleider.renderers.files.cells import as_text
from reisleider.renderers.picture.drawing.palette import EDGE, FACES, INK, MUTED, STRIP_MOST, TEAL_PALE, TINT, tint
from reisleider.renderers.sheets.row_height import LINE, Worded, height_of
from reisleider.renderers.tables.table import Cell, Kind, Table
from reisleider.renderers.tables.touchpoints import SCORES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST = 32_767  # UTF-16 units in a cell, by Excel's specification
NAME = 31  # characters of a sheet's name, likewise
NOTE = 120  # characters of a note on one line
A3, A4 = 8, 9  # Excel's numbers of the paper sizes
WIDEST = 170  # characters that can be read across one A4
FILTER = 2.5  # characters that the button of a filter takes of a heading
NUMBERS: Mapping[Kind, str] = {
    "count": "0",
    "figure": "0.0",
    "signed": "+0.00;-0.00;0.00",
    "share": "0%",
    "date": "yyyy-mm-dd",
    "any": "General",
}


class Book:
    """A workbook and the ways of writing it has used so far; ``stamp`` stands at the foot of every printed page."""

    def __init__(self, workbook: Workbook, stamp: str) -> None:
        self.workbook, self.stamp = workbook, stamp
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **properties: object) -> Format:
        """A cell format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            usual = {"valign": "top", "font_color": INK}
            self._looks[key] = self.workbook.add_format({**usual, **properties})
        return self._looks[key]

    def add_sheet(self, name: str, paper: int = A4) -> Worksheet:
        """A sheet that prints across, one page wide, with the stamp and the page number at its foot."""
        sheet = self.workbook.add_worksheet(name[:NAME])
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.stamp.replace('&', '&&')}&R&P / &N")
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
        """One cell: a word as a string, a figure as a number, a day as a date, nothing as nothing."""
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            sheet.write_string(row, column, fit_cell(cell), look)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001 - a day has no zone
        else:
            sheet.write_number(row, column, cell, look)

    def write_table(self, table: Table, nothing: str) -> None:
        """A sheet with a table: frozen headings, a filter, its notes below; ``nothing`` where it has no rows."""
        sheet = self.add_sheet(table.name, A3 if sum(one.width for one in table.headings) > WIDEST else A4)
        top = self._headings(sheet, table)
        for place, row in enumerate(table.rows, top):
            for column, (cell, heading) in enumerate(zip(row, table.headings, strict=True)):
                self.put(sheet, place, column, cell, self._cell(heading.kind))
            told = zip(row, table.headings, strict=True)
            sheet.set_row(place, height_of(Worded(fit_cell(c), h.width - 1) for c, h in told if isinstance(c, str)))
        self._strips(sheet, table, top)
        sheet.freeze_panes(top, min(3, len(table.headings)))
        sheet.repeat_rows(0, top - 1)
        if table.rows:
            sheet.autofilter(top - 1, 0, top + len(table.rows) - 1, len(table.headings) - 1)
        self.notes(sheet, top + len(table.rows) + bool(table.rows), (*(() if table.rows else (nothing,)), *table.notes))

    def notes(self, sheet: Worksheet, row: int, notes: tuple[str, ...]) -> int:
        """Lines to read, from ``row`` down, broken so that they fit a screen; returns the row after the last."""
        look = self.look(italic=True, font_color=MUTED)
        for note in notes:
            for line in textwrap.wrap(as_text(note), NOTE) or [""]:
                self.put(sheet, row, 0, line, look)
                row += 1
        return row

    def heading(self) -> Format:
        """How a column's name looks."""
        return self.look(bold=True, text_wrap=True, bg_color=TEAL_PALE, border=1, border_color=EDGE, valign="vcenter")

    def _headings(self, sheet: Worksheet, table: Table) -> int:
        grouped = any(heading.group for heading in table.headings)
        names = [Worded(heading.name, heading.width - FILTER, "bold") for heading in table.headings]
        sheet.set_row(int(grouped), height_of(names))
        for column, heading in enumerate(table.headings):
            sheet.set_column(column, column, heading.width)
            self.put(sheet, int(grouped), column, heading.name, self.heading())
        for name, columns in groupby(range(len(table.headings)), lambda column: table.headings[column].group):
            found = list(columns)
            if grouped and len(found) > 1:
                sheet.merge_range(0, found[0], 0, found[-1], "", self.heading())
            if grouped:
                self.put(sheet, 0, found[0], name, self.heading())
                sheet.set_row(0, LINE)
        return 1 + grouped

    def _cell(self, kind: Kind) -> Format:
        usual = {"border": 1, "border_color": EDGE}
        return (
            self.look(**usual, text_wrap=True, align="left", indent=1)
            if kind == "text"
            else self.look(**usual, num_format=NUMBERS[kind])
        )

    def _strips(self, sheet: Worksheet, table: Table, top: int) -> None:
        """Counts of faces are tinted by their share, as on the picture; the figure is in the cell all the same."""
        groups = [column for column, heading in enumerate(table.headings) if heading.group and heading.name == "n"]
        for place, row in enumerate(table.rows, top):
            for total in groups:
                n = row[total]
                if not isinstance(n, int) or not n:
                    continue
                for score in SCORES:
                    column = total - 3 + score
                    count = row[column]
                    share = count / n if isinstance(count, int) else 0.0
                    fill = tint(FACES[score], STRIP_MOST * share) if share else TINT
                    look = self.look(border=1, border_color=EDGE, num_format="0", bg_color=fill)
                    self.put(sheet, place, column, count, look)


def fit_cell(words: str) -> str:
    """Words as they stand in a cell; what Excel has no room for is cut, and how many characters that were is said."""
    text = as_text(words)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # the library would take it for rich text of its own and write it as it stands
    if _units(text) <= MOST:
        return text
    kept = text[: MOST - 40]
    while _units(kept) > MOST - 40:
        kept = kept[: -max(1, (_units(kept) - MOST + 40) // 2)]
    return f"{kept}… (+{len(text) - len(kept)})"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
