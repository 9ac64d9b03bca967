"""What every command of the terminal begins with: its settings, the language it speaks, and a desk.

Law: the language is what was typed, else what is set; storage is opened by commands that remember, and closed again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reisleider.bot.adapters.platform import PREFIX
from reisleider.flows.faults import Fault
from reisleider.flows.languages import FIRST, LANGUAGES
from reisleider.renderers.words.catalog import load_catalog

if TYPE_CHECKING:
    from reisleider.bot.config import Config
    from reisleider.bot.terminal.desk import Desk

DEFAULT = Path("config.toml")


def read_settings(path: Path | None) -> Config:
    """The settings that hold here. Raises SettingFault."""
    from reisleider.bot.config import load_config  # noqa: PLC0415 - pydantic is half of a start; help needs none

    return load_config(path or (DEFAULT if DEFAULT.exists() else None), os.environ)


def spoken(language: str | None, settings: Config) -> str:
    """The language to speak. Raises LanguageFault for one that nobody translated."""
    chosen = language or _value_of("--language", sys.argv[1:]) or settings.bot.language  # typed before the command too
    load_catalog(chosen)
    return chosen


def language_typed(words: Sequence[str]) -> str:
    """The language to speak before anything is read: as typed in this command line, else as set, else the first."""
    typed = _value_of("--language", words)
    if typed in LANGUAGES:
        return str(typed)
    config = _value_of("--config", words)
    if not config and not DEFAULT.exists() and not any(name.startswith(PREFIX) for name in os.environ):
        return FIRST  # nothing is set: the settings need not be looked at
    try:
        return read_settings(Path(config) if config else None).bot.language
    except Fault:  # the command itself will say what is wrong with them
        return FIRST


def _value_of(option: str, words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word == option and place + 1 < len(words):
            return words[place + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


@contextmanager
def desk_at(
    config: Path | None,
    language: str | None,
    *,
    create: bool = False,
    who: str = "me",
    out: Path | None = None,
    sure: bool = False,
) -> Iterator[Desk]:
    """A desk with what is stored; ``create`` where there need be nothing yet, the rest is the desk's own."""
    from reisleider.bot.models.chosen import chosen  # noqa: PLC0415 - SQLAlchemy is for commands that remember
    from reisleider.bot.terminal.desk import Desk  # noqa: PLC0415 - the same
    from reisleider.storage.floor import Floor  # noqa: PLC0415 - the same
    from reisleider.storage.store import Store  # noqa: PLC0415 - the same

    settings = read_settings(config)
    speaking = spoken(language, settings)
    floor = Floor(settings.privacy.minimum_customers, settings.privacy.minimum_staff)
    with Store.open(settings.storage.url, create=create, floor=floor, model=chosen(settings.model)) as store:
        yield Desk(settings, store, speaking, who, out=out, sure=sure)


def known_scripts() -> list[str]:
    """The interviews there are, to complete what is typed."""
    from reisleider.flows.scripts.script import script_names  # noqa: PLC0415 - only where it is completed

    return list(script_names())


def known_studies() -> list[str]:
    """The studies that are stored here, to complete what is typed; none where they cannot be read."""
    from reisleider.storage.studies import list_studies  # noqa: PLC0415 - only where it is completed

    try:
        with desk_at(None, None) as desk:
            return [one.id for one in desk.store.look(list_studies)]
    except Fault:
        return []


def say_json(rows: object) -> None:
    """Tell something to a program: as JSON, in names that no language changes."""
    typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))


ConfigPath = Annotated[Path | None, typer.Option("--config", help="cli.config")]
Language = Annotated[str | None, typer.Option("--language", help="cli.language", autocompletion=lambda: [*LANGUAGES])]
Yes = Annotated[bool, typer.Option("--yes", help="cli.yes")]
Json = Annotated[bool, typer.Option("--json", help="cli.json")]
Who = Annotated[str, typer.Option("--as", help="cli.as")]
Script = Annotated[str, typer.Argument(help="cli.script", autocompletion=known_scripts)]
StudyId = Annotated[str, typer.Argument(help="cli.study", autocompletion=known_studies)]
Out = Annotated[Path | None, typer.Option(help="cli.out")]
