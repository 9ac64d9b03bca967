"""Tests are calm: nothing of ours is patched, nothing sleeps, and no wait is one that a busy machine breaks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.py"))
PATCHES = {"setattr", "setitem", "delattr", "delitem"}  # of pytest's monkeypatch; the environment is not ours
WAITS = {"wait_for": 1, "wait": 0, "timeout": 0, "join": 0, "Timer": 0}  # and where each has its seconds
POLLS = {"get_updates", "start_polling"}  # how long Telegram holds a poll: it ends with what comes


def names(call: ast.Call) -> tuple[str, str]:
    """What is called, and on what."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr, ast.unparse(call.func.value)
    return ast.unparse(call.func), ""


def is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def hurries(call: ast.Call) -> bool:
    """Whether a call gives something a number of seconds of its own."""
    name, on = names(call)
    place = WAITS.get(name)
    if on.endswith("mark") or (name == "join" and not on):
        return False
    given = [one.value for one in call.keywords if one.arg == "timeout"]
    if place is not None and len(call.args) > place:
        given.append(call.args[place])
    return any(map(is_number, given)) and name not in POLLS


def faults(source: str) -> Iterator[str]:
    """What is not calm in a test file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest.mock"):
            yield f"line {node.lineno}: mocks"
        if isinstance(node, ast.Call):
            name, on = names(node)
            if name in PATCHES and "patch" in on:
                yield f"line {node.lineno}: patches {ast.unparse(node)}"
            if (name, on) == ("sleep", "time"):
                yield f"line {node.lineno}: sleeps"
            if hurries(node):
                yield f"line {node.lineno}: {ast.unparse(node)} holds a number of seconds; use waiting.PATIENCE"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(HERE)) for file in FILES])
def test_a_test_is_calm(file: Path) -> None:
    assert list(faults(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("monkeypatch.setattr(timers, 'draw_map', slow)", "patches"),
        ("from unittest.mock import patch", "mocks"),
        ("time.sleep(4)", "sleeps"),
        ("await asyncio.wait_for(child.wait(), 30)", "PATIENCE"),
        ("child.wait(timeout=20)", "PATIENCE"),
        ("opened.wait(20)", "PATIENCE"),
        ("threading.Timer(60, child.kill)", "PATIENCE"),
    ],
)
def test_what_is_not_calm_is_seen(source: str, said: str) -> None:
    (fault,) = faults(source)

    assert said in fault
