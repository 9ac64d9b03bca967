"""The groups of commands: what the terminal has of its own, and the rows of commands that chats have too.

Law: a row is listed by its name alone and imported when it is typed; every name, in any language, is understood.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import typer

from reisleider.bot.cli.spoken_help import SpokenCommand, SpokenGroup, language_of, purpose
from reisleider.bot.commands.table import id_of, names_of, rooms
from reisleider.flows.faults import Fault
from reisleider.renderers.words.catalog import gettext

IN_CHATS_ALONE = "chat"
"""The room of commands that a terminal does not have, or has in a form of its own."""
ELSEWHERE_CALLED = {"status": "show"}
"""What a row is shown as here, where that is not its id; its id is understood as well."""


class _LaterCommand(SpokenCommand):
    """A row that is imported once it is typed."""

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:  # as in SpokenCommand
        from reisleider.bot.cli.row_command import command_of  # noqa: PLC0415 - a row brings what its command needs

        row = command_of(str(self.name), language_of(parent))
        return row.make_context(info_name, args, parent=parent, **extra)


class RowsGroup(SpokenGroup):
    """A group that has rows of commands beside its own; ``shown`` are the rooms it lists."""

    shown: tuple[str, ...] = ()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # Typer keeps its types to itself
        """The command of this name in any language; a row is found in whichever group it is looked for."""
        own = self.commands.get(cmd_name)
        named = next((one for id, one in self.commands.items() if cmd_name.casefold() in names_of(id)), None)
        if own is not None or named is not None:
            return own or named
        called = {here: id for id, here in ELSEWHERE_CALLED.items()}
        id = called.get(cmd_name) or id_of(cmd_name)
        if not self.shown or id is None or id in rooms()[IN_CHATS_ALONE]:
            return None
        return _LaterCommand(id, help=purpose(id, language_of(ctx)))

    def list_commands(self, ctx: Any) -> list[str]:  # as in get_command
        return [name for name, _ in self.lines(ctx)]

    def lines(self, ctx: typer.Context) -> Sequence[tuple[str, str]]:
        language = language_of(ctx)
        ids = [id for room in self.shown for id in rooms()[room]]
        rows = [(ELSEWHERE_CALLED.get(id, id), purpose(id, language)) for id in ids]
        return sorted([*super().lines(ctx), *rows])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # as in get_command
        if args and not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None and args[0][:1] != "-":
            language = language_of(ctx)
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            key = "cli.no-command-near" if near else "cli.no-command"
            raise Fault(gettext(language, key, name=args[0], near="".join(near), command=ctx.command_path))
        return super().resolve_command(ctx, args)


class ProgramGroup(RowsGroup):
    """Everything: a lead's looks at the map, what anybody may ask, and what the terminal has of its own."""

    shown = ("map", "people")


class StudyGroup(RowsGroup):
    """What is asked of a whole study."""

    shown = ("study",)
