"""Watches what the program stands on: the database that may say no, the platforms that may be away, and the clock.

Law: a database that says no is asked until it does; only after minutes the program ends, with its sentence. What is
wrong with a platform is told once, and that it is over too. A clock that is put back holds up nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.link import Link
from reisleider.bot.clock import now
from reisleider.bot.serving.alarm import Alarm
from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.storage.knock import knock
from reisleider.storage.setback import STEP, catch_up, set_back
from reisleider.storage.store import Store

log = structlog.get_logger()
LOOK = 1.0  # seconds between two looks
PATIENCE = 600.0  # seconds that a database may say no before the program ends
AWAY = 60.0  # seconds that a platform may be away before the operator is told


class Watch:
    """Looks now and then. ``patience``: seconds that the database may say no; ``look``: seconds between two looks;
    ``clock`` returns aware UTC times."""

    def __init__(
        self,
        store: Store,
        links: Mapping[str, Link],
        alarm: Alarm,
        patience: float = PATIENCE,
        look: float = LOOK,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._store = store
        self._links = links
        self._alarm = alarm
        self._patience = patience
        self._look = look
        self._clock = clock
        self._seen = clock(), time.monotonic()
        self._stopping = asyncio.Event()
        self._told: set[str] = set()
        self._said: str | None = None

    async def run(self) -> None:
        """Look until ``stop``. Raises StorageFault where the database said no for too long."""
        await self._catch_up()
        while not self._stopping.is_set():
            await self._ask_storage()
            await self._look_at_clock()
            await self._look_at_platforms()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._look)

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    async def _ask_storage(self) -> None:
        refusal = self._store.refusal
        metrics.STORAGE.set(refusal is None)
        if refusal is None:
            if self._said is not None:
                log.info("the database can be written again")
                self._said = None
            return
        if refusal.sentence != self._said:
            log.error("the database says no", why=refusal.sentence)
            self._said = refusal.sentence
        if time.monotonic() - refusal.since > self._patience:
            raise StorageFault(refusal.sentence)
        try:
            await self._store.run(knock)
        except StoragePause:
            return
        except Exception as fault:
            log.error("the database cannot be tried", error=type(fault).__name__)

    async def _catch_up(self) -> None:
        """What a clock that was put back before this start would hold up."""
        now = self._clock()
        try:
            moved = await self._store.run(lambda c: catch_up(c, now))
        except Exception as fault:  # what waits, waits until the next start at most; the looks go on
            log.error("what waits could not be moved with the clock", error=type(fault).__name__)
            return
        if moved:
            log.warning("the clock was put back before this start", moved=moved)

    async def _look_at_clock(self) -> None:
        """What was to be done soon is not put off by as much as the clock was put back."""
        seen, seconds = self._seen
        now, since = self._clock(), time.monotonic()
        before = seen + timedelta(seconds=since - seconds)
        if before - now > STEP:
            log.warning("the clock was put back", seconds=round((before - now).total_seconds()))
            try:
                await self._store.run(lambda c: set_back(c, before, now))
            except StoragePause:
                return  # at the next look
            except Exception as fault:
                log.error("what waits could not be moved with the clock", error=type(fault).__name__)
        self._seen = now, since

    async def _look_at_platforms(self) -> None:
        for name, link in tuple(self._links.items()):  # workspaces come and go meanwhile
            away = link.why is not None and (link.refused or time.monotonic() - link.since > AWAY)
            if away and name not in self._told:
                self._told.add(name)
                await self._alarm.platform(name, link.why)
            elif link.why is None and name in self._told:
                self._told.discard(name)
                await self._alarm.platform(name, None)
