"""Those who write to a server: several threads, each with a connection, one transaction per operation.

Law: an operation that raises is undone alone; those of one conversation are done in the order they were handed over;
what only stood in another's way, or lost its connection before it was committed, is done again.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.storage import lanes
from reisleider.storage.server import baton
from reisleider.storage.server.complaints import in_the_way, lost, told
from reisleider.storage.writer import MOST, Operation, Refusal, was_erased

T = TypeVar("T")
HANDS = 6  # operations at once: a server waits for its disk, and meanwhile others can go on
TRIES = 5  # of what stood in another's way
SWEPT = ("answers", "interviews", "outbox", "fragments", "participants", "accounts", "versions", "blobs", "inbox")
"""Tables that hold people's words, and are swept where some were erased."""


_Waiting = tuple[Operation, "Future[Any]"]  # of what its own operation returns


class Crew:
    """Writes. ``refusal`` is what the server last said no with, None once something was done since; ``most``:
    operations that may wait."""

    def __init__(
        self,
        engine: Engine,
        place: str,
        hands: int = HANDS,
        most: int = MOST,
        forgotten: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine = engine
        self._forgotten = forgotten
        self._place = place
        self._most = most
        self.refusal: Refusal | None = None
        self._hands = ThreadPoolExecutor(hands, thread_name_prefix=f"writer of {place}")
        self._lock = threading.Lock()
        self._closed = False
        self._count = 0
        self._unswept = False  # whether words were erased since the server swept its tables
        self._lines: dict[str, deque[_Waiting]] = {}

    def submit(self, operation: Callable[[Connection], T], of: str = "") -> Future[T]:
        """Hand over an operation; the future brings its result once it is safely on disk. ``of``: the conversation it
        belongs to. Raises StoragePause where too many wait already."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise StorageFault(f"{self._place} is closed already; open it again first.")
            if self._count >= self._most:
                raise StoragePause(f"{self._place} is asked more than it can write now; it goes on by itself.")
            self._count += 1
            if of in self._lines:
                self._lines[of].append((operation, future))
                return future
            if of:
                self._lines[of] = deque()
            self._hands.submit(self._work, operation, future, of)
        return future

    def awaited(self, operation: Callable[[Connection], T], of: str = "") -> asyncio.Future[T]:
        """``submit`` for a coroutine, in whose event loop the outcome lands."""
        return asyncio.wrap_future(self.submit(operation, of))

    def close(self) -> None:
        """Finish what was handed over, then let go of the server."""
        with self._lock:
            self._closed = True
        self._hands.shutdown(wait=True)
        self._engine.dispose()

    def _work(self, operation: Operation, future: Future[Any], of: str) -> None:  # of what its own operation returns
        """Do an operation, and those of its conversation that came meanwhile."""
        while True:
            self._do(operation, future, of)
            with self._lock:
                self._count -= 1
                line = self._lines.get(of)
                if not line:
                    self._lines.pop(of, None)
                    return
                operation, future = line.popleft()

    def _do(self, operation: Operation, future: Future[Any], of: str) -> None:  # the same
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = self._until_done(operation, of)
        except BaseException as fault:
            sentence = told(fault, self._place) if isinstance(fault, Exception) else fault
            if isinstance(sentence, StoragePause):
                since = time.monotonic() if self.refusal is None else self.refusal.since
                self.refusal = Refusal(str(sentence), since)
            if sentence is not fault:
                sentence.__suppress_context__ = True  # the server's own words hold people's
            future.set_exception(sentence)
        else:
            self.refusal = None
            future.set_result(result)
            if self._unswept:
                self._unswept = False
                self._sweep()

    def _until_done(self, operation: Operation, of: str) -> object:
        alone, anew, tries = False, False, 0
        while True:
            try:
                return self._once(operation, of, alone=alone)
            except lanes.AloneError:
                alone = True
            except Exception as fault:
                tries += 1
                if tries < TRIES and in_the_way(fault):
                    continue
                if anew or not lost(fault):  # the server is away, and not only our connections to it
                    raise
                anew = True
                self._engine.dispose()

    def _once(self, operation: Operation, of: str, *, alone: bool) -> object:
        with self._engine.connect() as c:
            transaction = c.begin()
            try:
                lanes.begin(c, of, alone=alone)
                with baton.held():
                    result = operation(c)
                erased = was_erased(c)
            except BaseException as fault:
                if lost(fault):
                    c.invalidate()
                else:
                    was_erased(c)
                    lanes.end(c)
                    transaction.rollback()
                raise
            lanes.end(c)
            try:
                transaction.commit()
            except DBAPIError as fault:
                raise told(fault, self._place) from None  # nobody knows whether it was saved: never again by itself
        self._unswept = self._unswept or erased
        if erased:
            self._forgotten()
        return result

    def _sweep(self) -> None:
        """Let the server take what was erased out of its tables now, and not when it finds time."""
        try:
            with self._engine.connect() as c:
                c.execution_options(isolation_level="AUTOCOMMIT")
                c.exec_driver_sql(f"VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON) {', '.join(SWEPT)}")
        except DBAPIError:
            return  # the erasure itself is safe on disk; the server sweeps by itself later
