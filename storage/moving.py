"""A database in a file moved to a server, whole: what stands there afterwards is counted and compared row by row.

Law: one transaction; where anything differs, nothing was moved. The file stays as it was, and nobody else may have it
open meanwhile; the server's database must be empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Integer, Table, Text, cast, func, select, text

from reisleider.flows.faults import StorageFault
from reisleider.storage import tables as t
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.copying import Contents, contents_of
from reisleider.storage.lanes import go_alone
from reisleider.storage.server.server_url import is_server
from reisleider.storage.store import Store, file_of
from reisleider.storage.trouble import told

AT_ONCE = 500  # rows in one question to the server
MADE = "keys"  # the one table that a new database holds something in: a key of its own, in whose place the file's comes
Row = tuple[Any, ...]  # of a table's columns, JSON as text


def move(url: str, to: str) -> Contents:
    """Move the database at ``sqlite:///file``, which is up to date, to the empty one at ``postgresql://...``.

    Raises StorageFault, with nothing moved, where the one is open elsewhere or the other holds something, and where
    what stands there in the end is not what was read.
    """
    if not is_server(to):
        raise StorageFault("--to: name a PostgreSQL database, such as postgresql://user@host/reisleider.")
    file = file_of(url)
    known = steps((MIGRATIONS,))
    if revision_of(file, known, create=False) != known[-1]:
        raise StorageFault(f"{file} is of an earlier version; run reisleider migrate first, without --to.")
    with _alone(file) as source, Store.open(to) as store:
        return store.do(lambda c: _move(c, source, file, store.place))


def _move(c: Connection, source: sqlite3.Connection, file: Path, place: str) -> Contents:
    go_alone(c)
    held = [table.name for table in t.schema.sorted_tables if table.name != MADE and _count(c, table)]
    if held:
        raise StorageFault(f"{place} holds something already ({held[0]}); name an empty database.")
    c.execute(t.schema.tables[MADE].delete())
    for table in t.schema.sorted_tables:
        _fill(c, table, _rows_of(source, table))
    for table in t.schema.sorted_tables:
        if _digest(_rows_of(source, table)) != _digest(_rows_there(c, table)):
            raise StorageFault(f"{place}: {table.name} does not hold what {file} does, so nothing was moved.")
    return contents_of(source)


def _fill(c: Connection, table: Table, rows: Iterator[Row]) -> None:
    names = [column.name for column in table.columns]
    told = ", ".join(
        f"CAST(:{one.name} AS JSON)" if isinstance(one.type, JSON) else f":{one.name}" for one in table.columns
    )
    into = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({told})")  # noqa: S608 - our own names
    while batch := [dict(zip(names, row, strict=True)) for _, row in zip(range(AT_ONCE), rows, strict=False)]:
        c.execute(into, batch)
    if isinstance(table.columns[names[0]].type, Integer) and names[0] == "id":
        last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"  # noqa: S608 - the same
        c.execute(text(f"{last} HAVING max(id) IS NOT NULL"))


def _rows_of(source: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """A table's rows as they stand in the file, in the order of their keys."""
    names = ", ".join(column.name for column in table.columns)
    keys = ", ".join(column.name for column in table.primary_key.columns)
    yield from source.execute(f"SELECT {names} FROM {table.name} ORDER BY {keys}")  # noqa: S608 - our own names


def _rows_there(c: Connection, table: Table) -> Iterator[Row]:
    """The same on the server."""
    columns = [cast(one, Text) if isinstance(one.type, JSON) else one for one in table.columns]
    rows = c.execution_options(yield_per=AT_ONCE).execute(select(*columns).order_by(*table.primary_key.columns))
    return (tuple(row) for row in rows)


def _count(c: Connection, table: Table) -> int:
    return c.execute(select(func.count()).select_from(table)).scalar_one()


def _digest(rows: Iterable[Row]) -> tuple[int, str]:
    """How many rows, and a hash of all of them. A sign zero, which a server does not know, counts for nothing."""
    count, mark = 0, sha256()
    for row in rows:
        told = [bytes(one) if isinstance(one, memoryview) else one for one in row]
        mark.update(repr([one.replace("\x00", "") if isinstance(one, str) else one for one in told]).encode())
        count += 1
    return count, mark.hexdigest()


@contextmanager
def _alone(file: Path) -> Iterator[sqlite3.Connection]:
    """The file, while no other program has it open. Raises StorageFault where one does."""
    address = f"{file.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=0, check_same_thread=False)) as connection:
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()  # refused while anybody has it open
            if mode != "delete":
                raise _in_use(file)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as fault:
            if getattr(fault, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise _in_use(file) from fault
            raise told(fault, str(file)) from fault
        yield connection


def _in_use(file: Path) -> StorageFault:
    return StorageFault(f"{file} is open in another program; stop reisleider run first.")
