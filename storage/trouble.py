"""What the database complains of, as one sentence that names the file and says what to do.

Law: no sentence repeats a statement or its values, which hold people's words. What the machine is short of may pass by
itself, wherever in an operation it shows.
"""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from reisleider.flows.faults import StorageBusy, StorageFault, StoragePause

_SENTENCES = {
    sqlite3.SQLITE_FULL: "{file}: the disk is full, so this was not saved; make room on it and try again.",
    sqlite3.SQLITE_READONLY: "{file} cannot be written; give this account write permission on the file and its folder.",
    sqlite3.SQLITE_PERM: "{file} cannot be written; give this account write permission on the file and its folder.",
    sqlite3.SQLITE_CANTOPEN: "{file} cannot be opened; check that its folder exists and this account may write in it.",
    sqlite3.SQLITE_BUSY: "{file} is kept busy by another program; stop that program, or try again.",
    sqlite3.SQLITE_LOCKED: "{file} is kept busy by another program; stop that program, or try again.",
    sqlite3.SQLITE_CORRUPT: "{file} is damaged; put back a backup of it.",
    sqlite3.SQLITE_NOTADB: "{file} is not a database of Reisleider; choose another file in storage.url.",
    sqlite3.SQLITE_IOERR: "{file}: the disk reports an error, so this was not saved; check the disk and try again.",
    sqlite3.SQLITE_CONSTRAINT: "{file}: this would break a rule of the database ({detail}), so it was not saved;"
    " load the newest state and try again.",
}
_PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,  # too many programs at the log at once
)
"""What is of the disk, the machine or another program, and may pass by itself; all else is of what was asked."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_SHORT = {
    errno.EMFILE: "{file}: this program may open no more files, so this was not saved; raise that limit (ulimit -n).",
    errno.ENFILE: "{file}: this machine can open no more files, so this was not saved; end what opens so many.",
    errno.ENOMEM: "{file}: this machine has no memory left, so this was not saved; end what takes so much.",
}
_OTHER = "{file}: the database refused this ({detail}), so it was not saved; check that the file is whole."


def told(fault: Exception, file: str) -> Exception:
    """The StorageFault that a database's complaint means to a person, a StoragePause where it may pass by itself; any
    other exception as it is."""
    short = _short_of(fault)
    if short is not None:
        return _caused(StoragePause(_SHORT[short].format(file=file)), fault)
    source = fault.orig if isinstance(fault, DBAPIError) else fault
    if not isinstance(source, sqlite3.Error):
        return fault
    code = getattr(source, "sqlite_errorcode", None)
    sentence = _OTHER if code is None else _SENTENCES.get(code & 0xFF, _OTHER)
    kind = StorageFault if code is None or code & 0xFF not in _PASSING else StoragePause
    if code is not None and code & 0xFF in _BUSY:
        kind = StorageBusy
    return _caused(kind(sentence.format(file=file, detail=str(source))), fault)


def _short_of(fault: BaseException | None) -> int | None:
    """What the machine was short of, where that is behind a fault: somebody opens a script, a list of words, a font."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in _SHORT:
            return fault.errno
        fault = fault.__cause__
    return None


def _caused(mended: StorageFault, fault: Exception) -> StorageFault:
    mended.__cause__ = fault
    return mended
