"""A statement that is built once: SQLAlchemy writes its text at import, and the driver runs it each time.

Law: only what every turn runs; on the caller's transaction; values are bound and read as their columns' types say, and
never put into the text.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

_DIALECT = sqlite.dialect()
Process = Callable[[Any], Any]  # from whatever a column's type is in Python to what the driver takes, or back
Cursor = Any  # DB-API has no types


class Prepared:
    """One statement, as text. ``columns``: which columns an insert or an update is given values for, by their names;
    every other value is a ``bindparam`` of the statement."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete, *columns: str) -> None:
        made = statement.compile(dialect=_DIALECT, column_keys=list(columns) or None)
        assert isinstance(made, SQLCompiler)
        self.text = str(made)
        self._binds = [(name, _to_driver(made.binds[name].type)) for name in made.positiontup or ()]
        self._fixed = {name: value for name, value in made.params.items() if not made.binds[name].required}
        self.takes = frozenset(name for name, _ in self._binds) - self._fixed.keys()
        self._row: Any = None
        told = statement.selected_columns if isinstance(statement, Select) else statement.exported_columns
        if told:
            self._row = namedtuple("Row", [one.key or one.name for one in told])  # type: ignore[misc]  # noqa: PYI024 - its names are the statement's, known when it is built
            self._reads = [(at, read) for at, one in enumerate(told) if (read := _from_driver(one.type)) is not None]

    def run(self, c: Connection, **values: object) -> Cursor:
        """Run it; the cursor tells ``rowcount`` and ``lastrowid``."""
        cursor = c.connection.cursor()
        cursor.execute(self.text, self.bound(values))
        return cursor

    def run_many(self, c: Connection, rows: Iterable[dict[str, object]]) -> None:
        """Run it once for each."""
        c.connection.cursor().executemany(self.text, [self.bound(values) for values in rows])

    def rows(self, c: Connection, **values: object) -> list[Any]:
        """Every row, its fields by their columns' names."""
        return [self._read(row) for row in self.run(c, **values).fetchall()]

    def row(self, c: Connection, **values: object) -> Any:
        """The first row, or None."""
        cursor = self.run(c, **values)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else self._read(found)

    def value(self, c: Connection, **values: object) -> Any:
        """The first field of the first row, or None."""
        found = self.row(c, **values)
        return None if found is None else found[0]

    def bound(self, values: dict[str, Any]) -> list[Any]:
        """These values as the driver takes them, in order. Raises KeyError where one is missing."""
        if self._fixed:
            values = {**self._fixed, **values}
        return [values[name] if write is None else write(values[name]) for name, write in self._binds]

    def _read(self, row: Sequence[Any]) -> Any:
        if not self._reads:
            return self._row._make(row)
        fields = list(row)
        for at, read in self._reads:
            fields[at] = read(fields[at])
        return self._row._make(fields)


def _to_driver(kind: TypeEngine[Any]) -> Process | None:
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _from_driver(kind: TypeEngine[Any]) -> Process | None:
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
