"""What a database server complains of, as one sentence that names the database and says what to do.

Law: no sentence repeats a statement, its values or the server's own words, which hold people's.
"""

from __future__ import annotations

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from reisleider.flows.faults import StorageBusy, StorageFault, StoragePause
from reisleider.storage import trouble

_AWAY = "{place} cannot be reached; check that the server runs, and the address in storage.url."
_SENTENCES = {
    "28": "{place} does not let us in; check the user and the password in storage.url.",
    "3D": "{place}: there is no such database; make it on the server, or choose another in storage.url.",
    "53": "{place} has no room now (disk, memory or connections), so this was not saved; look at the server.",
    "57": _AWAY,
    "08": _AWAY,
    "58": "{place}: the server's disk reports an error, so this was not saved; look at the server.",
    "25": "{place} may only be read now, so this was not saved; check that it is not a copy that follows another.",
    "42501": "{place}: this user may not do that there; give it the rights to make tables and to write.",
    "23": "{place}: this would break a rule of the database ({detail}), so it was not saved;"
    " load the newest state and try again.",
    "40": "{place} is kept busy by others, so this was not saved; try again.",
    "55": "{place} is kept busy by others, so this was not saved; try again.",
}
_PASSING = ("08", "25", "40", "53", "55", "57", "58")
"""Classes of complaints that are of the server or of others who use it, and may pass by themselves."""
_BUSY = ("40", "55")
_OTHER = "{place}: the database refused this ({detail}), so it was not saved; check that it is whole."


def told(fault: Exception, place: str) -> Exception:
    """The StorageFault that a server's complaint means to a person, a StoragePause where it may pass by itself; any
    other exception as it is."""
    source = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(source, NoneFreeError):
        return StorageBusy(_SENTENCES["55"].format(place=place))
    if not isinstance(source, psycopg.Error):
        return trouble.told(fault, place)  # what is of this machine is told as it is of a file
    state = source.sqlstate
    if state is None:
        away = isinstance(source, psycopg.OperationalError | psycopg.InterfaceError)
        sentence, kind = (_closed(source), StoragePause) if away else (_OTHER, StorageFault)
        return kind(sentence.format(place=place, detail=type(source).__name__))
    sentence = _SENTENCES.get(state) or _SENTENCES.get(state[:2], _OTHER)
    kind = StorageBusy if state[:2] in _BUSY else StoragePause if state[:2] in _PASSING else StorageFault
    detail = source.diag.constraint_name or f"{type(source).__name__} {state}"
    return kind(sentence.format(place=place, detail=detail))


def _closed(source: psycopg.Error) -> str:
    """Before a connection stands, the server's complaint has no number: only its words tell what it is."""
    words = str(source)
    if "authentication failed" in words or "no pg_hba.conf entry" in words:
        return _SENTENCES["28"]
    return _SENTENCES["3D"] if "does not exist" in words and "database" in words else _AWAY


def lost(fault: BaseException) -> bool:
    """Whether a connection is gone that stood: another may stand."""
    if isinstance(fault, DBAPIError) and fault.connection_invalidated:
        return True
    source = fault.orig if isinstance(fault, DBAPIError) else fault
    if not isinstance(source, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return source.sqlstate is None or source.sqlstate[:2] in ("08", "57")


def in_the_way(fault: BaseException) -> bool:
    """Whether two were in each other's way, of which this one was undone."""
    source = fault.orig if isinstance(fault, DBAPIError) else fault
    return isinstance(source, psycopg.Error) and (source.sqlstate or "")[:2] == "40"
