"""The house: every room says in one sentence what it is, stays small, and is entered by its doors alone."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("bot", "flows", "renderers", "storage")
MOST = 15
LARGER: Mapping[str, str] = {
    "storage": "one file per table or per thing that is done to tables; each stands alone",
    "storage/migrations/versions": "one file per version of the database, and versions only grow",
}
"""Rooms with more than MOST files, and why."""
NAMED_BY_VERSION = "storage/migrations"
"""Alembic gives these files their names."""


def _rooms() -> tuple[Path, ...]:
    found = (file.parent for layer in LAYERS for file in (ROOT / layer).rglob("__init__.py"))
    return tuple(sorted(folder.relative_to(ROOT) for folder in found))


ROOMS = _rooms()


def _modules(room: Path) -> set[str]:
    return {file.stem for file in (ROOT / room).glob("*.py")} - {"__init__"}


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _doors(room: Path) -> tuple[str, ...] | None:
    """The room's DOORS, read and not run; None where it has none."""
    for node in _tree(ROOT / room / "__init__.py").body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["DOORS"]:
            return tuple(ast.literal_eval(node.value))
    return None


def _imported(file: Path) -> Iterator[str]:
    """Every dotted name that a file imports; of ``from a import b`` both ``a`` and ``a.b``."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _entered() -> Iterator[tuple[Path, Path, str]]:
    """Who enters which room, and the module that is entered."""
    for layer in LAYERS:
        for file in sorted((ROOT / layer).rglob("*.py")):
            home = file.parent.relative_to(ROOT)
            for name in sorted(set(_imported(file))):
                top, _, rest = name.partition(".")
                *room, module = rest.split(".")
                where = Path(*room)
                if top == "reisleider" and where != home and where in ROOMS and module in _modules(where):
                    yield file.relative_to(ROOT), where, module


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_says_in_one_sentence_what_it_is(room: Path) -> None:
    said = (ast.get_docstring(_tree(ROOT / room / "__init__.py")) or "").split("\n\n")[0]

    assert said.endswith(".")
    assert len(said) <= 200


@pytest.mark.parametrize("room", [room for room in ROOMS if room.as_posix() not in LARGER], ids=str)
def test_a_room_is_small(room: Path) -> None:
    assert len(_modules(room)) <= MOST


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_room_has_a_list_of_doors_in_order_and_each_leads_somewhere(room: Path) -> None:
    doors = _doors(room)

    assert doors is not None, f'{room}/__init__.py: write DOORS = ("module", ...), () where nobody enters'
    assert list(doors) == sorted(set(doors))
    assert set(doors) - _modules(room) == set()


def test_nobody_enters_by_a_window() -> None:
    windows = [
        f"{who} enters {room} by {module}: use a door of DOORS in {room}/__init__.py, or open one"
        for who, room, module in _entered()
        if module not in (_doors(room) or ())
    ]

    assert windows == []


def test_a_door_that_nobody_uses_is_closed() -> None:
    used: defaultdict[Path, set[str]] = defaultdict(set)
    for _, room, module in _entered():
        used[room].add(module)

    idle = [f"{room}: {door}" for room in ROOMS for door in _doors(room) or () if door not in used[room]]

    assert idle == []


@pytest.mark.parametrize("layer", LAYERS)
def test_no_two_files_of_a_layer_have_one_name(layer: str) -> None:
    places = defaultdict(list)
    for file in (ROOT / layer).rglob("*.py"):
        if file.stem != "__init__" and NAMED_BY_VERSION not in file.as_posix():
            places[file.stem].append(file.relative_to(ROOT).as_posix())

    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_every_room_is_in_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = project["tool"]["setuptools"]["packages"]

    assert packed == sorted(".".join(("reisleider", *room.parts)) for room in ROOMS)


def test_no_test_imports_another_test() -> None:
    tests = {file.stem for file in (ROOT / "tests").rglob("test_*.py")}
    borrowed = [
        f"{file.relative_to(ROOT)} imports {name}: move what they share to a file of its own"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        if "node_modules" not in file.parts
        for name in sorted(set(_imported(file)))
        if tests & set(name.split("."))
    ]

    assert borrowed == []
