"""What people see of the table of commands: the menus of a chat, and what `help` says.

Law: made from the rows; adding a row adds its line.
"""

from __future__ import annotations

from reisleider.bot.adapters.platform import Menu
from reisleider.bot.commands.table import rows
from reisleider.renderers.words.catalog import gettext, load_catalog


def menus_in(language: str) -> tuple[Menu, Menu]:
    """A chat's command menus for private chats and for groups, with what each command does."""
    told = [(row, (row.id, gettext(language, f"menu.{row.id}"))) for row in rows() if row.menu != "nowhere"]
    return tuple(line for _, line in told), tuple(line for row, line in told if row.menu == "everywhere")


def help_in(language: str, command: str) -> str:
    """Every command as it is typed here; ``command`` is how one begins. ``help`` itself needs no line."""
    lines = [gettext(language, f"help.{row.id}", command=command) for row in rows() if row.id != "help"]
    return "\n".join([gettext(language, "lead.help"), *lines, *_other_names(language)])


def _other_names(language: str) -> list[str]:
    """The names that commands also go by in this language, where it has any."""
    known = load_catalog(language).ids
    names = [gettext(language, f"name.{row.id}") for row in rows() if f"name.{row.id}" in known]
    other = [name for row, name in zip(rows(), names, strict=True) if name != row.id]
    return [gettext(language, "help.names", names=", ".join(other))] if other else []
