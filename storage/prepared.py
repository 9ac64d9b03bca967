"""A statement that is built once: SQLAlchemy writes its text at import, and the driver runs it each time.

Law: only what every turn runs; on the caller's transaction; values are bound and read as their columns' types say, and
never put into the text. On a server it is written at its first use, as that server speaks.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Table, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from reisleider.storage.codec import write_json
from reisleider.storage.lanes import lane_of, may_write

_DIALECT = sqlite.dialect(json_serializer=write_json)
Process = Callable[[Any], Any]  # from whatever a column's type is in Python to what the driver takes, or back
Cursor = Any  # DB-API has no types
Values = Any  # a list of them, or by their names: as the driver wants
Statement = Select[Any] | Insert | Update | Delete


class Prepared:
    """One statement, as text. ``columns``: which columns an insert or an update is given values for, by their names;
    every other value is a ``bindparam`` of the statement. ``holds``: whoever reads these rows in order to write keeps
    them, on a server, until the end of the transaction; "free": only those that nobody else keeps. ``of``: of which
    table, where several are read."""

    def __init__(
        self, statement: Statement, *columns: str, holds: Literal["", "all", "free"] = "", of: Table | None = None
    ) -> None:
        self._statement, self._columns, self._holds = statement, columns, holds
        self._here = _Written(statement, columns, _DIALECT)
        self._there: _Written | None = None
        self._kept: _Written | None = None
        self._row: Any = None
        self._of = of
        told = _told_by(statement)
        if told:
            self._row = namedtuple("Row", [one.key or one.name for one in told])  # type: ignore[misc]  # noqa: PYI024 - its names are the statement's, known when it is built

    def run(self, c: Connection, **values: object) -> Cursor:
        """Run it; the cursor tells ``rowcount``."""
        written = self._for(c)
        cursor = c.connection.cursor()
        cursor.execute(written.text, written.bound(values))
        return cursor

    def told(self, c: Connection, **values: object) -> dict[str, Any]:
        """These values as the driver takes them, by their names."""
        return self._for(c).named(values)

    def run_told(self, c: Connection, told: dict[str, Any]) -> Cursor:
        """``run``, with what ``told`` made of the values."""
        written = self._for(c)
        cursor = c.connection.cursor()
        cursor.execute(written.text, written.placed(told))
        return cursor

    def run_many(self, c: Connection, rows: Iterable[dict[str, object]]) -> None:
        """Run it once for each."""
        written = self._for(c)
        c.connection.cursor().executemany(written.text, [written.bound(values) for values in rows])

    def add(self, c: Connection, **values: object) -> int:
        """Run it, an insert into a table whose rows are numbered; returns the row's number."""
        cursor = self.run(c, **values)
        return int(cursor.lastrowid if self._for(c) is self._here else cursor.fetchone()[0])

    def rows(self, c: Connection, **values: object) -> list[Any]:
        """Every row, its fields by their columns' names."""
        reads = self._for(c).reads
        return [self._read(row, reads) for row in self.run(c, **values).fetchall()]

    def row(self, c: Connection, **values: object) -> Any:
        """The first row, or None."""
        found = self.unread(c, **values)
        return None if found is None else self.read(c, found)

    def unread(self, c: Connection, **values: object) -> Any:
        """The first row, or None; its fields as the driver gave them."""
        cursor = self.run(c, **values)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else self._row._make(found)

    def read(self, c: Connection, row: Sequence[Any]) -> Any:
        """A row that is ``unread``, as its columns' types say."""
        return self._read(row, self._for(c).reads)

    def value(self, c: Connection, **values: object) -> Any:
        """The first field of the first row, or None."""
        found = self.row(c, **values)
        return None if found is None else found[0]

    def _for(self, c: Connection) -> _Written:
        if c.dialect.name == _DIALECT.name:
            return self._here
        if isinstance(self._statement, Insert | Update | Delete):
            may_write(c, getattr(self._statement.table, "name", ""))
        if self._holds and lane_of(c) is not None:
            if self._kept is None:
                assert isinstance(self._statement, Select)
                self._kept = _Written(
                    self._statement.with_for_update(skip_locked=self._holds == "free", of=self._of),
                    self._columns,
                    c.dialect,
                )
            return self._kept
        if self._there is None:
            self._there = _Written(_numbered(self._statement), self._columns, c.dialect)
        return self._there

    def _read(self, row: Sequence[Any], reads: list[tuple[int, Process]]) -> Any:
        if not reads:
            return self._row._make(row)
        fields = list(row)
        for at, read in reads:
            fields[at] = read(fields[at])
        return self._row._make(fields)


class _Written:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Statement, columns: Sequence[str], dialect: Dialect) -> None:
        made = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        assert isinstance(made, SQLCompiler)
        self.text = str(made)
        self._named = made.positiontup is None
        binds = {name: bind for bind, name in made.bind_names.items()}
        names = binds if made.positiontup is None else made.positiontup
        self._binds = [(name, _to_driver(binds[name].type, dialect)) for name in names]
        self._names = tuple(names)
        self._written = [(at, write) for at, (_, write) in enumerate(self._binds) if write is not None]
        self._fixed = {name: value for name, value in made.params.items() if not binds[name].required}
        self.takes = frozenset(name for name, _ in self._binds) - self._fixed.keys()
        told = _told_by(statement)
        self.reads = [
            (at, read) for at, one in enumerate(told) if (read := _from_driver(one.type, dialect)) is not None
        ]

    def bound(self, values: dict[str, Any]) -> Values:
        """These values as the driver takes them. Raises KeyError where one is missing."""
        if self._fixed:
            values = {**self._fixed, **values}
        if self._named:
            return {name: values[name] if write is None else write(values[name]) for name, write in self._binds}
        placed = [values[name] for name in self._names]
        for at, write in self._written:
            placed[at] = write(placed[at])
        return placed

    def named(self, values: dict[str, Any]) -> dict[str, Any]:
        """``bound``, by their names."""
        values = {**self._fixed, **values}
        return {name: values[name] if write is None else write(values[name]) for name, write in self._binds}

    def placed(self, named: dict[str, Any]) -> Values:
        """What is ``named``, as the driver takes it."""
        return named if self._named else [named[name] for name in self._names]


def _told_by(statement: Statement) -> Sequence[Any]:  # its columns, of whatever types
    """What it tells of each row."""
    return tuple(statement.selected_columns if isinstance(statement, Select) else statement.exported_columns)


def _numbered(statement: Statement) -> Statement:
    """An insert that tells its row's number, where the table has such: a server tells nothing that is not asked."""
    if not isinstance(statement, Insert) or _told_by(statement):
        return statement
    number = statement.table.primary_key.columns.values()  # type: ignore[attr-defined]  # every table of ours has one
    return statement.returning(*number) if [one.name for one in number] == ["id"] else statement


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
