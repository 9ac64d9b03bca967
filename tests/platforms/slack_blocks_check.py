"""What Slack refuses of blocks and views: its documented limits, as the errors it answers with.

Law: facts of the platform alone; knows nothing of the product.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

MOST_BLOCKS, MOST_VIEW_BLOCKS, MOST_CHARACTERS = 50, 100, 13_200
KNOWN = {"rich_text", "section", "actions", "header", "divider", "context", "image", "input"}
NATIVE = {"data_table", "data_visualization"}
MOST_CHARTS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 2, 101, 20, 10_000


def faults_of(blocks: list[dict[str, Any]], *, view: bool = False) -> list[str]:
    """Everything wrong with some blocks; empty where Slack takes them."""
    found = list(_faults(blocks, view))
    if len(json.dumps(list(_texts(blocks)), ensure_ascii=False)) > MOST_CHARACTERS and not view:
        found.append("msg_blocks_too_long")
    return found


def _faults(blocks: list[dict[str, Any]], view: bool) -> Iterator[str]:
    if len(blocks) > (MOST_VIEW_BLOCKS if view else MOST_BLOCKS):
        yield "too many blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "duplicate block_id"
    if sum(block.get("type") == "data_visualization" for block in blocks) > MOST_CHARTS:
        yield "too many data_visualization blocks"
    for block in blocks:
        if block.get("type") not in KNOWN and (view or block.get("type") not in NATIVE):
            yield f"unknown block {block.get('type')}"
        if len(str(block.get("block_id", ""))) > 255:
            yield "block_id too long"
        checker = _CHECKS.get(str(block.get("type")))
        if checker is not None:
            yield from checker(block)


def _section(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block.get("text", {}).get("text", "")) <= 3000:
        yield "section text must be 1 to 3000 characters"


def _header(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["text"]["text"]) <= 150:
        yield "header text must be 1 to 150 characters"


def _rich(block: dict[str, Any]) -> Iterator[str]:
    if not block.get("elements"):
        yield "rich_text without elements"
    for section in block.get("elements", []):
        for element in section.get("elements", []):
            if element.get("type") == "text" and not element.get("text"):
                yield "empty text in rich_text"


def _actions(block: dict[str, Any]) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield "actions must have 1 to 25 elements"
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield "duplicate action_id"
    for element in elements:
        yield from _element(element)


def _element(element: dict[str, Any]) -> Iterator[str]:
    if len(str(element.get("action_id", ""))) > 255:
        yield "action_id too long"
    if element["type"] == "button":
        if not 1 <= len(element["text"]["text"]) <= 75:
            yield "button text must be 1 to 75 characters"
        if len(element.get("value", "")) > 2000:
            yield "button value too long"
    elif element["type"] == "static_select":
        if not 1 <= len(element["options"]) <= 100:
            yield "select must have 1 to 100 options"
        for option in element["options"]:
            if not 1 <= len(option["text"]["text"]) <= 75 or not 1 <= len(option["value"]) <= 150:
                yield "option text must be 1 to 75 characters, its value 1 to 150"
    else:
        yield f"unknown element {element['type']}"


def _input(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block["label"]["text"]) <= 2000:
        yield "label must be 1 to 2000 characters"
    if block["element"].get("max_length", 1) > 3000:
        yield "max_length too large"


def _image(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block.get("alt_text", "")) <= 2000:
        yield "alt_text must be 1 to 2000 characters"
    if ("image_url" in block) == ("slack_file" in block):
        yield "image needs either image_url or slack_file"


def _data_table(block: dict[str, Any]) -> Iterator[str]:
    rows = block.get("rows", [])
    if not block.get("caption"):
        yield "data_table without caption"
    if not 2 <= len(rows) <= MOST_ROWS:
        yield "data_table must have 2 to 101 rows"
    if len({len(row) for row in rows}) != 1 or not all(1 <= len(row) <= MOST_COLUMNS for row in rows):
        yield "data_table rows must all have the same 1 to 20 cells"
    cells = [cell for row in rows for cell in row]
    if not all(cell.get("type") == "raw_text" and isinstance(cell.get("text"), str) and cell["text"] for cell in cells):
        yield "a cell must be raw_text with a text"
    if sum(len(cell.get("text", "")) for cell in cells) > MOST_CELLS:
        yield "data_table has too many characters"
    if not 1 <= block.get("page_size", 5) <= 100:
        yield "page_size must be 1 to 100"
    if not 0 <= block.get("row_header_column_index", 0) < len(rows[0] if rows else [0]):
        yield "there is no such row header column"


def _data_visualization(block: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(block.get("title", "")) <= 50:
        yield "chart title must be 1 to 50 characters"
    chart = block.get("chart", {})
    if chart.get("type") != "line":
        yield f"unknown chart {chart.get('type')}"
        return
    axis, series = chart.get("axis_config", {}), chart.get("series", [])
    categories = axis.get("categories", [])
    if not 1 <= len(categories) <= 20 or len(set(categories)) != len(categories):
        yield "a chart has 1 to 20 categories, no two alike"
    if not all(1 <= len(one) <= 20 for one in categories):
        yield "a category label must be 1 to 20 characters"
    if not all(len(axis.get(key, "")) <= 50 for key in ("x_label", "y_label")):
        yield "an axis label has at most 50 characters"
    names = [one.get("name", "") for one in series]
    if not 1 <= len(series) <= 6 or len(set(names)) != len(names) or not all(1 <= len(one) <= 20 for one in names):
        yield "a chart has 1 to 6 series with names of 1 to 20 characters, no two alike"
    for one in series:
        data = one.get("data", [])
        if [point.get("label") for point in data] != categories:
            yield "every series needs a point per category"
        if not all(isinstance(point.get("value"), int | float) for point in data):
            yield "a value must be a number"


_CHECKS = {
    "section": _section,
    "header": _header,
    "rich_text": _rich,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "data_table": _data_table,
    "data_visualization": _data_visualization,
}


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)


def view_faults(view: dict[str, Any]) -> list[str]:
    """Everything wrong with a modal or a home view."""
    found = faults_of(view.get("blocks", []), view=True)
    if view.get("type") == "modal":
        found += [
            f"{key} must be 1 to 24 characters"
            for key in ("title", "submit", "close")
            if not 1 <= len(view.get(key, {}).get("text", "")) <= 24
        ]
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("modal with input needs submit")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata too long")
    if len(json.dumps(view)) > 250_000:
        found.append("view_too_large")
    return found
