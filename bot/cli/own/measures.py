"""The terminal's own command for figures that were measured elsewhere.

Law: a file is a dry run until somebody agrees; nothing that was taken is ever changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reisleider.bot.cli.apps import study_command
from reisleider.bot.cli.surroundings import ConfigPath, Language, StudyId, Yes, desk_at


@study_command("measures", help="cli.study-measures")
def measure_here(
    study: StudyId,
    file: Annotated[Path | None, typer.Option("--file", help="cli.measures-file")] = None,
    remove: Annotated[str | None, typer.Option("--remove", help="cli.measures-remove")] = None,
    yes: Yes = False,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.terminal.measured_here import list_here, remove_here, take_here  # noqa: PLC0415 - only here

    with desk_at(config, language, sure=yes) as desk:
        found = desk.study(study)
        if remove is not None:
            remove_here(desk, found, remove)
        elif file is not None:
            take_here(desk, found, file)
        else:
            list_here(desk, found)
