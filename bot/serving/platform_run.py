"""Keeps one platform going: lets it start, serves it, and starts it anew when it fails.

Law: whatever goes wrong with a platform is waited for here and stops no other; what it does not come back from by
itself is said by its link.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from reisleider.bot.adapters.adapter import NotLetIn, Receive
from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.link import Link
from reisleider.bot.ending import end_all

if TYPE_CHECKING:
    from reisleider.storage.server.seat import Seat  # only who has a server has its driver

FIRST, LONGEST = 1.0, 300.0  # seconds between two starts: they double
LOOK = 3.0  # seconds until it is looked again who asks for updates: who takes over does so well within fifteen


class PlatformRun:
    """One platform while the program runs. ``joined`` is called when it let us in, ``left`` when it is served no more;
    ``tried`` rings once its first start is over, well or not. ``pause``: seconds after a start that failed; ``seat``:
    of several programs, the one that has it asks for updates; ``look``: seconds between two looks at that."""

    def __init__(
        self,
        adapter: Connected,
        link: Link,
        joined: Callable[[], None],
        left: Callable[[], None],
        *,
        pause: float = FIRST,
        seat: Seat | None = None,
        look: float = LOOK,
    ) -> None:
        self.adapter = adapter
        self.link = link
        self.tried = asyncio.Event()
        self._joined = joined
        self._left = left
        self._pause = pause
        self._seat = seat
        self._look = look
        self._stopping = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Serve the platform until ``stop``."""
        pause = self._pause
        while not self._stopping.is_set():
            if await self._start():
                pause = self._pause
                self._joined()
                self.tried.set()
                await self._serve(receive)
                self._left()
            self.tried.set()
            await self._rest(pause)
            pause = min(pause * 2, LONGEST)
        if self._seat is not None:
            await asyncio.to_thread(self._seat.leave)

    def stop(self) -> None:
        """Bring nothing more in; what was taken is finished first."""
        self._stopping.set()
        self.adapter.stop()

    async def _start(self) -> bool:
        starting = asyncio.create_task(self.adapter.start())
        if not await self._first(starting):
            return False
        try:
            starting.result()
        except Exception as fault:
            self._note(fault)
            return False
        self.link.refused = False
        self.link.broken.clear()
        if not self.adapter.fetches:
            self.link.up()
        return True

    async def _serve(self, receive: Receive) -> None:
        """Until we stop, the platform lets us in no more, or what it brings ends."""
        if not self.adapter.fetches:
            await self._first(asyncio.create_task(self.link.broken.wait()))
            return
        if not await self._first(asyncio.create_task(self._keep_seat(wanted=True))):
            return
        broken = asyncio.create_task(self.link.broken.wait())
        intake = asyncio.create_task(self.adapter.run(receive))
        lost = asyncio.create_task(self._keep_seat(wanted=False))
        try:
            await asyncio.wait({intake, broken, lost}, return_when=asyncio.FIRST_COMPLETED)
            fault = intake.exception() if intake.done() and not intake.cancelled() else None
        finally:  # also where this is ended itself: what it began is not left behind
            await end_all(intake, broken, lost)
        if fault is not None:
            self._note(fault)

    async def _keep_seat(self, *, wanted: bool) -> None:
        """Until the seat is ours (``wanted``), or is not any more, or we stop; where there is none it always is."""
        if self._seat is None:
            if not wanted:
                await asyncio.Event().wait()
            return
        while not self._over() and await asyncio.to_thread(self._seat.held) is not wanted:
            if wanted:
                self.link.up()  # it let us in; another program brings its updates
            await self._rest(self._look)

    def _over(self) -> bool:
        return self._stopping.is_set() or self.link.broken.is_set()

    def _note(self, fault: BaseException) -> None:
        why = str(fault) if isinstance(fault, OSError) and fault.errno is None and str(fault) else type(fault).__name__
        self.link.down(why, refused=isinstance(fault, NotLetIn))

    async def _first(self, task: asyncio.Task[object]) -> bool:
        """Whether a task is over before we stop; it is ended where it is not."""
        stopping, over = asyncio.create_task(self._stopping.wait()), False
        try:
            await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
            over = task.done() and not self._stopping.is_set()
        finally:
            await end_all(stopping, *(() if over else (task,)))
        return over

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
