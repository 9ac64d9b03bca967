"""Makes a command of the terminal from a row: the study first, then the words that a chat takes too.

Law: an option is words that are read as if they had been typed; nothing is known here of any one row.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from keyword import iskeyword
from typing import Annotated, Any

import typer

from reisleider.bot.cli.spoken_help import SpokenCommand, purpose
from reisleider.bot.cli.surroundings import ConfigPath, Language, Out, StudyId, Who, Yes, desk_at, known_studies
from reisleider.bot.commands.command import Option, Row
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.table import load_row
from reisleider.bot.terminal.answer import answer_here
from reisleider.bot.terminal.desk import Desk
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.renderers.words.catalog import gettext, load_catalog

AnyStudy = Annotated[str, typer.Argument(help="cli.any-study", autocompletion=known_studies)]


def command_of(id: str, language: str) -> Any:  # Typer keeps the type of a command to itself
    """A row as Typer reads it, its help in this language."""
    row = load_row(id)

    def run(**typed: Any) -> None:  # by name what was typed, each of its parameter's type
        _carry_out(row, typed)

    parameters = list(_parameters(row, language))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    one = typer.Typer(add_completion=False)
    one.command(id, cls=SpokenCommand, help=purpose(id, language))(run)
    return typer.main.get_command(one)


def _words_help(row: Row, language: str) -> str:
    known = load_catalog(language).ids
    return gettext(language, f"words.{row.id}" if f"words.{row.id}" in known else "cli.words")


def _parameters(row: Row, language: str) -> Iterator[inspect.Parameter]:
    yield _parameter("study", StudyId) if row.who == "lead" else _parameter("study", AnyStudy, "")
    if row.takes != "nothing":
        kind = Annotated[
            list[str], typer.Argument(help=_words_help(row, language), autocompletion=_values(row.options, language))
        ]
        yield _parameter("words", kind, inspect.Parameter.empty if row.takes == "words" else None)
    for option in row.options:
        yield _option(row, option, language)
    if row.who == "anybody":
        yield _parameter("who", Who, "me")
    if row.file != "never":
        yield _parameter("out", Out, None)
    if row.sure is not None:
        yield _parameter("yes", Yes, False)
    yield _parameter("language", Language, None)
    yield _parameter("config", ConfigPath, None)


def _parameter(name: str, annotation: object, default: object = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _option(row: Row, option: Option, language: str) -> inspect.Parameter:
    known = ", ".join(option.among(None)) if option.among is not None else ""
    help = gettext(language, f"option.{row.id}-{option.name}", known=known)
    if option.flag:
        return _parameter(_named(option), Annotated[bool, typer.Option(f"--{option.name}", help=help)], False)
    kind = Annotated[str, typer.Option(f"--{option.name}", help=help, autocompletion=_values((option,), language))]
    return _parameter(_named(option), kind, "")


def _named(option: Option) -> str:
    """What Python calls the parameter of an option: a word of its own language cannot name one."""
    return f"{option.name}_" if iskeyword(option.name) else option.name


def _values(options: Sequence[Option], language: str) -> Callable[[], list[tuple[str, str]]]:
    """What may be typed for these options, to complete it, and what it is for where that is told."""
    return lambda: [
        (value, "" if one.told is None else one.told(value, language))
        for one in options
        if one.among is not None
        for value in one.among(None)
    ]


def _carry_out(row: Row, typed: Mapping[str, Any]) -> None:  # as in ``run``
    who, out, sure = typed.get("who", "me"), typed.get("out"), typed.get("yes", False)
    with desk_at(typed["config"], typed["language"], who=who, out=out, sure=sure) as desk:
        about = desk.study(typed["study"], told=row.told) if typed["study"] else None
        words = [*(typed.get("words") or ()), *_words_of(desk, row, about, typed)]
        answer_here(_with_links(desk, about) if row.links else desk, row, about, words)


def _words_of(desk: Desk, row: Row, about: Study | None, typed: Mapping[str, object]) -> Iterator[str]:
    """The options that were given, as words."""
    for option in row.options:
        if not typed[_named(option)]:
            continue
        value = str(typed[_named(option)])
        if not option.flag and value.startswith("--"):  # the next option, read as this one's value
            help = desk.text(f"option.{row.id}-{option.name}", known="")
            raise StudyFault(
                desk.text("cli.no-value-given", command=row.id, name=f"--{option.name}", about=help).rstrip()
            )
        known = None if option.among is None else option.among(about)
        if known is not None and value.casefold() not in [one.casefold() for one in known]:
            among = ", ".join(known) or desk.text("cli.none")
            raise StudyFault(desk.text("cli.no-value", option=f"--{option.name}", value=value, known=among))
        yield from (*option.before, option.name if option.flag else value)


def _with_links(desk: Desk, about: Study | None) -> Desk:
    """A desk that knows what the bot is called where an invitation to this study is opened."""
    from reisleider.bot.serving.check import ask_names  # noqa: PLC0415 - only for what makes links
    from reisleider.storage.studies import circle_of  # noqa: PLC0415 - the same

    circle = "" if about is None else desk.store.do(lambda c: circle_of(c, about.id))
    names = asyncio.run(ask_names(desk.config, circle))
    return replace(desk, host=Host(names=names, language=desk.language, circles=dict.fromkeys(names, circle)))
