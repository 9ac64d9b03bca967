"""The loop that rings what was to be remembered: short work on the writer, slow work beside it.

Law: a timer is a row and rings at most once; one that failed rings again later, and holds up no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from reisleider.bot.commands.compare import look_beside
from reisleider.bot.commands.give_file import give
from reisleider.bot.commands.merge import look
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.status import look_over
from reisleider.bot.commands.trace import look_behind
from reisleider.bot.jobs.publication import Draw, publish
from reisleider.bot.jobs.retention import retain_all
from reisleider.bot.jobs.silence import ring
from reisleider.bot.maps.living_post import refresh
from reisleider.bot.maps.post import draw_map
from reisleider.bot.maps.redraw import redraw
from reisleider.storage import queues
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
IDLE = 5.0
BATCH = 50
SLOW: Mapping[str, Callable[[Connection, Timer, datetime], Callable[[Connection], None]]] = {
    "compare": look_beside,
    "give": give,
    "living": refresh,
    "merge": look,
    "redraw": redraw,
    "status": look_over,
    "trace": look_behind,
}
"""What takes long to find out: by a timer's kind, what reads and returns what then writes."""
RETAINED = timedelta(hours=1)  # after which it is looked whether a study's words must go
AGAIN = timedelta(minutes=5)  # after which a timer that failed rings again


class Timers:
    """Rings timers. ``clock`` returns aware UTC times; ``then`` is called after each commit, to wake delivery;
    ``draw`` words and draws a map that is to be posted."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        host: Host,
        then: Callable[[], None] = lambda: None,
        *,
        draw: Draw = draw_map,
    ) -> None:
        self.store = store
        self.clock = clock
        self.host = host
        self.then = then
        self.draw = draw
        self.wake = asyncio.Event()
        self._stopping = False
        self._retained: datetime | None = None
        self._drawing: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Ring whatever is due until ``stop``."""
        while not self._stopping:
            self.wake.clear()
            await self.ring_due()
            await self._wait()
        if self._drawing:
            await asyncio.wait(self._drawing.values())

    def stop(self) -> None:
        """Finish what is in hand and return."""
        self._stopping = True
        self.wake.set()

    async def ring_due(self) -> int:
        """Ring everything that is due now; returns how many rang. Maps are drawn beside it."""
        count = 0
        await self._retain()
        for timer in await self.store.read(lambda c: queues.due_timers(c, self.clock(), BATCH)):
            if timer.kind == "publish" or timer.kind in SLOW:
                if timer.id not in self._drawing:
                    self._drawing[timer.id] = asyncio.create_task(self._work_safely(timer))
                continue
            await self._ring_safely(timer)
            count += 1
        return count

    async def _retain(self) -> None:
        """Now and then, remove the words whose time has come."""
        now = self.clock()
        if self._retained is not None and now - self._retained < RETAINED:
            return
        self._retained = now
        for study in await self.store.run(lambda c: retain_all(c, now)):
            log.info("words removed", study=study)

    async def settle_all(self) -> None:
        """Wait until every map that is being drawn is in the outbox."""
        while self._drawing:
            await asyncio.wait(self._drawing.values())

    async def _wait(self) -> None:
        due = await self.store.read(queues.next_timer)
        seconds = IDLE if due is None else min(IDLE, max(0.02, (due - self.clock()).total_seconds()))
        if self._drawing:
            seconds = max(seconds, 0.2)
        try:
            await asyncio.wait_for(self.wake.wait(), seconds)
        except TimeoutError:
            return

    async def _ring_safely(self, timer: Timer) -> None:
        now = self.clock()
        try:
            await self.store.run(lambda c: ring(c, timer, now))
        except Exception as fault:
            log.error("timer failed", kind=timer.kind, error=type(fault).__name__)
            await self.store.run(lambda c: queues.postpone(c, timer.id, now + AGAIN))
        self.then()

    async def _work_safely(self, timer: Timer) -> None:
        try:
            if timer.kind == "publish":
                await publish(self.store, timer, self.clock(), self.draw)
            else:
                await self._look_up(timer)
        except Exception as fault:
            log.error("slow work failed", kind=timer.kind, study=timer.subject, error=type(fault).__name__)
            await self.store.run(lambda c: queues.postpone(c, timer.id, self.clock() + AGAIN))
        finally:
            self._drawing.pop(timer.id, None)
            self.then()

    async def _look_up(self, timer: Timer) -> None:
        """Read what a command needs beside the writer; what it says is written in one short transaction."""
        now = self.clock()
        answer = await self.store.read(lambda c: SLOW[timer.kind](c, timer, now))

        def tell(c: Connection) -> None:
            if queues.still_set(c, timer.id):
                queues.drop_timer(c, timer.id)
                answer(c)

        await self.store.run(tell)
