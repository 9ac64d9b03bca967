"""The command line as a person types it, in a folder: what it prints, and the code it ends with.

Law: a command runs as the console script runs it, in this process: starting Python anew takes ten times as long as most
commands do. `typed_outside` starts it anew, for what only a program of its own can show.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import typer
from waiting import PATIENCE

from reisleider.bot.__main__ import main
from reisleider.bot.cli.program import find_commands
from reisleider.flows.languages import FIRST

ROOT = Path(__file__).parent.parent
STUDY = (ROOT / "bot" / "demo" / "study.toml").read_text(encoding="utf-8")


def type_in(folder: Path, *words: str, replies: str = "", fails: bool = False) -> str:
    """Run a command in a folder, with these lines typed where it asks; returns what it printed (on standard error
    where it fails)."""
    code, out, err = typed(folder, *words, replies=replies)
    assert code == (2 if fails else 0), err
    assert "Traceback" not in err
    return err if fails else out


def typed_outside(folder: Path, *words: str) -> tuple[int, str, str]:
    """Run a command as a program of its own; returns its code and both that it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("REISLEIDER_STORAGE__URL", None)
    command = [sys.executable, "-m", "reisleider.bot", *words]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env=environment, timeout=PATIENCE, check=False
    )
    return done.returncode, done.stdout, done.stderr


def typed(folder: Path, *words: str, replies: str = "") -> tuple[int, str, str]:
    """Run a command in a folder; returns its code and both that it printed."""
    out, err = StringIO(), StringIO()
    try:
        with chdir(folder), _typing(words, replies), redirect_stdout(out), redirect_stderr(err):
            main()
        code: object = 0
    except SystemExit as left:
        code = left.code or 0
    assert isinstance(code, int)
    return code, out.getvalue(), err.getvalue()


def command_names() -> tuple[str, ...]:
    """Every command that help shows, as it is typed behind ``reisleider``."""
    group: Any = typer.main.get_command(find_commands())  # Typer keeps the type of a group to itself
    context = typer.Context(group, info_name="reisleider", obj=FIRST)
    found = []
    for name in group.list_commands(context):
        inner = group.get_command(context, name)
        found += [f"{name} {one}" for one in inner.list_commands(context)] if hasattr(inner, "commands") else [name]
    return tuple(found)


def tell_steps(folder: Path, told: Sequence[Sequence[str]]) -> None:
    """A study without seed labels in this folder, in which everybody told these touchpoints."""
    (folder / "study.toml").write_text(STUDY.partition("[[label]]")[0], encoding="utf-8")
    type_in(folder, "study", "new", "study.toml")
    for place, steps in enumerate(told):
        replies = "ja\n2\n1\nhet was een lange natte herfst zonder zon voor iedereen\nweg\n"
        replies += "\n".join(steps) + "\nklaar\nnee\nstop\nja\n"
        type_in(folder, "interview", "customer", "--study", "zonnevaart", "--as", f"p{place}", replies=replies)


@contextmanager
def _typing(words: Sequence[str], replies: str) -> Iterator[None]:
    before = sys.argv, sys.stdin
    sys.argv = ["reisleider", *words]
    sys.stdin = TextIOWrapper(BytesIO(replies.encode()), encoding="utf-8")
    try:
        yield
    finally:
        sys.argv, sys.stdin = before
