"""Slack's own tables and charts, made of a message's neutral ones.

Law: pure; every limit is Slack's own (2026, and of two that were ever documented the smaller); what does not fit is
cut and says so, for words and picture carry everything. Nobody depends on them: a workspace may refuse them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reisleider.flows.messages import LineChart, Message, Table

CHARTS = 2  # to a message
ROWS, COLUMNS = 100, 20  # of a table, besides its head
CELLS = 9000  # characters of a whole table, of the 10,000; with the words beside it under the 13,200 of a message
PAGE = 20  # rows shown at once
TITLE, LABEL, SERIES, POINTS = 50, 20, 6, 20

Block = dict[str, Any]  # JSON of Slack's own: a layout block, a view, a manifest


def to_native(message: Message) -> Iterator[Block]:
    """The blocks of a message's tables and charts; a line of one point is no line and is left out."""
    yield from (_table(one) for one in message.tables if one.rows)
    yield from (_chart(one) for one in message.charts[:CHARTS] if len(one.points) > 1 and one.lines)


def _table(table: Table) -> Block:
    cells = [[_clean(cell) for cell in row[:COLUMNS]] for row in (table.head, *table.rows[:ROWS])]
    room = _room(cells)
    return {
        "type": "data_table",
        "caption": _short(table.caption, TITLE),
        "page_size": PAGE,
        "row_header_column_index": min(1, len(table.head) - 1),
        "rows": [[{"type": "raw_text", "text": _short(cell, room)} for cell in row] for row in cells],
    }


def _room(cells: Sequence[Sequence[str]]) -> int:
    """How many characters a cell may have, so that all of them stay within the table's."""
    longest = max(len(cell) for row in cells for cell in row)
    return next(
        most
        for most in range(longest, 0, -1)
        if sum(min(len(cell), most) for row in cells for cell in row) <= CELLS or most == 1
    )


def _chart(chart: LineChart) -> Block:
    points = _labels(chart.points[:POINTS])
    scale: Mapping[str, str] = {"y_label": _short(chart.scale, TITLE)} if chart.scale else {}
    return {
        "type": "data_visualization",
        "title": _short(chart.title, TITLE),
        "chart": {
            "type": "line",
            "series": [
                {
                    "name": _short(name, LABEL),
                    "data": [{"label": point, "value": one} for point, one in zip(points, values, strict=False)],
                }
                for name, values in chart.lines[:SERIES]
            ],
            "axis_config": {"categories": points, **scale},
        },
    }


def _labels(points: Sequence[str]) -> list[str]:
    """A label for every point, no two alike: where cutting makes them so, a number stands in front."""
    labels = [_short(one, LABEL) for one in points]
    if len(set(labels)) == len(labels):
        return labels
    return [_short(f"{place}. {one}", LABEL) for place, one in enumerate(points, 1)]


def _clean(text: str) -> str:
    return " ".join("".join(max(sign, " ") for sign in text).split()) or "–"


def _short(text: str, most: int) -> str:
    text = _clean(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
