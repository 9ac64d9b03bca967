"""The one writer thread: takes the operations that wait, runs each in a savepoint, commits once for all.

Law: an operation that raises is undone alone; a commit that fails is told to every caller of its group.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from flows.faults import StorageFault
from storage.trouble import told

Operation = Callable[[Connection], Any]
GROUP = 128  # operations per commit: keeps the wait of the first under a few dozen milliseconds
_ERASED = "erased"


def note_erased(c: Connection) -> None:
    """Ask that, after the commit, the write-ahead log is emptied too: it holds the pages as they were."""
    c.info[_ERASED] = True


class Writer:
    """Owns the writing connection. Raises StorageFault where it cannot be opened."""

    def __init__(self, engine: Engine, file: str) -> None:
        self._file = file
        self._waiting: SimpleQueue[tuple[Operation, Future[Any]] | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._connection = engine.connect()
        self._thread = threading.Thread(target=self._work, name=f"writer of {file}", daemon=True)
        self._thread.start()

    def submit(self, operation: Operation) -> Future[Any]:
        """Hand over an operation; the future brings its result once it is safely on disk."""
        future: Future[Any] = Future()
        with self._closing:
            if self._closed:
                raise StorageFault(f"{self._file} is closed already; open it again first.")
            self._waiting.put((operation, future))
        return future

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
            group = [self._waiting.get()]
            try:
                while len(group) < GROUP:
                    group.append(self._waiting.get_nowait())
            except Empty:
                pass
            going_on = None not in group
            taken = [one for one in group if one is not None and one[1].set_running_or_notify_cancel()]
            if taken:
                self._commit_together(taken)
                self._empty_log()

    def _commit_together(self, group: list[tuple[Operation, Future[Any]]]) -> None:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._connection.begin():
                for operation, future in group:
                    outcomes.append((future, *self._attempt(operation)))
        except BaseException as fault:
            for _, future in group:
                future.set_exception(self._told(fault))
            return
        for future, result, failure in outcomes:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(self._told(failure))

    def _attempt(self, operation: Operation) -> tuple[Any, BaseException | None]:
        savepoint = self._connection.begin_nested()
        try:
            result = operation(self._connection)
            savepoint.commit()
        except BaseException as fault:
            if not self._in_transaction():
                raise  # SQLite gave up the whole transaction (a full disk), and the group with it
            savepoint.rollback()
            self._connection.info.pop(_ERASED, None)
            return None, fault
        return result, None

    def _in_transaction(self) -> bool:
        return bool(self._raw().in_transaction)

    def _raw(self) -> Any:
        return self._connection.connection.dbapi_connection

    def _told(self, fault: BaseException) -> BaseException:
        return told(fault, self._file) if isinstance(fault, Exception) else fault

    def _empty_log(self) -> None:
        """Truncate the log after an erasure; a reader in the way makes it wait for the next commit."""
        if self._connection.info.get(_ERASED):
            busy, _, _ = self._raw().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                del self._connection.info[_ERASED]
