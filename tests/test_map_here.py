"""`reisleider map`: drawn for who looks at a terminal, the short post for a script that reads it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len
from typing_in import type_in
from waiting import ended

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.storage import studies
from reisleider.storage.store import Store

SHORTEST = "customer-12"


def tell(file: Path) -> dict[str, str]:
    """A study in which one customer told; returns the environment to ask for its map in."""
    study = load_demo_study()
    person = next(one for one in load_people() if one.name == SHORTEST)
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: studies.save_study(c, study))
        asyncio.run(play(store, study, person, Room()))
    inherited = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    return {
        **inherited,
        "TERM": "xterm-256color",
        "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def ask(folder: Path, *options: str) -> str:
    """The map as a script gets it."""
    return type_in(folder, "map", "zonnevaart", "--preview", "--language", "nl", *options)


def test_a_script_gets_the_post_and_either_form_by_its_name(tmp_path: Path) -> None:
    tell(tmp_path / "reisleider.db")
    post = ask(tmp_path)

    assert "1 klant " in post
    assert "━" not in post
    assert ask(tmp_path, "--format", "post") == post
    assert "😞  🙁  😐  🙂  😄   Behoefte  ━━━" in ask(tmp_path, "--format", "terminal")


def test_a_dutch_spreadsheet_is_asked_for_by_its_dialect(tmp_path: Path) -> None:
    tell(tmp_path / "reisleider.db")
    named = ask(tmp_path, "--format", "csv", "--dialect", "nl")

    assert "zonnevaart.nl.csv" in named
    assert (tmp_path / "zonnevaart.nl.csv").read_text(encoding="utf-8-sig").startswith("study;persona;version;")
    assert "zonnevaart.csv" in ask(tmp_path, "--format", "csv")
    assert "xx" in type_in(tmp_path, "map", "zonnevaart", "--format", "csv", "--dialect", "xx", fails=True)


@pytest.mark.terminal
@pytest.mark.parametrize("colour", [True, False])
def test_in_a_real_terminal_the_map_is_drawn(tmp_path: Path, colour: bool) -> None:
    shown = seen_in_a_terminal(tell(tmp_path / "study.db") | ({} if colour else {"NO_COLOR": "1"}), columns=100)

    assert "😞  🙁  😐  🙂  😄" in shown
    assert (re.search(r"\x1b\[[0-9;]*[34]8;", shown) is not None) is colour


@pytest.mark.terminal
@pytest.mark.parametrize("columns", [44, 70])
def test_a_plain_terminal_is_as_narrow_as_it_is(tmp_path: Path, columns: int) -> None:
    shown = seen_in_a_terminal(tell(tmp_path / "study.db") | {"TERM": "dumb"}, columns=columns)
    lines = shown.splitlines()

    assert "\x1b" not in shown
    assert len(lines) > 10
    assert max(cell_len(line) for line in lines) <= columns


def seen_in_a_terminal(environment: dict[str, str], *, columns: int) -> str:
    """The map as it is drawn for who looks at a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [sys.executable, "-m", "reisleider.bot", "map", "zonnevaart", "--preview", "--language", "nl"]
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True)
    os.close(theirs)
    seen = b""
    try:
        while b"proefversie" not in seen:  # the last line of a preview
            seen += os.read(ours, 4096)
        assert ended(child) == 0
    finally:
        child.kill()
        child.wait()
        os.close(ours)

    return seen.decode()
