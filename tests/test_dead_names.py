"""Nothing stands in the house that nobody uses: what only a test mentions is not in use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACES = (
    "bot",
    "renderers",
    "storage",
    "flows/meaning",
    "flows/phases",
    "flows/synthesis",
    *sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "flows").glob("*.py")),
)
"""Rooms, with all that are in them, and files whose names must be in use."""
USERS = ("bot", "flows", "renderers", "storage", "tools", "bench")
TEXTS = (".j2", ".toml", ".typ")
"""Templates and data, which call things by name."""
CALLED_FROM_OUTSIDE: Mapping[str, str] = {
    "DOORS": "what may be imported of a room; the tests of the rooms read it",
    "Libraries.emit": "logging calls it",
    "PAIRS": "the law of the palette: the tests hold every pair to its contrast",
    "Timers.settle_all": "a test can tell when slow work is done by nothing else",
    "_Installations.async_save": "Bolt calls it",
    "_States.async_consume": "Bolt calls it",
    "_States.async_issue": "Bolt calls it",
    "__all__": "for who imports with a star",
    "do_request": "python-telegram-bot calls it",
    "down_revision": "Alembic reads it",
    "format_help": "Typer calls it, on a command and on a group",
    "make_context": "Typer calls it",
    "print_transcript": "half of the format's law: what was read is printed back to the byte",
    "resolve_command": "Typer calls it",
}
"""Names that nothing here uses and that stay, with why; of a method its own name does, or Class.name."""
HARMLESS = {"cache", "cached_property", "contextmanager", "dataclass", "lru_cache", "property", "staticmethod"}
"""Decorators that hand what they decorate to nobody else."""


def _sources(*places: str) -> Iterator[Path]:
    for place in places:
        yield from [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement of a module or of a class gives a name to."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        if all(_plain(one) in HARMLESS for one in node.decorator_list):
            yield node.name
    elif isinstance(node, ast.Assign):
        yield from (one.id for one in node.targets if isinstance(one, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
        yield node.target.id


def _plain(decorator: ast.expr) -> str:
    return ast.unparse(decorator).partition("(")[0].rpartition(".")[2]


def _defined(tree: ast.Module) -> Iterator[tuple[str, str, ast.stmt]]:
    """Every name there is, as it is told, as it is used, and where it stands."""
    for node in tree.body:
        for name in _names(node):
            yield name, name, node
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("__"):
                yield from ((f"{node.name}.{name}", name, inner) for name in _names(inner))


def _used(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name that is read, taken, or written in a string that is a name and nothing else."""
    for top in nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id
            elif isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.ImportFrom):
                yield from (one.name for one in node.names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                yield node.value


def _dead(sources: Mapping[str, str], users: Mapping[str, str], texts: str = "") -> list[str]:
    """Names in ``sources`` that neither another file of ``users`` nor the rest of their own file mentions."""
    trees = {file: ast.parse(text) for file, text in {**users, **sources}.items()}
    mentions = {file: frozenset(_used([tree])) for file, tree in trees.items()}
    written = frozenset(re.findall(r"\w+", texts))
    found = []
    for file in sources:
        elsewhere = written.union(*(names for other, names in mentions.items() if other != file))
        for told, name, place in _defined(trees[file]):
            if name not in elsewhere and name not in _used(_others(trees[file], place)):
                found.append(f"{file}: {told}")
    return found


def _others(tree: ast.Module, place: ast.stmt) -> Iterator[ast.AST]:
    """What a file holds beside one statement, which may call itself."""
    for node in tree.body:
        if node is place:
            continue
        if isinstance(node, ast.ClassDef) and place in node.body:
            yield from (one for one in ast.iter_child_nodes(node) if one is not place)
        else:
            yield node


@pytest.fixture(scope="module", name="dead")
def _whole_house() -> list[str]:
    texts = " ".join(
        file.read_text(encoding="utf-8")
        for layer in USERS[:4]
        for file in sorted((ROOT / layer).rglob("*"))
        if file.suffix in TEXTS
    )
    users = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in _sources(*USERS)}
    sources = {file.relative_to(ROOT).as_posix() for file in _sources(*PLACES)}
    return _dead({file: users[file] for file in users if file in sources}, users, texts)


def _ways_to_name(one: str) -> set[str]:
    told = one.partition(": ")[2]
    return {told, told.rpartition(".")[2]}


def test_every_name_is_used(dead: list[str]) -> None:
    assert [one for one in dead if not _ways_to_name(one) & CALLED_FROM_OUTSIDE.keys()] == []


def test_every_exception_is_still_needed(dead: list[str]) -> None:
    needed = set[str]().union(*map(_ways_to_name, dead))

    assert CALLED_FROM_OUTSIDE.keys() - needed == set()


def test_a_name_that_nothing_uses_is_found() -> None:
    source = "LOOSE = 1\n\ndef again() -> int:\n    return again()\n\nclass Kept:\n    def idle(self) -> None: ...\n"

    assert _dead({"a.py": source}, {"b.py": "from a import Kept"}) == ["a.py: LOOSE", "a.py: again", "a.py: Kept.idle"]
    assert _dead({"a.py": source}, {"b.py": "Kept().idle()"}, "LOOSE {{ again() }}") == []
