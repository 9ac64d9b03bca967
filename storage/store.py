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
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import floor as floors
from reisleider.storage import reading_model
from reisleider.storage.checking import MIGRATIONS, revision_of, steps
from reisleider.storage.engines import reading_engine, writing_engine
from reisleider.storage.floor import METHOD, Floor
from reisleider.storage.kept_copies import drop_copies, keep_copy
from reisleider.storage.migrating import migrate
from reisleider.storage.people import place_key
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.second_reader import Place
from reisleider.storage.server.server_url import is_server, server_at, shown
from reisleider.storage.trouble import told
from reisleider.storage.writer import Refusal, Writer

if TYPE_CHECKING:
    from reisleider.storage.server.crew import Crew
    from reisleider.storage.server.seat import Seat

__all__ = ["Connection", "Store"]
T = TypeVar("T")
_OPENING = Lock()  # Alembic keeps what it works on in one place for the whole process
READERS = 2  # a map being compiled does not hold up another
READERS_THERE = 4  # of a server: it answers several at once


class Store:
    """One open database. Usable from several event loops, one after the other or at once, and without any."""

    def __init__(
        self,
        place: str,
        writer: Writer | Crew,
        reading: Engine,
        *,
        readers: int,
        file: Path | None = None,
        kept: Path | None = None,
        server: URL | None = None,
        letting_go: list[Callable[[], None]] | None = None,
    ) -> None:
        self.place = place  # where it is, as it may be told to anybody
        self.file = file  # None: it is on a server
        self.kept = kept  # the copy that was made of it as it was opened, before it was brought up to date
        self._writer = writer
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix=f"reader of {place}")
        self._reading = reading
        self._server = server
        self._letting_go = [] if letting_go is None else letting_go

    @classmethod
    def of_file(
        cls, file: Path, floor: Floor = METHOD, model: ReadingModel | None = None, kept: Path | None = None
    ) -> Store:
        """Open a file that is up to date."""
        letting_go: list[Callable[[], None]] = [lambda: drop_copies(file)]
        writer = Writer(writing_engine(file, floor, model), str(file), forgotten=lambda: _let_go(letting_go))
        reading = reading_engine(file, floor, model)
        return cls(str(file), writer, reading, readers=READERS, file=file, kept=kept, letting_go=letting_go)

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
        """Open ``sqlite:///file`` or ``postgresql://host/database``, made if need be, and bring it to this program's
        version; a copy of a file from before that is kept. ``floor``: the smallest groups that every study here is held
        to; ``model``: the model that reads along.

        Raises StorageFault, with nothing touched, where it is missing, broken, not ours, newer, or not writable.
        """
        if is_server(url):
            return cls._on_server(url, create, migrations, floor, model)
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
                return cls.of_file(file, floor, model, next(iter(kept), None))
        except OSError as fault:
            raise StorageFault(
                f"{file} cannot be made; check that its folder may be written by this account and has room."
            ) from fault
        except Exception as fault:
            raise told(fault, str(file)) from fault.__cause__

    @classmethod
    def _on_server(
        cls, url: str, create: bool, migrations: Sequence[Path], floor: Floor, model: ReadingModel | None
    ) -> Store:
        at = server_at(url)
        from reisleider.storage.server import crew, opening  # noqa: PLC0415 - only who has a server has its driver

        with _OPENING:
            opening.bring_up_to_date(at, steps(migrations), migrations, create=create)
        letting_go: list[Callable[[], None]] = []
        hands = opening.writing_engine(at, floor, model, most=crew.HANDS)
        writer = crew.Crew(hands, shown(at), forgotten=lambda: _let_go(letting_go))
        reading = opening.reading_engine(at, floor, model, most=READERS_THERE)
        return cls(shown(at), writer, reading, readers=READERS_THERE, server=at, letting_go=letting_go)

    @property
    def refusal(self) -> Refusal | None:
        """What the database says no with, and since when; None while it can be written."""
        return self._writer.refusal

    async def run(self, operation: Callable[[Connection], T], of: Address | None = None) -> T:
        """Run a writing operation; returns when it is on disk. Its exception is raised here, and it alone undone.
        ``of``: the conversation it belongs to, whose operations are done in the order in which they are asked. On a
        server an operation that got in another's way is undone whole and done again.

        Raises StoragePause where the database says no for now.
        """
        return await self._writer.awaited(operation, "" if of is None else place_key(of))

    async def read(self, operation: Callable[[Connection], T]) -> T:
        """Run a reading operation beside the writer, on one unchanging state of the database."""
        return await asyncio.wrap_future(self._submit_read(operation))

    def do(self, operation: Callable[[Connection], T]) -> T:
        """``run`` for code without an event loop: waits here."""
        return self._writer.submit(operation).result()

    def look(self, operation: Callable[[Connection], T]) -> T:
        """``read`` for code without an event loop: waits here, and holds up nobody who writes meanwhile."""
        return self._submit_read(operation).result()

    def seat(self, name: str) -> Seat | None:
        """A seat that one of the programs over this database has; None in a file, which one program serves."""
        if self._server is None:
            return None
        from reisleider.storage.server.seat import Seat  # noqa: PLC0415 - as above

        return Seat(self._server, name)

    def when_forgotten(self, let_go: Callable[[], None]) -> None:
        """Have whatever remembers words let go of them each time that some are gone for good. It is called by who
        writes, so it must be quick, and it must not raise."""
        self._letting_go.append(let_go)

    def second_place(self) -> Place:
        """Where another process of this program reads the same."""
        server = None if self._server is None else self._server.render_as_string(hide_password=False)
        given = self._reading.get_execution_options()
        return Place(self.file, server, given[floors.OPTION], given[reading_model.OPTION])

    def close(self) -> None:
        """Finish what was handed over and let go of the file; closing twice is harmless."""
        self._readers.shutdown(wait=True)
        self._reading.dispose()
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
            raise StorageFault(f"{self.place} is closed already; open it again first.") from fault

    def _read(self, operation: Callable[[Connection], T]) -> T:
        try:
            try:
                return self._read_once(operation)
            except Exception as fault:
                if not self._is_lost(fault):
                    raise
                self._reading.dispose()
                return self._read_once(operation)
        except Exception as fault:
            mended = self._told(fault)
            if mended is fault:
                raise
            raise mended from (fault.__cause__ if self._server is None else None)

    def _read_once(self, operation: Callable[[Connection], T]) -> T:
        with self._reading.connect() as connection, connection.begin():
            return operation(connection)

    def _is_lost(self, fault: Exception) -> bool:
        """Whether a connection to a server went that stood: whoever only reads tries another."""
        if self._server is None:
            return False
        from reisleider.storage.server import complaints  # noqa: PLC0415 - as above

        return complaints.lost(fault)

    def _told(self, fault: Exception) -> Exception:
        if self._server is None:
            return told(fault, self.place)
        from reisleider.storage.server import complaints  # noqa: PLC0415 - as above

        return complaints.told(fault, self.place)


def _let_go(those: Sequence[Callable[[], None]]) -> None:
    """The copies on disk last: they can fail, and are tried again."""
    for one in reversed(those):
        one()


def file_of(url: str) -> Path:
    """The file of ``sqlite:///file``, under ``~`` too. Raises StorageFault where the address is none of a file."""
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise StorageFault(
            f"storage.url: {url} is no database address; write it as sqlite:///reisleider.db."
        ) from fault
    if is_server(url):
        raise StorageFault(
            f"{shown(parsed)} is on a server, and this is for files; there the server's own tools do it (pg_dump)."
        )
    if parsed.get_backend_name() != "sqlite":
        raise StorageFault(
            f"storage.url: {parsed.get_backend_name()} is not supported; use sqlite:///reisleider.db, or postgresql://user@host/database."
        )
    if not parsed.database or parsed.database == ":memory:":
        raise StorageFault("storage.url: name a file, such as sqlite:///reisleider.db; memory forgets everything.")
    return Path(parsed.database).expanduser()
