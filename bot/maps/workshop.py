"""A process of its own in which long maps are compiled, so that nobody's turn waits for Python's one lock.

Law: it is asked one map at a time, by the thread that wants it, and answers with data; it can change nothing. When it
dies that is told, and the map is compiled where it was asked for. It ends after a while without work, with whatever it
remembered, and with the program, however that ends.
"""

from __future__ import annotations

import contextlib
import pickle
import struct
import subprocess
import sys
from collections.abc import Sequence
from threading import Lock, Timer
from typing import IO
from weakref import WeakKeyDictionary

import structlog

from reisleider.flows.faults import StorageFault
from reisleider.storage.second_reader import Place
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
MANY = 300
"""Interviews from which a map is compiled in a process of its own. Under it a map takes less CPU than such a process
needs to begin, and not the room that one takes for as long as it lives."""
IDLE = 600.0  # seconds without work after which it ends: what it remembers makes the next map quicker, and takes room
LENGTH = struct.Struct(">Q")
_LENT: WeakKeyDictionary[object, Workshop] = WeakKeyDictionary()  # by the engine of who reads


class Workshop:
    """Where the maps of one database are compiled. ``many``: as ``MANY``; ``idle``: as ``IDLE``."""

    def __init__(self, place: Place, many: int = MANY, idle: float = IDLE) -> None:
        self.many = many
        self._place, self._idle = place, idle
        self._running: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None
        self._busy = Lock()
        self._closed = False
        self._forgetting = False

    @property
    def pid(self) -> int | None:
        """The process that there is now."""
        running = self._running
        return None if running is None else running.pid

    def ask(self, *wanted: object) -> list[object]:
        """What ``workbench.make`` answers, once it is there; nothing where the process died or could not. Raises
        StorageFault where the program ends meanwhile."""
        with self._busy:
            if self._closed:
                raise StorageFault("The program is ending; the map is made when it runs again.")
            if self._leaving is not None:
                self._leaving.cancel()
            try:
                running = self._running or self._begin()
                tell(_of(running.stdin), wanted)
                return hear(_of(running.stdout))
            except (OSError, EOFError, pickle.UnpicklingError) as fault:
                self._end()
                if self._closed:
                    raise StorageFault("The program is ending; the map is made when it runs again.") from fault
                log.warning("the process that compiles maps died; compiled here", error=type(fault).__name__)
                return []
            finally:
                if self._forgetting:
                    self._end()
                self._leaving = Timer(self._idle, self._leave)
                self._leaving.daemon = True
                self._leaving.start()

    def _begin(self) -> subprocess.Popen[bytes]:
        running = subprocess.Popen(
            [sys.executable, "-m", "reisleider.bot.maps.workbench"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._running = running
        tell(_of(running.stdin), [self._place])
        return running

    def _leave(self) -> None:
        """End it where nothing is asked of it."""
        with self._busy:
            self._end()

    def let_go(self) -> None:
        """End it, for it remembers what people said, and some of that is gone for good: now, or after the map that it
        makes. Waits for no map."""
        self._forgetting = True
        if self._busy.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._busy.release()

    def close(self) -> None:
        """End it, in the middle of a map too."""
        self._closed = True
        running = self._running
        if running is not None:
            running.kill()
        with self._busy:
            if self._leaving is not None:
                self._leaving.cancel()
            self._end()

    def _end(self) -> None:
        running, self._running, self._forgetting = self._running, None, False
        if running is None:
            return
        running.kill()
        for pipe in (running.stdin, running.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        running.wait()


def lend(store: Store, workshop: Workshop) -> None:
    """Let whoever reads this database have long maps compiled there; it remembers nothing that was forgotten."""
    _LENT[store.look(lambda c: c.engine)] = workshop
    store.when_forgotten(workshop.let_go)


def workshop_of(c: Connection) -> Workshop | None:
    """The workshop that there is for who reads here; None where maps are compiled where they are asked for."""
    return _LENT.get(c.engine)


def _of(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # both were asked for
    return pipe


def tell(pipe: IO[bytes], pieces: Sequence[object]) -> None:
    """Send something in pieces: the lock is free between two of them."""
    pipe.write(LENGTH.pack(len(pieces)))
    for piece in pieces:
        data = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        pipe.write(LENGTH.pack(len(data)))
        pipe.write(data)
    pipe.flush()


def hear(pipe: IO[bytes]) -> list[object]:
    """What was sent, piece by piece. Raises EOFError where nobody sends any more."""
    (count,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    return [pickle.loads(_read(pipe, *LENGTH.unpack(_read(pipe, LENGTH.size)))) for _ in range(count)]  # noqa: S301 - ours


def _read(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
