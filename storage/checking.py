"""Looks at a database file before anything may touch it: is it ours, and not newer than this program?

Law: strictly read-only; a refused file keeps every byte and its time, and no file appears beside it. Only SQLite
opens the file: closing it by other means would drop the locks of a connection this process already has.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.storage.trouble import told

MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_STEP = re.compile(r"v(\d{4})_\w+\.py")
_LOOKS = 50
_VERSION = "alembic_version"
_OURS = frozenset(("studies", "interviews", "answers"))  # other programs number their versions too


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
        if not os.access(file, os.R_OK):
            raise StorageFault(f"{file} cannot be read; give this account permission to read and write it.")
        if not os.access(file, os.W_OK):  # SQLite opens it all the same, and says so no sooner than it writes
            raise StoragePause(f"{file} cannot be written; give this account write permission on it and its folder.")
        return _settled(file, known)
    except OSError as fault:
        raise StorageFault(f"{file} cannot be read; give this account permission to read and write it.") from fault


def read_revision(file: Path) -> str | None:
    """The revision that a database of ours says of itself."""
    return _read(file)[0]


def _settled(file: Path, known: tuple[str, ...]) -> str | None:
    """Look until nobody wrote to the file under our eyes: another program may be making it right now."""
    for _ in range(_LOOKS):
        before = _state(file)
        try:
            return judged(file, _read(file), known) if before[0] else None
        except (StorageFault, sqlite3.Error) as fault:
            if _state(file) == before:
                raise told(fault, str(file)) from fault.__cause__
            last = fault
    raise told(last, str(file)) from last


def _state(file: Path) -> tuple[int, ...]:
    """Size and time of the file, then of its log."""
    both = (one.stat() if one.exists() else None for one in (file, _log_of(file)))
    return tuple(number for stat in both for number in ((stat.st_size, stat.st_mtime_ns) if stat else (0, 0)))


def _log_of(file: Path) -> Path:
    return Path(f"{file}-wal")


def _absent(file: Path, create: bool) -> None:
    if not create:
        raise StorageFault(f"There is no database {file}; start the bot or a study once to make it.")


def _read(file: Path) -> tuple[str | None, frozenset[str]]:
    """The revision, and the names of the other tables."""
    # Without a log beside it the file is all there is, and `immutable` keeps SQLite from making one.
    mode = "mode=ro" if _state(file)[2] else "immutable=1"
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True)) as reader:
        names = frozenset(name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        if _VERSION not in names:
            return None, names
        found = reader.execute(f"SELECT version_num FROM {_VERSION}").fetchone()  # noqa: S608 - our own constant
        return (found[0] if found else None), names - {_VERSION}


def judged(
    place: Path | str, found: tuple[str | None, frozenset[str]], known: tuple[str, ...], kind: str = "file"
) -> str | None:
    """The revision a database stands at by what was ``found`` in it: its revision, and its other tables; None for one
    that has yet to be made. Raises StorageFault as ``revision_of``; ``kind``: what another one would be."""
    revision, tables = found
    if revision is None and not tables:
        return None
    if revision is None or not re.fullmatch(r"\d{4}", revision) or not tables >= _OURS:
        raise StorageFault(f"{place} is a database of another program; choose another {kind} in storage.url.")
    if revision > known[-1]:
        raise StorageFault(
            f"{place} was written by a newer Reisleider (its version is {revision}, this program knows {known[-1]});"
            f" update the program, or choose another {kind} in storage.url."
        )
    return revision
