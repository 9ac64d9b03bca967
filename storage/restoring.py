"""A backup put back as the database, with what was erased since erased again.

Law: it is made whole under another name while nobody has the database open, and takes its place in one step; whoever
was forgotten after the backup does not come back with it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.faults import StorageFault
from reisleider.storage import tables as t
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.codec import read_time
from reisleider.storage.copying import BESIDE, Contents, contents_of, copy_whole, look_into
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.interviews import erase_interview
from reisleider.storage.ledgers import forget_in_ledger
from reisleider.storage.migrating import migrate
from reisleider.storage.people import accounts_of, load_participant
from reisleider.storage.store import Connection, Store, file_of
from reisleider.storage.trouble import told

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
Account = tuple[str, str, str]


@dataclass(frozen=True)
class Gone:
    """What of a backup was erased since: accounts of who was forgotten, and studies whose words were removed."""

    accounts: tuple[Account, ...]
    faded: tuple[str, ...]


@dataclass(frozen=True)
class Restored:
    """What stands there now. ``kept``: where the database lies that stood there; ``erased``: how many people and
    interviews of the backup were erased again; ``back``: studies that had been deleted since and are here again;
    ``unread``: what stood there was damaged, and did not tell who had been forgotten."""

    held: Contents
    kept: Path | None
    erased: int
    back: tuple[str, ...]
    unread: bool


@dataclass(frozen=True)
class _Present:
    """What the database that stands there tells of erasures; ``holds``: whether it is worth keeping."""

    holds: bool
    unread: bool = False
    studies: frozenset[str] | None = None
    tombstones: tuple[tuple[str, str, str], ...] = ()
    withdrawn: tuple[tuple[str, str, str, str | None], ...] = ()
    faded: frozenset[str] = frozenset()


def restore(url: str, backup: Path, now: datetime, *, replace: bool, again: Callable[[Store, Gone], None]) -> Restored:
    """Put a backup back as the database at ``sqlite:///file``. ``replace``: the database that stands there is kept
    beside it. ``again`` erases what only others know how to, before anything is in its place.

    Raises StorageFault, with nothing changed, where ``backup`` is none of ours, damaged or newer, where a program has
    the database open, and where it holds something and ``replace`` was not said.
    """
    file = file_of(url)
    _check(backup, file)
    with _alone(file) as present:
        if present.holds and not replace:
            raise StorageFault(f"{file} holds studies; say --replace to put it aside for this backup.")
        made = Path(f"{file}.restoring")
        try:
            copy_whole(backup, made, still=True)
            migrate(made, (MIGRATIONS,))
            with Store.of_file(made) as store:
                erased, gone = store.do(lambda c: _erase_again(c, present))
                again(store, gone)
            with closing(look_into(made, still=True)) as reader:
                held = contents_of(reader)
                ids = frozenset(id for (id,) in reader.execute("SELECT id FROM studies"))
            kept = _swap(made, file, present, now)
        except OSError as fault:
            raise StorageFault(f"{file} cannot be written ({fault.strerror}); check its folder.") from fault
        finally:
            for end in ("", *BESIDE):
                Path(f"{made}{end}").unlink(missing_ok=True)
    back = () if present.studies is None else tuple(sorted(ids - present.studies))
    return Restored(held, kept, erased, back, present.unread)


def _check(backup: Path, file: Path) -> None:
    if not backup.is_file():
        raise StorageFault(f"There is no backup {backup}; name the file that reisleider backup made.")
    if file.exists() and backup.samefile(file):
        raise StorageFault(f"{backup} is the database itself; name a backup of it.")
    try:
        found = revision_of(backup, steps((MIGRATIONS,)), create=False)
    except StorageFault as fault:
        why = str(fault).partition(";")[0]
        raise StorageFault(f"{backup} cannot be put back: {why}; name another backup.") from fault
    if found is None:
        raise StorageFault(f"{backup} is empty; name another backup.")


@contextmanager
def _alone(file: Path) -> Iterator[_Present]:
    """What stands there, while no other program can open it. Raises StorageFault where one has it open."""
    if not file.parent.is_dir():
        raise StorageFault(f"The folder of {file} does not exist; make it, or choose another place in storage.url.")
    if not file.exists():
        yield _Present(holds=False)
        return
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
        connection.isolation_level = None
        yield _held(connection, file)


def _held(c: sqlite3.Connection, file: Path) -> _Present:
    try:
        c.execute("PRAGMA locking_mode=EXCLUSIVE")
        (mode,) = c.execute("PRAGMA journal_mode=DELETE").fetchone()  # refused while anybody has it open
        c.execute("BEGIN EXCLUSIVE")
        if mode != "delete":
            raise _in_use(file)
        names = {name for (name,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not names:
            return _Present(holds=False)
        if not names >= {"alembic_version", "studies", "interviews", "answers", "tombstones"}:
            raise StorageFault(f"{file} is a database of another program; choose another file in storage.url.")
        return _read(c)
    except sqlite3.Error as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in BUSY:
            raise _in_use(file) from fault
        if code in DAMAGED:
            return _Present(holds=True, unread=True)
        raise told(fault, str(file)) from fault


def _in_use(file: Path) -> StorageFault:
    return StorageFault(f"{file} is open in another program; stop reisleider run first, then restore.")


def _read(c: sqlite3.Connection) -> _Present:
    studies = dict(c.execute("SELECT id, json_extract(study, '$.words_gone_at') FROM studies"))
    tombstones = tuple(c.execute("SELECT study, participant, forgotten_at FROM tombstones"))
    withdrawn = tuple(
        c.execute(
            "SELECT id, state, moved_at, ended_at FROM interviews WHERE state IN ('withdrawn', 'declined')"
            " AND NOT EXISTS (SELECT 1 FROM answers WHERE answers.interview = interviews.id)"
        )
    )
    return _Present(
        holds=bool(studies or tombstones),
        studies=frozenset(studies),
        tombstones=tombstones,
        withdrawn=withdrawn,
        faded=frozenset(id for id, gone in studies.items() if gone is not None),
    )


def _erase_again(c: Connection, present: _Present) -> tuple[int, Gone]:
    erased = 0
    accounts: list[Account] = []
    for study, participant, at in present.tombstones:
        person = load_participant(c, participant)
        if person is not None:
            accounts += accounts_of(c, participant)
            forget_participant(c, person, read_time(at))
            erased += 1
            continue
        row = upsert(t.tombstones).values(study=study, participant=participant, forgotten_at=at)
        c.execute(row.on_conflict_do_nothing())
        forget_in_ledger(c, study, participant)
    erased += sum(_withdraw(c, *one) for one in present.withdrawn)
    gone = t.studies.c.study["words_gone_at"].as_string()
    here = {row.id: row.gone for row in c.execute(select(t.studies.c.id, gone.label("gone")))}
    return erased, Gone(tuple(accounts), tuple(id for id in sorted(present.faded & set(here)) if here[id] is None))


def _withdraw(c: Connection, id: str, state: str, moved_at: str, ended_at: str | None) -> bool:
    """Erase an interview that somebody took back; whether it still held anything."""
    i = t.interviews.c
    said = c.execute(select(func.count()).select_from(t.answers).where(t.answers.c.interview == id)).scalar_one()
    found = c.execute(select(i.state).where(i.id == id)).scalar()
    if found is None or (found == state and not said):
        return False
    erase_interview(c, id)
    c.execute(update(t.interviews).where(i.id == id).values(state=state, moved_at=moved_at, ended_at=ended_at))
    return True


def _swap(made: Path, file: Path, present: _Present, now: datetime) -> Path | None:
    """Put it in its place; where what stood there lies now, if it held anything."""
    _hand_over(made, file)
    kept = Path(f"{file}.replaced-{now:%Y%m%dT%H%M%SZ}") if present.holds else None
    for end in BESIDE:  # first: a log of what stood there must never be taken for one of what is put back
        beside = Path(f"{file}{end}")
        if beside.exists() and kept is not None and end != "-shm":  # which SQLite makes anew
            beside.replace(f"{kept}{end}")
        beside.unlink(missing_ok=True)
    if kept is not None:
        kept.unlink(missing_ok=True)
        try:
            os.link(file, kept)  # so that at no moment nothing stands there
        except OSError:  # a drive that has no second names
            file.replace(kept)
    made.replace(file)
    return kept


def _hand_over(made: Path, file: Path) -> None:
    """Give what is put back to whom the database belonged, where this account may: an administrator may type this, and
    the program run as somebody else."""
    if file.exists() and os.name == "posix":
        owner = file.stat()
        with contextlib.suppress(PermissionError):
            os.chown(made, owner.st_uid, owner.st_gid)
