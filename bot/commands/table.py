"""The table of commands: every file in a room of commands is a row.

Law: names are known without importing a row, for a row brings what its command needs; a name in any language is known.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reisleider.bot import commands
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.catalog import load_catalog, raw

if TYPE_CHECKING:
    from reisleider.bot.commands.command import Row
    from reisleider.bot.work import Work


@cache
def rooms() -> Mapping[str, tuple[str, ...]]:
    """Every room of commands, and the ids of the commands in it."""
    found = [one.name for one in pkgutil.iter_modules(commands.__path__) if one.ispkg]
    return {
        room: tuple(one.name for one in pkgutil.iter_modules([f"{path}/{room}" for path in commands.__path__]))
        for room in found
    }


def load_row(id: str) -> Row:
    """The row with this id."""
    room = next(room for room, ids in rooms().items() if id in ids)
    row: Row = import_module(f"{commands.__name__}.{room}.{id}").COMMAND
    assert row.id == id, f"{room}/{id}.py holds the command {row.id}"
    return row


@cache
def rows() -> tuple[Row, ...]:
    """Every row, in the order of help and menus."""
    return tuple(sorted((load_row(id) for ids in rooms().values() for id in ids), key=lambda row: row.place))


def slow_work() -> tuple[Work[Any], ...]:  # each row takes its own jobs
    """What commands leave to be found out beside the writer."""
    return tuple(work for row in rows() for work in row.slow)


@cache
def _ids_by_name() -> Mapping[str, str]:
    known = [id for ids in rooms().values() for id in ids]
    return {name: id for id in known for name in (id, *names_of(id))}


@cache
def names_of(id: str) -> tuple[str, ...]:
    """What a command is called in any language, besides its id."""
    key = f"name.{id}"
    told = [raw(language, key) for language in LANGUAGES if key in load_catalog(language).ids]
    return tuple(dict.fromkeys(name for one in told for name in one.split(", ") if name != id))


def id_of(name: str) -> str | None:
    """The id of the command that goes by this name in any language, or None."""
    return _ids_by_name().get(name.casefold())
