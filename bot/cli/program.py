"""The command line: what a lead, a researcher or somebody trying Reisleider types.

Law: a fault is one sentence on standard error and exit code 2, in the language that is spoken; heavy libraries are
imported by the command that needs them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from pkgutil import iter_modules
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from reisleider.bot.cli import own
from reisleider.bot.cli.apps import app, inbox_app, jobs_app, outbox_app, study_app
from reisleider.bot.cli.groups import RowsGroup
from reisleider.bot.cli.spoken_help import meta
from reisleider.bot.cli.surroundings import Language, language_typed
from reisleider.flows.faults import Fault
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.renderers.words.own_words import printable


def main() -> None:
    """Run a command; a fault becomes one sentence."""
    _speak_anywhere()
    language = language_typed(sys.argv[1:])
    try:
        code = find_commands()(standalone_mode=False, obj=language)
    except Fault as fault:
        _leave(str(fault))
    except TyperException as fault:
        _leave(_sentence(fault, language))
    except typer.Abort:
        raise SystemExit(1) from None
    if isinstance(code, int):
        raise SystemExit(code)


def _speak_anywhere() -> None:
    """Let no sign that this terminal's encoding lacks (a face on an old Windows) end a command: it becomes a "?"."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def find_commands() -> typer.Typer:
    """The program with every command of its own: each file of that room adds its own."""
    for one in iter_modules(own.__path__, f"{own.__name__}."):
        import_module(one.name)
    return app


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - reads mail's headers, which takes a while to learn

        typer.echo(version("reisleider"))
        raise typer.Exit


@app.callback()
def _first(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="cli.version")
    ] = False,
    language: Language = None,
) -> None:
    """What stands before any command."""


@study_app.callback()
@inbox_app.callback()
@outbox_app.callback()
@jobs_app.callback()
def _before(language: Language = None) -> None:
    """What stands before a command of a group; every command reads the language itself."""


def _leave(sentence: str) -> None:
    print(printable(sentence), file=sys.stderr)  # noqa: T201 - the sentence is for the person who typed the command
    raise SystemExit(2) from None


def _sentence(fault: Any, language: str) -> str:  # Typer's, see below
    """What is wrong with what was typed. Typer keeps its faults private; their names and parts tell them apart."""
    kind, context = type(fault).__name__, getattr(fault, "ctx", None)
    typed = context.command_path if context is not None else "reisleider"
    if kind == "NoArgsIsHelpError" and context is not None:
        return str(context.get_help())
    param = getattr(fault, "param", None)
    if kind == "MissingParameter" and param is not None:
        return gettext(language, "cli.missing", command=typed, name=meta(param.name, language))
    if kind == "BadOptionUsage":
        return _without_value(fault.option_name, typed, language)
    if kind == "NoSuchOption":
        return gettext(language, "cli.no-option", command=typed, name=fault.option_name)
    if kind == "BadParameter" and param is not None:
        return gettext(language, "cli.bad-value", command=typed, name=meta(param.name, language))
    if kind == "UsageError" and isinstance(getattr(context, "command", None), RowsGroup):
        return gettext(language, "cli.which-command", command=typed)
    return gettext(language, "cli.not-understood", command=typed)


def _without_value(option: str, typed: str, language: str) -> str:
    """That an option lacks what it is given for, and what that is; Typer does not say of which command it is."""
    ids = sorted(one for one in load_catalog(language).ids if one.startswith("option.") and one.endswith(option[1:]))
    about = gettext(language, ids[0], known="") if ids else ""
    return gettext(language, "cli.no-value-given", command=typed, name=option, about=about).rstrip()
