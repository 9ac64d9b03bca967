"""The terminal's own commands for keeping the database: a backup, and putting one back.

Law: who was forgotten stays forgotten, and whoever types this is told what is left for them to do.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from reisleider.bot.cli.apps import command
from reisleider.bot.cli.surroundings import ConfigPath, Language, read_settings, spoken
from reisleider.bot.clock import now
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.own_words import printable

Replace = Annotated[bool, typer.Option("--replace", help="cli.replace")]
MEGABYTE = 1_000_000


@command("backup", help="cli.backup")
def back_up_here(
    file: Annotated[Path, typer.Argument(help="cli.backup-file")],
    replace: Replace = False,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.storage.backing_up import back_up  # noqa: PLC0415 - SQLAlchemy is for commands that remember

    settings, to = read_settings(config), file.expanduser()
    text = partial(gettext, spoken(language, settings))
    held = back_up(settings.storage.url, to, replace=replace)
    size = max(1, round(to.stat().st_size / MEGABYTE))
    made = text("keep.backed-up", file=to, size=size, studies=held.studies, interviews=held.interviews)
    typer.echo(printable(made))
    typer.echo(printable(text("keep.holds-words")))


@command("restore", help="cli.restore")
def restore_here(
    file: Annotated[Path, typer.Argument(help="cli.restore-file")],
    replace: Replace = False,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.commands.themselves import leave_none  # noqa: PLC0415 - only here
    from reisleider.bot.jobs.retention import remove_words  # noqa: PLC0415 - only here
    from reisleider.storage.restoring import Gone, restore  # noqa: PLC0415 - SQLAlchemy is for commands that remember
    from reisleider.storage.store import Store  # noqa: PLC0415 - the same

    def erase(store: Store, gone: Gone) -> None:
        store.do(lambda c: leave_none(c, gone.accounts))
        for study in gone.faded:
            remove_words(store, study, now())

    settings = read_settings(config)
    speaking = spoken(language, settings)
    text = partial(gettext, speaking)
    done = restore(settings.storage.url, file.expanduser(), now(), replace=replace, again=erase)
    told = [text("keep.restored", studies=done.held.studies, interviews=done.held.interviews)]
    if done.erased:
        told.append(ngettext(speaking, "keep.erased-again", done.erased))
    told += [text("keep.back-again", study=one) for one in done.back]
    if done.unread:
        told.append(text("keep.unread"))
    if done.kept is not None:
        told.append(text("keep.kept-beside", file=done.kept))
    for line in told:
        typer.echo(printable(line))
