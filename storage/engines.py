"""Opens SQLite the way we use it: one writer that forgets nothing, and readers that cannot write.

Law: every pragma we rely on is set here, for every connection, before its first statement.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Engine, NullPool, Pool, QueuePool, create_engine, event
from sqlalchemy.engine import Connection

from reisleider.flows.faults import StorageFault
from reisleider.storage import reading_model
from reisleider.storage.floor import METHOD, OPTION, Floor
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.written import write_json

BY_HAND = "by-hand"
"""An option of a connection whose transactions are begun and ended by who has it, on the driver."""
BUSY_SECONDS = 5.0  # how long another program may hold the file; our own transactions take milliseconds
_WRITER = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten with zeros
    "recursive_triggers=ON",  # or REPLACE would get round the triggers on answers
    "temp_store=MEMORY",  # no words in temporary files
)


def writing_engine(
    file: Path, floor: Floor = METHOD, model: ReadingModel | None = None, *, foreign_keys: bool = True
) -> Engine:
    """An engine whose transactions start with BEGIN IMMEDIATE. A new file is readable by its owner alone."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            _use_log(connection, file)
            for pragma in _WRITER:
                connection.execute(f"PRAGMA {pragma}")
            if not foreign_keys:
                connection.execute("PRAGMA foreign_keys=OFF")
        except BaseException:
            connection.close()
            raise
        return connection

    return _engine(connect, "BEGIN IMMEDIATE", floor, model, NullPool)


def _use_log(connection: sqlite3.Connection, file: Path) -> None:
    """Switch to the write-ahead log. SQLite does not wait here by itself for a program that does the same."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
            break
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
    if mode != "wal":
        raise StorageFault(f"{file}: this drive cannot hold a live database (no WAL); put it on a local disk.")


def reading_engine(file: Path, floor: Floor = METHOD, model: ReadingModel | None = None) -> Engine:
    """An engine whose transactions see one unchanging state and can change nothing."""

    def connect() -> sqlite3.Connection:
        address = f"{file.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        return connection

    return _engine(connect, "BEGIN", floor, model, QueuePool)  # kept: opening one costs more than most reads


def _engine(connect: object, begin: str, floor: Floor, model: ReadingModel | None, pool: type[Pool]) -> Engine:
    # hide_parameters: a fault's text must not hold anyone's words.
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=pool,
        hide_parameters=True,
        json_serializer=write_json,
        execution_options={OPTION: floor, reading_model.OPTION: model},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if BY_HAND not in connection.get_execution_options():
            connection.exec_driver_sql(begin)

    return engine
