"""The loop that rings what was to be remembered: short work on the writer, slow work beside it.

Law: a timer is a row and rings at most once; one that failed rings again later, is laid aside when it fails again and
again, and holds up no other; a database that says no is waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from reisleider.bot.ending import end_all
from reisleider.bot.jobs.duties import duties
from reisleider.bot.jobs.publication import Draw
from reisleider.bot.jobs.retention import retain, retention_due
from reisleider.bot.laid_aside import Tell, tell_nobody
from reisleider.bot.maps.post import draw_map
from reisleider.bot.work import Work
from reisleider.flows.faults import StoragePause
from reisleider.storage import parking, timers
from reisleider.storage.store import Store
from reisleider.storage.timers import Job, Timer, job_of
from reisleider.storage.traces import purge

if TYPE_CHECKING:
    from reisleider.bot.models.adviser import Adviser  # its HTTP takes a third of a second to import

log = structlog.get_logger()
RETENTION = 0  # the place of retention beside timers, whose numbers begin at 1
IDLE = 5.0
BATCH = 50
RETAINED = timedelta(hours=1)  # after which it is looked whether a study's words must go
WRITABLE = timedelta(minutes=1)  # after which that is looked at again where the database said no
AGAIN = timedelta(minutes=5)  # after which a timer that failed rings again
HELD = timedelta(minutes=3)  # after which slow work is anybody's again, where whoever had it was ended
FAILURES = 3  # after which a timer is laid aside
PAUSE = 0.5  # seconds until a database that says no is asked again
UNKNOWN = timedelta(days=1)  # after which it is looked whether this program knows a job that it did not know


class Timers:
    """Rings timers. ``clock`` returns aware UTC times; ``then`` is called after each commit, to wake delivery;
    ``draw`` words and draws a map that is to be posted, ``adviser`` asks a model where one reads along; ``aside`` is
    told of timers that were laid aside."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        then: Callable[[], None] = lambda: None,
        *,
        draw: Draw = draw_map,
        adviser: Adviser | None = None,
        aside: Tell = tell_nobody,
    ) -> None:
        self.store = store
        self.clock = clock
        self.then = then
        self.aside = aside
        self.wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._retained: datetime | None = None
        self._next: datetime | None = None  # when the first that was not due yet rings
        self._aside: dict[int, asyncio.Task[None]] = {}
        self._duties = {one.job.kind: one for one in duties(draw, adviser)}

    async def run(self) -> None:
        """Ring whatever is due until ``stop``."""
        try:
            while not self._stopping.is_set():
                self.wake.clear()
                try:
                    if not await self.ring_due():
                        await self._wait()
                except StoragePause:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._stopping.wait(), PAUSE)
            if self._aside:
                await asyncio.wait(self._aside.values())
        except asyncio.CancelledError:
            await end_all(*self._aside.values())
            raise

    def stop(self) -> None:
        """Finish what is in hand and return."""
        self._stopping.set()
        self.wake.set()

    async def ring_due(self) -> int:
        """Ring everything that is due now; returns how many rang. Slow work is done beside it."""
        count = 0
        self._retain()
        most = BATCH + len(self._aside)  # what is done beside is due still, and takes no other's place
        coming = await self.store.read(lambda c: timers.coming_timers(c, most))
        now = self.clock()
        due = tuple(timer for timer in coming if timer.is_due(now))
        self._next = next((timer.due_at for timer in coming[len(due) :] if timer.due_at > now), None)
        for timer in due:
            found = await self._job_of(timer)
            if found is None:
                continue
            work, job = found
            if not work.aside:
                await self._do_safely(timer, work, job)
                count += 1
            elif timer.id not in self._aside:
                self._aside[timer.id] = asyncio.create_task(self._do_aside(timer, work, job))
        return count

    async def _job_of(self, timer: Timer) -> tuple[Work[Any], Job] | None:  # each row of work takes its own job
        """What is to be done, and what does it; a job that this program does not know is put off, one that it cannot
        read is laid aside."""
        work = self._duties.get(timer.kind)
        if work is None:
            log.error("timer not known", kind=timer.kind)
            await self.store.run(lambda c: timers.postpone(c, timer.id, self.clock() + UNKNOWN))
            return None
        try:
            return work, job_of(timer, work.job)
        except Exception as fault:
            await self._lay_aside(timer, type(fault).__name__)
            return None

    async def _lay_aside(self, timer: Timer, why: str) -> None:
        log.error("timer laid aside", kind=timer.kind, error=why)
        if await self.store.run(lambda c: parking.park_job(c, timer.id, why)):
            await self.aside("job", timer.subject, why)

    def _retain(self) -> None:
        """Now and then, remove the words whose time has come."""
        now = self.clock()
        if RETENTION in self._aside or (self._retained is not None and now - self._retained < RETAINED):
            return
        self._retained = now
        self._aside[RETENTION] = asyncio.create_task(self._retain_safely(now))

    async def _retain_safely(self, now: datetime) -> None:
        try:
            for study in await self.store.read(lambda c: retention_due(c, now)):
                await self._retain_one(study, now)
            while await self.store.run(lambda c: purge(c, now)):
                pass  # whoever waits for the writer has a turn between two steps
        except Exception as fault:
            log.error("words not removed, it is tried again", error=type(fault).__name__)
            if isinstance(fault, StoragePause):
                self._retained = now - RETAINED + WRITABLE
        finally:
            self._aside.pop(RETENTION, None)
            self.then()

    async def _retain_one(self, study: str, now: datetime) -> None:
        """Remove one study's words; what goes wrong there keeps no other study's."""
        try:
            if await asyncio.to_thread(retain, self.store, study, now):
                log.info("words removed", study=study)
        except StoragePause:
            raise
        except Exception as fault:
            log.error("words not removed, it is tried again", study=study, error=type(fault).__name__)
            await self.aside("words", study, type(fault).__name__)

    async def settle_all(self) -> None:
        """Wait until whatever is done beside the loop is done: every map that is being drawn is in the outbox."""
        while self._aside:
            await asyncio.wait(self._aside.values())

    async def _wait(self) -> None:
        due = self._next
        seconds = IDLE if due is None else min(IDLE, max(0.02, (due - self.clock()).total_seconds()))
        if self._aside:
            seconds = max(seconds, 0.2)
        try:
            await asyncio.wait_for(self.wake.wait(), seconds)
        except TimeoutError:
            return

    async def _do_safely(self, timer: Timer, work: Work[Any], job: Job) -> None:  # each row takes its own job
        try:
            await work.do(self.store, timer, job, self.clock())
        except StoragePause:
            raise
        except Exception as fault:
            kind = type(fault).__name__
            if timer.failed + 1 >= FAILURES:
                await self._lay_aside(timer, kind)
            else:
                log.error("timer failed", kind=timer.kind, error=kind)
                await self.store.run(lambda c: timers.note_failure(c, timer.id, self.clock() + AGAIN))
        self.then()

    async def _ours(self, timer: Timer) -> Timer | None:
        """A timer of slow work, where that is for us: of several programs over one server, one does it."""
        if self.store.file is not None:
            return timer
        return await self.store.run(lambda c: timers.hold_timer(c, timer, self.clock() + HELD))

    async def _do_aside(self, timer: Timer, work: Work[Any], job: Job) -> None:  # each row takes its own job
        try:
            ours = await self._ours(timer)
            if ours is not None:
                await self._do_safely(ours, work, job)
        except StoragePause:
            log.warning("timer waits for the database", kind=timer.kind)
        finally:
            self._aside.pop(timer.id, None)
            self.then()
