"""Whether a database can be used here, asked without changing it: the file, its folder, and the room on its disk.

Law: nothing of it is migrated or made; what is written to see whether that can be is taken away again.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.server.server_url import is_server, server_at
from reisleider.storage.store import Store, file_of
from reisleider.storage.studies import home_of, list_studies
from reisleider.storage.trouble import told

ROOM = 50 * 2**20  # bytes under which a disk is as good as full: pictures of a few maps take as much
BUSY = 5.0  # seconds to wait for another program that writes


def unusable(url: str, *, room: int = ROOM, busy: float = BUSY) -> str | None:
    """Why a database cannot be used, in one sentence; None where it can. ``room``: bytes that its disk must have left;
    ``busy``: seconds to wait for another program that writes."""
    try:
        if is_server(url):
            _stands_at(url)
            return None
        file = file_of(url)
        stands_at = revision_of(file, steps((MIGRATIONS,)), create=True)
        _try_folder(file.parent)
        if stands_at is not None:
            _try_writing(file, busy)
    except StorageFault as fault:
        return str(fault)
    free = shutil.disk_usage(file.parent).free
    if free < room:
        return f"{file}: its disk has {free // 2**20} MB left; make room for at least {room // 2**20} MB."
    return None


def homes(url: str) -> tuple[tuple[str, Address], ...]:
    """Where the studies that still go on post, by the study's id; none where the database has yet to be made or brought
    up to date. Raises StorageFault."""
    known = steps((MIGRATIONS,))
    if _stands_at(url) != known[-1]:
        return ()
    with Store.open(url, create=False) as store:
        going = [one.id for one in store.look(list_studies) if one.words_gone_at is None]
        found = [(id, store.look(lambda c, id=id: home_of(c, id))) for id in going]  # type: ignore[misc]  # its own id
    return tuple((id, address) for id, address in found if address is not None)


def _stands_at(url: str) -> str | None:
    """The revision that a database stands at, None for one that has yet to be made. Raises StorageFault."""
    known = steps((MIGRATIONS,))
    if not is_server(url):
        return revision_of(file_of(url), known, create=True)
    at = server_at(url)
    from reisleider.storage.server.opening import revision_at  # noqa: PLC0415 - only who has a server has its driver

    return revision_at(at, known)


def _try_folder(folder: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder) as written:
            written.write(bytes(2**16))
            written.flush()
    except OSError as fault:
        raise StorageFault(
            f"{folder} cannot be written ({fault.strerror}); give this account a folder it can."
        ) from fault


def _try_writing(file: Path, busy: float) -> None:
    """Begin to write, and do not: a file that is read-only or kept busy says so here."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=busy)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("ROLLBACK")
    except sqlite3.Error as fault:
        raise told(fault, str(file)) from fault
