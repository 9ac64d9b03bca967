"""The map's own sheet, phases across and lanes down, and the sheet that says what it rests on.

Law: a lane looks as on the picture, and has a row for every text, so that none is cut off in a cell that is too low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.renderers.picture.drawing.palette import (
    AIM,
    AIM_PALE,
    ALARM,
    ALARM_PALE,
    CARD,
    EDGE,
    GAIN,
    GAIN_PALE,
    INK,
    MUTED,
    PAIN,
    PAIN_PALE,
    TINT,
    phase_tint,
)
from reisleider.renderers.sheets.row_height import Worded, height_of
from reisleider.renderers.sheets.writer import A3, Book
from reisleider.renderers.tables.map_table import lanes, method
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.words.about_map import tell_assumption, tell_basis, tell_stamp
from reisleider.renderers.words.slots import in_language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDE = 36  # characters per phase
NAMES = 20  # characters of the column with the lanes' names
METHOD = (32, 110)  # characters of the columns of the sheet that says what the map rests on
TITLE, ALERT = 26.0, 22.0  # points of the large lines
COLOURS = {
    "map.what-they-do": (INK, TINT),
    "map.pains": (PAIN, PAIN_PALE),
    "map.gains": (GAIN, GAIN_PALE),
    "map.opportunities": (GAIN, CARD),
    "map.targets": (AIM, AIM_PALE),
}


def write_map(book: Book, words: Words) -> None:
    """The first sheet: title and figures, the phases, then lane after lane."""
    journey_map, labels = words.journey_map, words.labels
    sheet = book.add_sheet(labels("sheet.map"), A3)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, NAMES)
    sheet.set_column(1, max(1, len(journey_map.columns)), WIDE)
    book.put(sheet, 0, 0, in_language(journey_map.title, words.language), book.look(bold=True, font_size=18))
    sheet.set_row(0, TITLE)
    row = 1
    for line in _about(words):
        book.put(sheet, row, 0, line, book.look(font_color=MUTED))
        row += 1
    if journey_map.assumption:
        alarm = tell_assumption(labels)
        book.put(sheet, row, 0, alarm, book.look(bold=True, font_size=16, font_color=ALARM, bg_color=ALARM_PALE))
        sheet.set_row(row, ALERT)
        row += 1
    row += 1
    book.put(sheet, row, 0, None, book.look())
    for place, column in enumerate(journey_map.columns):
        fill = phase_tint(place / max(1, len(journey_map.columns) - 1))
        head = book.look(bold=True, text_wrap=True, bg_color=fill, border=1, border_color=EDGE)
        book.put(sheet, row, place + 1, words.phase(column), head)
    sheet.set_row(row, height_of(Worded(words.phase(column), WIDE, "bold") for column in journey_map.columns))
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    row = _lanes(book, sheet, words, row + 1)
    book.notes(sheet, row + 1, (tell_basis(journey_map, labels), book.stamp, labels("loss.xlsx")))


def _about(words: Words) -> list[str]:
    journey_map, labels = words.journey_map, words.labels
    persona = journey_map.persona
    who = labels("map.everyone") if persona is None else in_language(persona.name, words.language)
    goal = in_language(journey_map.goal, words.language)
    return [
        f"{labels('sheet.persona')}: {who}",
        *([f"{labels('sheet.goal')}: {goal}"] if goal else []),
        tell_basis(journey_map, labels),
        tell_stamp(journey_map, labels),
    ]


def _lanes(book: Book, sheet: Worksheet, words: Words, row: int) -> int:
    """Every lane from ``row`` down, one row per text; returns the row after the last."""
    for lane in lanes(words):
        ink, ground = COLOURS.get(lane.key, (INK, CARD))
        for line in range(lane.height):
            top = {"top": 1, "top_color": MUTED} if line == 0 else {}
            book.put(sheet, row, 0, lane.name if line == 0 else None, book.look(bold=True, text_wrap=True, **top))
            for place, cells in enumerate(lane.cells, 1):
                told = cells[line] if line < len(cells) else None
                fill = {"bg_color": ground, "font_color": ink} if told and ground != CARD else {"font_color": ink}
                italic = {"italic": True} if lane.key == "map.quotes" else {}
                book.put(sheet, row, place, told, book.look(text_wrap=True, **fill, **italic, **top))
            told_here = [Worded(str(cells[line]), WIDE) for cells in lane.cells if line < len(cells) and cells[line]]
            sheet.set_row(row, height_of([Worded(lane.name if line == 0 else "", NAMES, "bold"), *told_here]))
            row += 1
    return row


def write_method(book: Book, words: Words) -> None:
    """The last sheet: how many took part, what is hidden and why, and what this file cannot hold."""
    labels = words.labels
    sheet = book.add_sheet(labels("sheet.method"))
    for column, wide in enumerate(METHOD):
        sheet.set_column(column, column, wide)
    book.put(sheet, 0, 0, labels("sheet.method"), book.heading())
    book.put(sheet, 0, 1, book.stamp, book.heading())
    for row, (name, value) in enumerate(method(words, labels("loss.xlsx")), 1):
        book.put(sheet, row, 0, name, book.look(bold=True, text_wrap=True))
        shown = "yyyy-mm-dd" if hasattr(value, "isoformat") else "0.00" if isinstance(value, float) else None
        look = {} if shown is None else {"num_format": shown}
        book.put(sheet, row, 1, value, book.look(text_wrap=True, align="left", **look))
        told = Worded(value, METHOD[1]) if isinstance(value, str) else Worded("", METHOD[1])
        sheet.set_row(row, height_of([Worded(name, METHOD[0], "bold"), told]))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
