"""How a noun says which of its fields an interview fills: the records that a step's ``saves`` may name.

Law: declared on the field itself, read from there by whoever checks, folds or plays back; there is no other list.
A field of the noun gets the record of its own name (with - for _), or those named beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal

Reading = Literal["words", "choice", "score", "level", "number", "item", "yes", "value", "own"]
"""How a field reads an answer. ``words``: as something said; ``choice``: an option's id, but for "I don't know";
``score``: a face; ``level``: the number in an option's id (``e4``); ``number``: with its unit; ``item``: the id of a
touchpoint; ``yes``: whether it was the option named; ``value``: as it is stored, by record; ``own``: in a way of its
own, which the fold says."""
_RECORD = "record"


@dataclass(frozen=True)
class Record:
    """One field that an interview fills: its name, what ``saves`` it, how it is ``read``. ``when``: the option that
    means yes; ``retold``: it is played back to who said it."""

    field: str
    saves: tuple[str, ...]
    read: Reading
    when: str = ""
    retold: bool = False


def saved(
    read: Reading,
    *saves: str,
    when: str = "",
    retold: bool = False,
    default: object = None,
    factory: Callable[[], object] | None = None,
) -> Any:  # a value to who reads the noun, a Field to who makes its class, as ``field`` itself
    """A field that an interview fills. ``saves``: its records, where they have another name than the field."""
    about = {_RECORD: (read, saves, when, retold)}
    if factory is not None:
        return field(default_factory=factory, metadata=about)
    return field(default=default, metadata=about)


@cache
def records_of(noun: type) -> tuple[Record, ...]:
    """The fields of a noun that an interview fills, in their order."""
    found = ((one.name, one.metadata[_RECORD]) for one in fields(noun) if _RECORD in one.metadata)
    return tuple(
        Record(name, saves or (name.replace("_", "-"),), read, when, retold)
        for name, (read, saves, when, retold) in found
    )
