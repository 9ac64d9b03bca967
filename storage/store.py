"""The database as the rest sees it: open it, run operations on its writer, read beside it, close it.

Law: nobody else opens a connection; an operation is a plain function of a connection, and one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError

from reisleider.flows.faults import StorageFault
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.engines import reading_engine, writing_engine
from reisleider.storage.floor import METHOD, Floor
from reisleider.storage.kept_copies import drop_copies, keep_copy
from reisleider.storage.migrating import migrate
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.trouble import told
from reisleider.storage.writer import Refusal, Writer

__all__ = ["Connection", "Store"]
T = TypeVar("T")
_OPENING = Lock()  # Alembic keeps what it works on in one place for the whole process
READERS = 2  # a map being compiled does not hold up another


class Store:
    """One open database. Usable from several event loops, one after the other or at once, and without any."""

    def __init__(
        self, file: Path, floor: Floor = METHOD, model: ReadingModel | None = None, kept: Path | None = None
    ) -> None:
        self.file = file
        self.kept = kept  # the copy that was made of it as it was opened, before it was brought up to date
        self._writer = Writer(writing_engine(file, floor, model), str(file), forgotten=lambda: drop_copies(file))
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix=f"reader of {file}")
        self._reading = reading_engine(file, floor, model)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        migrations: Sequence[Path] = (MIGRATIONS,),
        floor: Floor = METHOD,
        model: ReadingModel | None = None,
    ) -> Store:
        """Open ``sqlite:///file``, made if need be, and bring it to this program's version; a copy from before that is
        kept. ``floor``: the smallest groups that every study here is held to; ``model``: the model that reads along.

        Raises StorageFault, with the file untouched, where it is missing, broken, not ours, newer, or not writable.
        """
        file = file_of(url)
        known = steps(migrations)
        try:
            with _OPENING:
                stands_at = revision_of(file, known, create=create)
                kept: list[Path | None] = []
                if stands_at is None:
                    migrate(file, migrations)
                elif stands_at != known[-1]:
                    migrate(file, migrations, lambda old: kept.append(keep_copy(old, known[-1])))
                return cls(file, floor, model, next(iter(kept), None))
        except OSError as fault:
            raise StorageFault(
                f"{file} cannot be made; check that its folder may be written by this account and has room."
            ) from fault
        except Exception as fault:
            raise told(fault, str(file)) from fault.__cause__

    @property
    def refusal(self) -> Refusal | None:
        """What the database says no with, and since when; None while it can be written."""
        return self._writer.refusal

    async def run(self, operation: Callable[[Connection], T]) -> T:
        """Run a writing operation; returns when it is on disk. Its exception is raised here, and it alone undone.

        Raises StoragePause where the database says no for now.
        """
        return await asyncio.wrap_future(self._writer.submit(operation))

    async def read(self, operation: Callable[[Connection], T]) -> T:
        """Run a reading operation beside the writer, on one unchanging state of the database."""
        return await asyncio.wrap_future(self._submit_read(operation))

    def do(self, operation: Callable[[Connection], T]) -> T:
        """``run`` for code without an event loop: waits here."""
        return self._writer.submit(operation).result()

    def look(self, operation: Callable[[Connection], T]) -> T:
        """``read`` for code without an event loop: waits here, and holds up nobody who writes meanwhile."""
        return self._submit_read(operation).result()

    def close(self) -> None:
        """Finish what was handed over and let go of the file; closing twice is harmless."""
        self._readers.shutdown(wait=True)
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _submit_read(self, operation: Callable[[Connection], T]) -> Future[T]:
        try:
            return self._readers.submit(self._read, operation)
        except RuntimeError as fault:
            raise StorageFault(f"{self.file} is closed already; open it again first.") from fault

    def _read(self, operation: Callable[[Connection], T]) -> T:
        try:
            with self._reading.connect() as connection, connection.begin():
                return operation(connection)
        except Exception as fault:
            raise told(fault, str(self.file)) from fault.__cause__


def file_of(url: str) -> Path:
    """The file of ``sqlite:///file``, under ``~`` too. Raises StorageFault where the address is none of a file."""
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise StorageFault(
            f"storage.url: {url} is no database address; write it as sqlite:///reisleider.db."
        ) from fault
    if parsed.get_backend_name() != "sqlite":
        raise StorageFault(f"storage.url: {parsed.get_backend_name()} is not supported; use sqlite:///reisleider.db.")
    if not parsed.database or parsed.database == ":memory:":
        raise StorageFault("storage.url: name a file, such as sqlite:///reisleider.db; memory forgets everything.")
    return Path(parsed.database).expanduser()
