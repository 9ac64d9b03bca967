"""A long compile tells in a terminal how far it is; a short one and a file hear nothing."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from reisleider.bot.terminal.progress import shown
from reisleider.flows.synthesis.progress import LONG


def said(total: int, language: str, *, terminal: bool = True) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=80, color_system=None)
    with shown(language, console) as tell:
        for done in range(total + 1):
            tell("read", done, total)
        tell("merge", 0, 3600)
        tell("weigh", 0, 44)
    return str(console.file.getvalue())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "44 contactmomenten wegen"),
        ("en", "Weighing 44 touchpoints"),
    ],
)
def test_a_long_compile_tells_how_far_it_is_and_leaves_nothing_behind(language: str, words: str) -> None:
    told = said(LONG, language)
    assert words in told
    assert told.rstrip().endswith("\x1b[2K")  # its line is wiped, so that only the map stays


def test_a_short_compile_says_nothing() -> None:
    assert said(LONG - 1, "nl") == ""


def test_what_goes_to_a_file_says_nothing() -> None:
    assert said(LONG, "nl", terminal=False) == ""
