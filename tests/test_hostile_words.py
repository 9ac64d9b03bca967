"""Nothing that somebody types holds up everybody else: every pattern there is takes time in step with its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import walk_packages
from time import process_time
from types import ModuleType
from typing import Any

import pytest

import reisleider

LAYERS = ("flows", "renderers", "storage", "bot")
SHORT, WHOLE = 10_000, 100_000
BEARABLE = 0.3  # seconds of a machine's time; what takes less is not looked at twice
STEEP = 40  # ten times the text takes ten times as long, and twice that on a bad day; if squared, a hundred times
PROBES = (" ", "a", "1", "\n", "a.", "1 ", "( ", "a-", "Straat 1 ")
MORE = (
    *(
        "A",
        ".",
        "-",
        "@",
        "1.",
        "a ",
        "Aa ",
        "[",
        "&lt;",
        "a@",
        "A ",
        "/",
        "\u00a0",
        "<",
        "http://",
        ",",
        "12-",
        "ab1 ",
    ),
    *('"', "*", "_", "de ", "{", "x=", "\t", "é ", "van ", "1 1", "\n\n ", "--", "->", "a'", "01/", ";", "een twee "),
    *("1,", "\u200b", "€1", "1'", "½", "1 1/2 "),
)


def _modules() -> Iterator[ModuleType]:
    for layer in LAYERS:
        house = import_module(f"reisleider.{layer}")
        for found in walk_packages(house.__path__, f"{house.__name__}."):
            if not found.name.endswith("migrations.env"):  # runs only where Alembic runs it
                yield import_module(found.name)


def _patterns_in(thing: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if isinstance(thing, re.Pattern):
        yield thing
    if id(thing) in seen or isinstance(thing, str | bytes | type):
        return
    seen.add(id(thing))
    if isinstance(thing, Mapping):
        yield from _patterns_in((*thing, *thing.values()), seen)
    elif isinstance(thing, list | tuple | set | frozenset):
        for one in thing:
            yield from _patterns_in(one, seen)
    elif is_dataclass(thing) or type(thing).__module__.startswith("reisleider."):
        yield from _patterns_in(getattr(thing, "__dict__", {}), seen)


def _made_when_needed(module: ModuleType) -> Iterator[Any]:
    """What a module makes once, when it is first needed."""
    for one in vars(module).values():
        if hasattr(one, "cache_info") and one.__module__ == module.__name__ and not signature(one).parameters:
            yield one()


def _written_in(module: ModuleType) -> Iterator[re.Pattern[str]]:
    """The patterns that are written where they are used."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[0]
            ours = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if ours and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield re.compile(first.value)


@cache
def _every_pattern() -> Mapping[tuple[str, int], tuple[str, re.Pattern[str]]]:
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in _modules():
        things = (vars(module), tuple(_made_when_needed(module)), tuple(_written_in(module)))
        for pattern in _patterns_in([dict(things[0]), *things[1:]], set()):
            if isinstance(pattern.pattern, str):
                found.setdefault((pattern.pattern, pattern.flags), (module.__name__, pattern))
    return found


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    """What it costs to look for it everywhere, and to see whether it is the whole."""
    began = process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text + "!")
    return process_time() - began


def _too_slow(pattern: re.Pattern[str], probe: str) -> bool:
    short = (probe * SHORT)[:SHORT]
    took = _seconds(pattern, short)
    if took < BEARABLE * SHORT / WHOLE:
        return False  # were it squared, even the whole would be bearable
    if took > BEARABLE:
        return True
    return _seconds(pattern, (probe * WHOLE)[:WHOLE]) > max(BEARABLE, STEEP * took)


def test_there_are_patterns_to_look_at() -> None:
    assert len(reisleider.__path__) > 0
    assert len(_every_pattern()) > 200


@pytest.mark.parametrize("probe", PROBES, ids=repr)
def test_every_pattern_takes_time_in_step_with_its_text(probe: str) -> None:
    assert [(where, one.pattern) for where, one in _every_pattern().values() if _too_slow(one, probe)] == []


@pytest.mark.long
@pytest.mark.parametrize("probe", MORE, ids=repr)
def test_every_pattern_also_for_rarer_texts(probe: str) -> None:
    assert [(where, one.pattern) for where, one in _every_pattern().values() if _too_slow(one, probe)] == []
