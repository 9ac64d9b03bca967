"""The map as a workbook: the map itself, the line of how it felt with a native chart, six tables, and the method.

Law: words are written as strings and figures as numbers, no cell ever holds a formula; the library is an extra that
is asked for only here. Same map, same bytes: the file is made in memory and dated by the map.
"""

from __future__ import annotations

import io

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.files.cells import as_text
from reisleider.renderers.sheets.chart import write_curve
from reisleider.renderers.sheets.map_sheet import write_map, write_method
from reisleider.renderers.sheets.writer import Book
from reisleider.renderers.tables.tables import tables
from reisleider.renderers.tables.terms import words_for
from reisleider.renderers.words.about_map import tell_basis, tell_stamp
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.renderers.words.slots import in_language

PROPERTY = 255  # characters that Excel keeps of a document's property
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(journey_map: JourneyMap, language: str) -> bytes:
    """A map as XLSX. Raises RenderingFault where the extra is not installed."""
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra, asked for only when a workbook is
    except ImportError as fault:
        raise RenderingFault('To write a workbook, install its library: pip install "reisleider[xlsx]".') from fault
    words = words_for(journey_map, language)
    labels = words.labels
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(_properties(journey_map, labels))
        book = Book(workbook, tell_stamp(journey_map, labels))
        write_map(book, words)
        write_curve(book, words)
        for table in tables(words):
            book.write_table(table, labels("sheet.nothing"))
        write_method(book, words)
    return made.getvalue()


def _properties(journey_map: JourneyMap, labels: Labels) -> dict[str, object]:
    def told(text: str) -> str:
        return shorten(as_text(text), PROPERTY)

    return {
        "title": told(in_language(journey_map.title, labels.language)),
        "subject": told(in_language(journey_map.goal, labels.language)),
        "author": told(journey_map.organisation),
        "comments": told(f"{tell_basis(journey_map, labels)} {labels('loss.xlsx')}"),
        "created": journey_map.compiled_at.replace(tzinfo=None),
    }


FORMAT = Format(
    "xlsx",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write_workbook,
    needs="xlsxwriter",
    place=8,
)
