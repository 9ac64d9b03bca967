"""Seams are typed: what is private stays in its file, and where a type says nothing the line says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("bot", "flows", "renderers", "storage")
TYPED = (
    "bot",
    "renderers",
    "storage",
    "flows/meaning",
    "flows/phases",
    "flows/synthesis",
    *sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "flows").glob("*.py")),
)
"""Rooms and files where a type that says nothing needs its reason on the line."""
READS_ALONE: Mapping[str, str] = {
    "bot/adapters/slack/envelopes.py": "what Slack sends is JSON of any shape, all through the file",
    "bot/adapters/slack/read_body.py": "the same, read here into an update",
    "bot/adapters/slack/several/front.py": "the same, handed on",
    "bot/adapters/telegram/incoming.py": "what Telegram brings is JSON of any shape until it is built",
    "bot/adapters/telegram/read_update.py": "the same, looked at before it is built",
    "storage/prepared.py": "what a driver takes and brings has no types; the statement's own columns say what it is",
}
"""Files where one reason holds for every line."""


def _files(*rooms: str) -> Iterator[tuple[str, str]]:
    for room in rooms:
        place = ROOT / room
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


@pytest.mark.parametrize("layer", LAYERS)
def test_private_names_stay_private(layer: str) -> None:
    taken = [
        f"{file} takes {one.name} out of {node.module}: make it public there, or leave it"
        for file, text in _files(layer)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for one in node.names
        if one.name.startswith("_") and not one.name.startswith("__")
    ]

    assert taken == []


def _bare(text: str) -> Iterator[int]:
    """Lines with Any, a cast or a late import, and nothing that says why."""
    tree = ast.parse(text)
    lines = text.splitlines()
    late = {
        node.lineno
        for scope in ast.walk(tree)
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    loose = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Any"}
    told = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast"
    }
    sql = "from sqlalchemy import" in text  # there cast is a column's
    yield from sorted(line for line in late | loose | (set() if sql else told) if "  # " not in lines[line - 1])


@pytest.mark.parametrize("room", TYPED)
def test_where_a_type_says_nothing_the_line_says_why(room: str) -> None:
    bare = [f"{file}:{line}" for file, text in _files(room) if file not in READS_ALONE for line in _bare(text)]

    assert bare == []


def test_a_reason_for_a_whole_file_is_needed_there() -> None:
    assert [file for file, text in _files(*READS_ALONE) if not list(_bare(text))] == []


def test_a_line_without_its_reason_is_found() -> None:
    bare = "def f(x: Any) -> None:\n    import json\n    return cast(int, x)\n"

    assert list(_bare(bare)) == [1, 2, 3]
    assert list(_bare("def f(x: Any) -> None:  # why\n    import json  # why\n")) == []
