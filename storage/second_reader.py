"""How another process of this program reads the same database.

Law: it can change nothing, and is held to the same smallest groups; where it reads is handed over, never a connection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, make_url
from sqlalchemy.engine import Connection

from reisleider.storage.engines import reading_engine
from reisleider.storage.floor import Floor
from reisleider.storage.reading_model import ReadingModel

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where a database is and what it was opened with, as another process may be told: a ``file``, or a ``server`` with
    its password."""

    file: Path | None
    server: str | None = field(repr=False)
    floor: Floor
    model: ReadingModel | None


class SecondReader:
    """Reads there, one thing after the other, each on one unchanging state of the database."""

    def __init__(self, place: Place) -> None:
        self._engine = _open(place)

    def look(self, operation: Callable[[Connection], T]) -> T:
        """As ``Store.look``, in this thread."""
        with self._engine.connect() as connection, connection.begin():
            return operation(connection)


def _open(place: Place) -> Engine:
    if place.file is not None:
        return reading_engine(place.file, place.floor, place.model)
    from reisleider.storage.server import opening  # noqa: PLC0415 - only who has a server has its driver

    return opening.reading_engine(make_url(place.server or ""), place.floor, place.model, most=1)
