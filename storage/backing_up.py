"""A backup of the database, made while programs write to it.

Law: nothing is written over that nobody said to replace, and the database is not touched, not even to bring it up to
date.
"""

from __future__ import annotations

from pathlib import Path

from reisleider.flows.faults import StorageFault
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.copying import BESIDE, Contents, copy_whole
from reisleider.storage.store import file_of


def back_up(url: str, to: Path, *, replace: bool) -> Contents:
    """Copy the database at ``sqlite:///file`` to a file of its own, readable by this account alone; it is not brought
    up to date first.

    Raises StorageFault where there is none of ours, where something stands at ``to`` and ``replace`` was not said, and
    where the copy cannot be made or is not whole; then nothing at ``to`` has changed.
    """
    file = file_of(url)
    revision_of(file, steps((MIGRATIONS,)), create=False)
    if to.resolve() in {file.resolve(), *(Path(f"{file.resolve()}{end}") for end in BESIDE)}:
        raise StorageFault(f"{to} is the database itself; name another file for its backup.")
    if to.is_dir():
        raise StorageFault(f"{to} is a folder; name a file for the backup.")
    if to.exists() and not replace:
        raise StorageFault(f"{to} exists already; name another file, or say --replace.")
    return copy_whole(file, to)
