"""`reisleider map`: drawn for who looks at a terminal, the short post for a script that reads it."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
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


@pytest.mark.terminal
@pytest.mark.parametrize("colour", [True, False])
def test_in_a_real_terminal_the_map_is_drawn(tmp_path: Path, colour: bool) -> None:
    environment = tell(tmp_path / "study.db") | ({} if colour else {"NO_COLOR": "1"})
    ours, theirs = pty.openpty()
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

    shown = seen.decode()
    assert "😞  🙁  😐  🙂  😄" in shown
    assert (re.search(r"\x1b\[[0-9;]*[34]8;", shown) is not None) is colour
