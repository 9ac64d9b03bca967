"""A database copied as it is at one moment, while programs write to it.

Law: the copy is written under another name, looked at whole and counted against what it was made of, and only then
stands where it was asked for; at no moment may anybody else read it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reisleider.flows.faults import StorageFault
from reisleider.storage.engines import BUSY_SECONDS
from reisleider.storage.trouble import told

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""


@dataclass(frozen=True)
class Contents:
    """What a database holds: its version, and how many of each."""

    revision: str
    studies: int
    participants: int
    interviews: int
    answers: int


def copy_whole(file: Path, to: Path, *, still: bool = False) -> Contents:
    """Copy a database to ``to``, which is replaced at once or not at all. ``still``: nobody can be writing to it, so
    that no file need appear beside it. Raises StorageFault."""
    partial = Path(f"{to}.part")
    try:
        _remove(partial)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        held = _copy(file, partial, still)
        _settle(partial)
        partial.replace(to)
        _settle(to.parent)
    except OSError as fault:
        raise StorageFault(f"{to} cannot be written ({fault.strerror}); name a file this account can make.") from fault
    finally:
        _remove(partial)
    return held


def contents_of(c: sqlite3.Connection) -> Contents:
    """What is held here."""
    (revision,) = c.execute("SELECT version_num FROM alembic_version").fetchone()
    tables = ("studies", "participants", "interviews", "answers")
    counts = [c.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]  # noqa: S608 - our own names
    return Contents(str(revision), *counts)


def look_into(file: Path, *, still: bool = False) -> sqlite3.Connection:
    """A connection that can change nothing. ``still``: as in ``copy_whole``."""
    alone = still and not Path(f"{file}-wal").exists()
    address = f"{file.resolve().as_uri()}?{'immutable=1' if alone else 'mode=ro'}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _copy(file: Path, partial: Path, still: bool) -> Contents:
    try:
        with (
            closing(look_into(file, still=still)) as source,
            closing(sqlite3.connect(partial, isolation_level=None)) as copy,
        ):
            copy.execute("PRAGMA temp_store=MEMORY")
            source.execute("BEGIN")  # so that what is counted is what is copied
            held = contents_of(source)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            wrong = _wrong(copy, held)
    except sqlite3.Error as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        whose = partial if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) else file
        raise told(fault, str(whose)) from fault
    if wrong is not None:
        raise StorageFault(f"{file} is damaged, so it was not copied ({wrong}); put back an earlier backup of it.")
    return held


def _wrong(copy: sqlite3.Connection, held: Contents) -> str | None:
    """What is wrong with a copy; None where it is whole and holds as much as it was made of."""
    (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return "its integrity check fails"
    return None if contents_of(copy) == held else "its rows cannot be counted"


def _settle(path: Path) -> None:
    """Wait until it is on disk."""
    if os.name != "posix" and path.is_dir():
        return  # only there can a folder be opened
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(partial: Path) -> None:
    for end in ("", *BESIDE):
        Path(f"{partial}{end}").unlink(missing_ok=True)
