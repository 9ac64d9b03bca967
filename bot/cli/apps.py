"""The program and its groups, to which commands are added.

Law: a command added here is shown in the language that is spoken, and a fault in it shows nobody's words.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import typer

from reisleider.bot.cli.groups import ProgramGroup, RowsGroup, StudyGroup
from reisleider.bot.cli.spoken_help import SpokenCommand

_plain: dict[str, Any] = {  # arguments of Typer's, each of its own type
    "no_args_is_help": True,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}
"""No traceback with people's words in it, and nothing that takes a library to draw."""
app = typer.Typer(cls=ProgramGroup, help="cli.program", **_plain)
study_app = typer.Typer(cls=StudyGroup, help="cli.study-group", **_plain)
inbox_app = typer.Typer(cls=RowsGroup, help="cli.inbox-group", **_plain)
outbox_app = typer.Typer(cls=RowsGroup, help="cli.outbox-group", **_plain)
jobs_app = typer.Typer(cls=RowsGroup, help="cli.jobs-group", **_plain)
app.add_typer(study_app, name="study")
app.add_typer(inbox_app, name="inbox")
app.add_typer(outbox_app, name="outbox")
app.add_typer(jobs_app, name="jobs")
command = partial(app.command, cls=SpokenCommand)
study_command = partial(study_app.command, cls=SpokenCommand)
inbox_command = partial(inbox_app.command, cls=SpokenCommand)
outbox_command = partial(outbox_app.command, cls=SpokenCommand)
jobs_command = partial(jobs_app.command, cls=SpokenCommand)
