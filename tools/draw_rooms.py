"""Draws the rooms of the house in docs/architecture.md from the tree itself. Run with ``make diagrams``.

Law: a room is a folder with an ``__init__.py``, its sentence begins that file, and an arrow is an import; an
arrow that other arrows already tell is left out.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
LAYERS = ("bot", "renderers", "storage", "flows")
PACKAGE = "reisleider"


def main() -> None:
    """Replace what stands between each layer's marks."""
    text = PAGE.read_text(encoding="utf-8")
    for layer in LAYERS:
        before, found, after = text.partition(f"<!-- rooms {layer} -->\n")
        _, closed, rest = after.partition("<!-- end -->")
        if not (found and closed):
            sys.exit(f"{PAGE.name}: add <!-- rooms {layer} --> and, below it, <!-- end -->.")
        text = f"{before}{found}{draw_layer(layer)}{closed}{rest}"
    PAGE.write_text(text, encoding="utf-8")


def draw_layer(layer: str) -> str:
    """A layer's rooms with their sentences, and a diagram of who imports whom where there is more than one."""
    rooms = _rooms(layer)
    rows = [f"| `{room}/` | {sentence} |" for room, sentence in rooms.items()]
    table = "\n".join(["| room | what it is |", "|---|---|", *rows])
    arrows = _telling(_arrows(layer, rooms))
    if not arrows:
        return f"{table}\n"
    nodes = [f'  {_id(room)}["{_shown(room, layer)}"]' for room in rooms if any(room in pair for pair in arrows)]
    lines = [f"  {_id(one)} --> {_id(other)}" for one, other in sorted(arrows)]
    return "\n".join([table, "", "```mermaid", "flowchart TD", *nodes, *lines, "```", ""])


def _rooms(layer: str) -> Mapping[str, str]:
    """Every room of a layer, the layer itself first: its path and its sentence."""
    found = {}
    for init in sorted((ROOT / layer).rglob("__init__.py")):
        said = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
        found[init.parent.relative_to(ROOT).as_posix()] = " ".join(said.partition("\n\n")[0].split()).replace("``", "`")
    return found


def _arrows(layer: str, rooms: Iterable[str]) -> set[tuple[str, str]]:
    """Which room of the layer imports from which."""
    known = set(rooms)
    pairs = {
        (file.parent.relative_to(ROOT).as_posix(), _room_of(name, known))
        for file in (ROOT / layer).rglob("*.py")
        if file.name != "__main__.py"  # the way in from outside: no room leans on it
        for name in _imported(file)
    }
    return {(one, other) for one, other in pairs if one in known and other is not None and one != other}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{PACKAGE}."):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(f"{PACKAGE}."))


def _room_of(name: str, known: set[str]) -> str | None:
    """The room that an imported name lives in."""
    parts = name.split(".")[1:]
    paths = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((path for path in paths if path in known), None)


def _telling(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows without those that a way along others tells as well."""
    left = set(arrows)
    for arrow in sorted(arrows):
        if _leads(arrow[0], arrow[1], left - {arrow}):
            left.discard(arrow)
    return left


def _leads(start: str, end: str, arrows: set[tuple[str, str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        for one, other in arrows:
            if one == at and other not in seen:
                seen.add(other)
                waiting.append(other)
    return end in seen


def _id(room: str) -> str:
    return "r_" + room.replace("/", "_")


def _shown(room: str, layer: str) -> str:
    return room.removeprefix(f"{layer}/") if room != layer else f"{layer}/*.py"


if __name__ == "__main__":
    main()
