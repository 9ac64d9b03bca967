"""Looks at a database file before anything may touch it: is it ours, and not newer than this program?

Law: strictly read-only; a refused file keeps every byte and its time, and no file appears beside it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from flows.faults import StorageFault
from storage.trouble import told

MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_STEP = re.compile(r"v(\d{4})_\w+\.py")
_MAGIC = b"SQLite format 3\0"


def steps(folders: Iterable[Path]) -> tuple[str, ...]:
    """The revisions of the migration steps in these folders, oldest first (``v0001_first.py`` -> "0001")."""
    names = (_STEP.fullmatch(file.name) for folder in folders for file in folder.iterdir())
    return tuple(sorted(name[1] for name in names if name is not None))


def revision_of(file: Path, known: tuple[str, ...], *, create: bool) -> str | None:
    """The revision a database stands at, None for one that has yet to be made.

    Raises StorageFault for a missing or unreadable file, one that is not ours, and one newer than ``known``.
    """
    if not file.parent.is_dir():
        raise StorageFault(f"The folder of {file} does not exist; make it, or choose another place in storage.url.")
    try:
        if not file.exists():
            _absent(file, create)
            return None
        if file.is_dir():
            raise StorageFault(f"{file} is a folder; name a file in storage.url.")
        with file.open("rb") as opened:
            head = opened.read(len(_MAGIC))
    except OSError as fault:
        raise StorageFault(f"{file} cannot be read; give this account permission to read and write it.") from fault
    if not head:
        return None
    if head != _MAGIC:
        raise StorageFault(f"{file} is not a database of Reisleider; choose another file in storage.url.")
    try:
        return _check(file, _read(file), known)
    except sqlite3.Error as fault:
        raise told(fault, str(file)) from fault


def _absent(file: Path, create: bool) -> None:
    if not create:
        raise StorageFault(f"There is no database {file}; start the bot or a study once to make it.")


def _read(file: Path) -> tuple[str | None, int]:
    """The revision, and how many tables there are."""
    wal = Path(f"{file}-wal")
    # Without a log beside it the file is all there is, and `immutable` keeps SQLite from making one.
    mode = "mode=ro" if wal.exists() and wal.stat().st_size else "immutable=1"
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True)) as reader:
        names = [name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "alembic_version" not in names:
            return None, len(names)
        found = reader.execute("SELECT version_num FROM alembic_version").fetchone()
        return (found[0] if found else None), len(names)


def _check(file: Path, found: tuple[str | None, int], known: tuple[str, ...]) -> str | None:
    revision, tables = found
    if (revision is None and tables > 1) or (revision is not None and not re.fullmatch(r"\d{4}", revision)):
        raise StorageFault(f"{file} is a database of another program; choose another file in storage.url.")
    if revision is not None and revision > known[-1]:
        raise StorageFault(
            f"{file} was written by a newer Reisleider (its version is {revision}, this program knows {known[-1]});"
            " update the program, or choose another file in storage.url."
        )
    return revision
