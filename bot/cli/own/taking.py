"""The terminal's own commands for interviews that were held elsewhere.

Law: a file is a dry run until somebody agrees; taking out and forgetting ask first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reisleider.bot.cli.apps import study_command
from reisleider.bot.cli.surroundings import ConfigPath, Language, StudyId, Yes, desk_at


@study_command("take", help="cli.study-take")
def take_interviews_here(
    study: StudyId,
    file: Annotated[Path, typer.Option("--file", help="cli.take-file")],
    told: Annotated[Path, typer.Option("--map", help="cli.take-map")],
    form: Annotated[Path | None, typer.Option("--form", help="cli.take-form")] = None,
    yes: Yes = False,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.terminal.taken_here import take_here  # noqa: PLC0415 - only here

    with desk_at(config, language, sure=yes) as desk:
        take_here(desk, desk.study(study), file, told, form)


@study_command("imported", help="cli.study-imported")
def look_at_imported_here(
    study: StudyId,
    remove: Annotated[str | None, typer.Option("--remove", help="cli.imported-remove")] = None,
    forget: Annotated[str | None, typer.Option("--forget", help="cli.imported-forget")] = None,
    yes: Yes = False,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.terminal.taken_here import forget_here, list_here, remove_here  # noqa: PLC0415 - only here

    with desk_at(config, language, sure=yes) as desk:
        found = desk.study(study)
        if remove is not None:
            remove_here(desk, found, remove)
        elif forget is not None:
            forget_here(desk, found, forget)
        else:
            list_here(desk, found)
