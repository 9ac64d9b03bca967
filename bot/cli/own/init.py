"""The command with which somebody begins a study at a terminal: a talk, and then a file.

Law: leaving in any way loses nothing that was said; a file that is there already is never written over.
"""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import Annotated

import typer

from reisleider.bot.cli.apps import command
from reisleider.bot.cli.surroundings import ConfigPath, Language, Who, desk_at
from reisleider.bot.program_name import program_name
from reisleider.flows.faults import StudyFault


@command(help="cli.init")
def init(
    file: Annotated[Path, typer.Argument(help="cli.init-file")] = Path("study.toml"),
    who: Who = "me",
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.terminal.setting_up import set_up_here  # noqa: PLC0415 - only here

    back = f"{program_name()} init {shlex.quote(str(file))}"
    back += f" --as {shlex.quote(who)}" if who != "me" else ""
    back += f" --config {shlex.quote(str(config))}" if config is not None else ""
    with desk_at(config, language, create=True, who=who) as desk:
        if file.expanduser().exists():
            raise StudyFault(desk.text("cli.init-there", file=file))
        asyncio.run(set_up_here(desk, file.expanduser(), back))
