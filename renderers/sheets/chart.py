"""The line of how it felt as a native chart: the median per touchpoint in order, and colleagues' guess as second line.

Law: a touchpoint without a figure is a gap in the line, never a zero; the figures behind the chart stand beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.renderers.picture.drawing.palette import EDGE, MUTED, STAFF, TEAL
from reisleider.renderers.sheets.row_height import Worded, height_of
from reisleider.renderers.sheets.writer import Book
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.words.about_map import tell_basis
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

if TYPE_CHECKING:
    from xlsxwriter.chart_line import ChartLine

NAME = 32  # characters of a touchpoint's name below the chart
EACH, LEAST, MOST = 44, 720, 2400  # px of the chart per touchpoint, and in all
HIGH = 520  # px
TOP = 1  # rows above the figures


def write_curve(book: Book, words: Words) -> None:
    """A sheet with the figures of the line and the line itself."""
    labels = words.labels
    placed = [one for one in words.numbered if one.column is not None]
    sheet = book.add_sheet(labels("sheet.curve"))
    staff = labels("table.guess")
    names = ("sheet.phase", "table.touchpoint", "legend.line", None, "sheet.customer-n", "sheet.staff-n")
    heads: list[Worded] = []
    for column, (key, wide) in enumerate(zip(names, (18, 34, 11, 13, 10, 10), strict=True)):
        sheet.set_column(column, column, wide)
        name = staff if key is None else words.title(key)
        book.put(sheet, 0, column, name, book.heading())
        heads.append(Worded(name, wide, "bold"))
    sheet.set_row(0, height_of(heads))
    before = None
    for row, one in enumerate(placed, TOP):
        phase = words.phase(one.column)
        faces, guess = one.touchpoint.faces, one.touchpoint.guess
        name = f"{one.number}. {shorten(words.name(one.touchpoint), NAME)}"
        book.put(sheet, row, 0, phase if phase != before else None, book.look())
        book.put(sheet, row, 1, name, book.look())
        for column, side in enumerate((faces, guess), 2):
            if side is not None:  # an empty cell that was written would be a zero in what the chart remembers of it
                book.put(sheet, row, column, side.median, book.look(num_format="0.0"))
                book.put(sheet, row, column + 2, side.n, book.look(num_format="0"))
        before = phase
    sheet.freeze_panes(TOP, 2)
    sheet.repeat_rows(0)
    sides = (any(one.touchpoint.faces for one in placed), any(one.touchpoint.guess for one in placed))
    if not any(sides):
        book.notes(sheet, TOP + len(placed) + 1, (labels("sheet.nothing"),))
        return
    chart = _chart(book, labels, TOP + len(placed) - 1, sides)
    wide = min(MOST, max(LEAST, EACH * len(placed)))
    chart.set_size({"width": wide, "height": HIGH})
    sheet.insert_chart(1, 7, chart, {"description": labels("map.how-it-felt-note"), "object_position": 2})
    book.notes(
        sheet,
        max(TOP + len(placed), 28) + 1,
        (labels("sheet.curve-means"), tell_basis(words.journey_map, labels), book.stamp),
    )


def _chart(book: Book, labels: Labels, last: int, sides: tuple[bool, bool]) -> ChartLine:
    from xlsxwriter.chart_line import ChartLine  # noqa: PLC0415 - only to tell the type what was made

    chart = book.workbook.add_chart({"type": "line"})
    assert isinstance(chart, ChartLine)
    name = labels("sheet.curve")
    looks = ((TEAL, "solid", "circle", 2.5), (STAFF, "dash", "diamond", 1.75))
    for column, (shown, (ink, dash, marker, thick)) in enumerate(zip(sides, looks, strict=True), 2):
        if not shown:
            continue
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, TOP, 0, last, 1],
                "values": [name, TOP, column, last, column],
                "line": {"color": ink, "width": thick, "dash_type": dash},
                "marker": {"type": marker, "size": 8, "fill": {"color": ink}, "border": {"color": ink}},
            }
        )
    low, high = (f'"{labels.face(score)}"' for score in (-2, 2))
    chart.set_y_axis(
        {
            "min": -2,
            "max": 2,
            "major_unit": 1,
            "num_format": f"[=2]{high};[=-2]{low};",
            "num_font": {"color": MUTED},
            "major_gridlines": {"visible": True, "line": {"color": EDGE}},
        }
    )
    chart.set_x_axis({"label_position": "low", "num_font": {"color": MUTED}})
    chart.set_title({"name": f"{labels('map.how-it-felt')}, {book.stamp}", "name_font": {"size": 13}})
    chart.set_legend({"position": "top"})
    chart.show_blanks_as("gap")
    return chart
