"""A platform is known by its record alone: no other file of ours names one, and none imports its package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reisleider.bot.adapters.platform import having, platforms, set_up

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "flows", "renderers", "storage")
NAMES = [one.name for one in platforms()]
AT_THE_TERMINAL = ("bot/terminal/", "bot/demo/", "bot/cli/")
"""Rooms that run where the terminal's own package does: they draw on its screen and know who sits there."""


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every source file of ours, by its path in the repository."""
    files = (file for layer in LAYERS for file in (ROOT / layer).rglob("*.py"))
    return tuple((file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every string of every file but its docstrings: those say why, and may name whom they are about."""
    return tuple((path, text) for path, tree in trees() for text in _texts_in(tree))


def _texts_in(tree: ast.Module) -> Iterator[str]:
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def names(platform: str, text: str) -> bool:
    """Whether a text names a platform; a longer word is another word."""
    return re.search(rf"(?<![a-z]){platform}(?![a-z])", text, re.IGNORECASE) is not None


def test_a_name_is_seen_in_a_sentence_a_key_and_a_variable() -> None:
    assert all(names("slack", text) for text in ("slack", "over Slack.", "slack:T1", "REISLEIDER_SLACK__BOT_TOKEN"))
    assert not names("slack", "slackness")


def test_a_platform_that_writes_a_manifest_has_a_file_for_it() -> None:
    assert set(having("manifest")) == {platform.name for platform, setup in set_up() if setup.manifest is not None}
    assert having("nothing") == ()


@pytest.mark.parametrize("platform", NAMES)
def test_no_other_file_names_a_platform(platform: str) -> None:
    own = f"bot/adapters/{platform}/"

    assert any(path.startswith(own) and names(platform, text) for path, text in texts())
    assert [one for one in texts() if not one[0].startswith(own) and names(platform, one[1])] == []


@pytest.mark.parametrize("platform", NAMES)
def test_no_text_that_people_read_names_a_platform(platform: str) -> None:
    catalogues = sorted((ROOT / "renderers" / "locales").glob("*.po"))
    lines = [line for file in catalogues for line in file.read_text(encoding="utf-8").splitlines()]
    said = [line for line in lines if not line.startswith(("msgid", "#"))]  # an id says who asks for the text

    assert len(said) > 500
    assert [line for line in said if names(platform, line)] == []


@pytest.mark.parametrize("platform", NAMES)
def test_no_other_file_imports_a_platforms_package(platform: str) -> None:
    package = f"reisleider.bot.adapters.{platform}"
    own = (f"bot/adapters/{platform}/", *(AT_THE_TERMINAL if platform == "console" else ()))
    imported = [
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package)
    ]

    assert imported
    assert [path for path in imported if not path.startswith(own)] == []


def test_reading_the_records_imports_no_library_of_a_platform() -> None:
    code = """
import sys
import reisleider.bot.__main__
from reisleider.bot.adapters.platform import platforms
print(len(platforms()), {"telegram", "slack_bolt", "slack_sdk", "aiohttp"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == f"{len(platforms())} set()\n"
