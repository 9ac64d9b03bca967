"""The one writer thread: takes the operations that wait, runs each in a savepoint, commits once for all.

Law: an operation that raises is undone alone (one that is alone needs no savepoint: its transaction is undone); a
commit that fails is told to every caller of its group; no more is accepted than can be written soon, and whatever goes
wrong the thread goes on. Nothing is written while the file is not where it was opened: nobody would find it there.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.storage.at_hand import give_hands
from reisleider.storage.engines import BY_HAND
from reisleider.storage.landing import Awaited, Landing, Outcome, bring
from reisleider.storage.lanes import go_alone
from reisleider.storage.trouble import told

T = TypeVar("T")
Operation = Callable[[Connection], object]
Waiting = tuple[Operation, Landing]
GROUP = 128  # operations per commit: keeps the wait of the first under a few dozen milliseconds
MOST = 2000  # operations that may wait; whoever comes then is asked to come again
RETRY_SECONDS = 0.25  # how soon the log is tried again where a reader was in the way of emptying it
_ERASED = "erased"
_FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Refusal:
    """What the database says no with, as a sentence, and since when (a monotonic clock's seconds)."""

    sentence: str
    since: float


def note_erased(c: Connection) -> None:
    """Ask that, after the commit, the write-ahead log is emptied too: it holds the pages as they were."""
    go_alone(c)
    c.info[_ERASED] = True


def note_forgotten(c: Connection) -> None:
    """Ask for more than ``note_erased``: what somebody told is gone for good, so it goes from kept copies too."""
    note_erased(c)
    c.info[_FORGOTTEN] = True


def was_erased(c: Connection) -> bool:
    """Whether one of these was asked since this was asked last."""
    c.info.pop(_FORGOTTEN, None)
    return bool(c.info.pop(_ERASED, False))


class Writer:
    """Owns the writing connection. ``refusal`` is what it last said no with, None once something was written since.
    ``forgotten`` takes what was forgotten out of copies that are kept; it may raise OSError, and is tried again.

    Raises StorageFault where it cannot be opened.
    """

    def __init__(
        self, engine: Engine, file: str, most: int = MOST, forgotten: Callable[[], None] = lambda: None
    ) -> None:
        self._forgotten = forgotten
        self._file = file
        self._most = most
        self.refusal: Refusal | None = None
        self._waiting: SimpleQueue[Waiting | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._connection = engine.connect().execution_options(**{BY_HAND: True})
        self._connection.begin()  # and never ends, for SQLAlchemy: what begins and ends is told to the driver
        self._raw: Any = self._connection.connection.dbapi_connection  # an sqlite3.Connection; SQLAlchemy does not say
        self._at_hand = give_hands(self._connection)
        self._place = _place_of(file)
        self._thread = threading.Thread(target=self._work, name=f"writer of {file}", daemon=True)
        self._thread.start()

    def submit(self, operation: Callable[[Connection], T], of: str = "") -> Future[T]:
        """Hand over an operation; the future brings its result once it is safely on disk. ``of``: the conversation it
        belongs to; here all are done in the order they came. Raises StoragePause where too many wait already."""
        future: Future[T] = Future()
        self._put(operation, future)
        return future

    def awaited(self, operation: Callable[[Connection], T], of: str = "") -> asyncio.Future[T]:
        """``submit`` for a coroutine, in whose event loop the outcome lands."""
        landing = Awaited()
        self._put(operation, landing)
        return landing.future

    def _put(self, operation: Operation, landing: Landing) -> None:
        with self._closing:
            if self._closed:
                raise StorageFault(f"{self._file} is closed already; open it again first.")
            if self._waiting.qsize() >= self._most:
                raise StoragePause(f"{self._file} is asked more than it can write now; it goes on by itself.")
            self._waiting.put((operation, landing))

    def close(self) -> None:
        """Finish what was handed over, then let go of the file."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._waiting.put(None)
        self._thread.join()
        self._connection.close()

    def _work(self) -> None:
        going_on = True
        while going_on:
            group = self._next_group()
            going_on = None not in group
            taken = [one for one in group if one is not None and one[1].set_running_or_notify_cancel()]
            if taken:
                self._commit_together(taken)

    def _next_group(self) -> list[Waiting | None]:
        """Waits for somebody, then takes whoever waits with them."""
        group: list[Waiting | None] = []
        while not group:
            try:
                group.append(self._waiting.get(timeout=RETRY_SECONDS if self._erased() else None))
            except Empty:
                self._empty_log()
        try:
            while len(group) < GROUP:
                group.append(self._waiting.get_nowait())
        except Empty:
            pass
        return group

    def _commit_together(self, group: list[Waiting]) -> None:
        outcomes: list[Outcome] = []  # as they wait
        written = self._written()
        try:
            self._see_file()
            self._raw.execute("BEGIN IMMEDIATE")
            self._at_hand.see(self._raw.execute("PRAGMA data_version").fetchone()[0])
            for operation, landing in group:
                outcomes.append((landing, *self._attempt(operation, alone=len(group) == 1)))
            self._raw.commit()
        except BaseException as fault:
            told_fault = self._told(fault)
            self._note(told_fault)
            self._at_hand.clear()
            self._undo()
            bring((landing, None, told_fault) for _, landing in group)
            return
        outcomes = [(landing, result, self._told_of(failure)) for landing, result, failure in outcomes]
        refused = next((one for *_, one in outcomes if isinstance(one, StoragePause)), None)
        if refused is not None:
            self._note(refused)
        elif self._written() != written:
            self.refusal = None
        self._empty_log()  # before anyone hears of it: what is reported erased is gone from the log as well
        bring(outcomes)

    def _see_file(self) -> None:
        if _place_of(self._file) != self._place:
            raise StoragePause(
                f"{self._file} is not where it was; put it back, or stop this program and start it again."
            )

    def _attempt(self, operation: Operation, *, alone: bool) -> tuple[object, BaseException | None]:
        raw = self._raw
        if not alone:
            raw.execute("SAVEPOINT operation")
        try:
            result = operation(self._connection)
            if not alone:
                raw.execute("RELEASE operation")
        except BaseException as fault:
            self._at_hand.clear()
            if not raw.in_transaction:
                raise  # SQLite gave up the whole transaction (a full disk), and the group with it
            if alone:
                raw.rollback()
            else:
                raw.execute("ROLLBACK TO operation")
                raw.execute("RELEASE operation")
            return None, fault
        if self._erased():
            self._at_hand.clear()
        return result, None

    def _undo(self) -> None:
        """A commit that failed leaves SQLite inside its transaction."""
        try:
            if self._raw.in_transaction:
                self._raw.rollback()
        except sqlite3.Error as fault:  # the next group finds out whether the connection is of use
            self._note(self._told(fault))

    def _note(self, fault: BaseException) -> None:
        """Remember since when the database says no; the first of its refusals counts."""
        if isinstance(fault, StoragePause):
            since = time.monotonic() if self.refusal is None else self.refusal.since
            self.refusal = Refusal(str(fault), since)

    def _written(self) -> int:
        """How many rows this connection has changed so far."""
        return int(self._raw.total_changes)

    def _told_of(self, failure: BaseException | None) -> BaseException | None:
        return None if failure is None else self._told(failure)

    def _told(self, fault: BaseException) -> BaseException:
        return told(fault, self._file) if isinstance(fault, Exception) else fault

    def _erased(self) -> bool:
        return bool(self._connection.info.get(_ERASED))

    def _empty_log(self) -> None:
        """Truncate the log after an erasure. A reader in the way is not waited for: the next chance comes soon."""
        if not self._erased():
            return
        self._clear_copies()
        raw = self._raw
        patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            raw.execute("PRAGMA busy_timeout=0")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            busy = True  # the erasure itself is safe on disk, so nobody is told of a failure
        finally:
            raw.execute(f"PRAGMA busy_timeout={patience}")
        if not busy and _FORGOTTEN not in self._connection.info:
            del self._connection.info[_ERASED]

    def _clear_copies(self) -> None:
        """Take what was forgotten out of copies; one that cannot be deleted now is tried again with the log."""
        if _FORGOTTEN not in self._connection.info:
            return
        with suppress(OSError):
            self._forgotten()
            del self._connection.info[_FORGOTTEN]


def _place_of(file: str) -> tuple[int, int] | None:
    """Which file stands under this name; None where none does."""
    try:
        found = os.stat(file)  # noqa: PTH116 - at every commit, and a Path takes thrice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
