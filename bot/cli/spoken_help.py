"""Help in the language that is spoken: how a command is typed, what it does, and what may stand behind it.

Law: every text is the catalogue's; a declaration names it by its id. Nothing heavy is imported to show help.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from reisleider.bot.cli.surroundings import language_typed
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.catalog import gettext, load_catalog

WIDEST = 100  # columns
OWN = {
    "help": "cli.help-option",
    "install_completion": "cli.install-completion",
    "show_completion": "cli.show-completion",
}
"""Options that are Typer's own, by name, and the texts we have for them."""


def language_of(ctx: typer.Context) -> str:
    """The language that is spoken: the program's, or (a test, a completion) what its command line says."""
    told = ctx.find_root().obj
    return told if isinstance(told, str) else language_typed(sys.argv[1:])


def told_as(text: str, language: str) -> str:
    """What a declaration says of itself: the text with this id, or the text itself where it is no id."""
    if text not in load_catalog(language).ids:
        return text
    return gettext(language, text, languages=", ".join(LANGUAGES))


def purpose(id: str, language: str) -> str:
    """What a row does, in a sentence: longer where there is more to say in a terminal."""
    if f"cli.{id}" in load_catalog(language).ids:
        return gettext(language, f"cli.{id}")
    line = gettext(language, f"menu.{id}")
    return f"{line[:1].upper()}{line[1:]}."


class SpokenCommand(TyperCommand):
    """A command whose help is in the language that is spoken."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # Typer keeps the types of these two to itself
        formatter.write("\n".join(help_lines(self, ctx)) + "\n")


class SpokenGroup(TyperGroup):
    """A group of commands whose help is in the language that is spoken."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # Typer keeps the types of these two to itself
        formatter.write("\n".join([*help_lines(self, ctx), *self._commands(ctx)]) + "\n")

    def lines(self, ctx: typer.Context) -> Sequence[tuple[str, str]]:
        """Every command that is shown, with what it does."""
        language = language_of(ctx)
        return [(name, told_as(one.help or "", language)) for name, one in self.commands.items() if not one.hidden]

    def _commands(self, ctx: typer.Context) -> Iterator[str]:
        yield ""
        yield gettext(language_of(ctx), "cli.commands")
        yield from _columns(self.lines(ctx))


def help_lines(command: TyperCommand | TyperGroup, ctx: typer.Context) -> Iterator[str]:
    """Usage, what it does, what stands behind it, options."""
    language = language_of(ctx)
    params = command.get_params(ctx)
    behind = [one for one in params if isinstance(one, TyperArgument) and not one.hidden]
    options = [one for one in params if isinstance(one, TyperOption) and not one.hidden]
    group = [gettext(language, "cli.a-command")] if isinstance(command, TyperGroup) else []
    usage = " ".join([ctx.command_path, *(_behind(one, language) for one in behind), *group])
    yield f"{gettext(language, 'cli.usage')} {usage} [{gettext(language, 'cli.options-short')}]"
    yield ""
    yield from _wrapped(told_as(command.help or "", language), "  ")
    if behind:
        yield ""
        yield gettext(language, "cli.behind")
        yield from _columns([(meta(one.name, language), told_as(one.help or "", language)) for one in behind])
    yield ""
    yield gettext(language, "cli.options")
    yield from _columns([(_option(one, language), _about(one, language)) for one in options])


def meta(name: str, language: str) -> str:
    """How a value is named that somebody fills in."""
    key = f"meta.{name}"
    return gettext(language, key) if key in load_catalog(language).ids else name.upper()


def _behind(param: TyperArgument, language: str) -> str:
    name = meta(param.name, language)
    if param.nargs == -1:
        name += "..."
    return name if param.required else f"[{name}]"


def _option(param: TyperOption, language: str) -> str:
    names = ", ".join(sorted(param.opts, key=len, reverse=True))
    return names if param.is_flag else f"{names} {meta(param.name, language)}"


def _about(param: TyperOption, language: str) -> str:
    text = told_as(OWN.get(param.name, param.help or ""), language)
    if param.is_flag or param.default in (None, "", ()) or callable(param.default):
        return text
    return f"{text} ({gettext(language, 'cli.otherwise', value=param.default)})"


def _columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    widest = min(30, max((len(name) for name, _ in rows), default=0))
    for name, text in rows:
        lines = list(_wrapped(text, " " * (widest + 4)))
        if len(name) > widest or not lines:
            yield f"  {name}"
            yield from lines
        else:
            yield f"  {name:<{widest}}  {lines[0].strip()}"
            yield from lines[1:]


def _wrapped(text: str, indent: str) -> Iterator[str]:
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
    for line in text.splitlines():
        wide = max(40, width)
        yield from textwrap.wrap(
            line, wide, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )  # a name with a hyphen is typed whole
