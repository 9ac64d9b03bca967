"""One update, one transaction, exactly once: what arrives is taken in, answered and committed together.

Law: the receipt is returned after the commit; a failing update is parked and the next one goes on; where the database
says no, whoever brought the update is told so and brings it again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Unread
from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.intake.route import Take, is_expected, talk_only
from reisleider.bot.laid_aside import Tell, tell_nobody
from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.flows.messages import Address, Attachment, Update
from reisleider.storage import queues
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
PAUSE = 0.5  # seconds until a database that says no is asked again, for what no platform brings again
T = TypeVar("T")
Listen = Callable[[Attachment], Coroutine[None, None, str | None]]
"""Hears the words in a voice message; None: it could not."""


class Dispatcher:
    """Takes updates of every platform through the same transaction. ``clock`` returns aware UTC times; ``take`` says
    whom an update is for; ``then`` is called after each commit (to wake delivery and timers); ``listen`` hears the
    words in a voice message, beside all else, and the update is taken once it did; ``aside`` is told of updates that
    were parked; ``called`` tells by which name an address is counted."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        take: Take = talk_only,
        then: Callable[[], None] = lambda: None,
        listen: Listen | None = None,
        aside: Tell = tell_nobody,
        called: Callable[[Address], str] = lambda address: address.platform,
    ) -> None:
        self.store = store
        self.clock = clock
        self.take = take
        self.then = then
        self.aside = aside
        self.called = called
        self._listen = listen
        self._listening: dict[str, asyncio.Task[Receipt]] = {}
        self._stopping = asyncio.Event()

    async def receive(self, update: Update | Unread) -> Receipt:
        """Take one update; a repeated key changes nothing. Never raises for what the update holds.

        Raises StoragePause where it could not be stored now.
        """
        key = _storable(update.key)
        if key != update.key:
            update = replace(update, key=key)
        if isinstance(update, Unread):
            return await self._park_unread(update)
        if update.recording is None or self._listen is None:
            return await self._receive(update)
        if update.key in self._listening:
            return Receipt("repeated")
        task = asyncio.create_task(self._hear(update, self._listen))
        self._listening[update.key] = task
        task.add_done_callback(lambda _: self._listening.pop(update.key, None))
        return Receipt("accepted")

    async def finish(self) -> None:
        """Take every voice message that is being heard, without its words."""
        tasks = tuple(self._listening.values())
        self._stopping.set()
        for told in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(told, BaseException):
                log.error("voice message lost", error=type(told).__name__)

    async def _hear(self, update: Update, listen: Listen) -> Receipt:
        came, words = self.clock(), None
        try:
            expected = await self._insist(lambda: self.store.read(lambda c: is_expected(c, update)))
        except Exception as fault:  # what is wrong there is found again as it is taken, and parked
            log.error("voice message not heard", error=type(fault).__name__)
            expected = False
        if update.recording is not None and expected:
            words = await self._words_in(listen(update.recording))
        file = ("voice" if words else "unheard", "")
        said = replace(update.said, text=words or "", file=file, heard=words is not None)
        heard = replace(update, said=said, recording=None, sent_at=came)
        return await self._insist(lambda: self._receive(heard))

    async def _insist(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do what the platform believes to be done; a database that says no is asked until it does, or we stop."""
        while True:
            try:
                return await act()
            except StoragePause:
                if self._stopping.is_set():
                    raise
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _words_in(self, listening: Coroutine[None, None, str | None]) -> str | None:
        """What is heard, unless we stop before it is."""
        hearing, stopping = asyncio.create_task(listening), asyncio.create_task(self._stopping.wait())
        await asyncio.wait({hearing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        hearing.cancel()
        heard, _ = await asyncio.gather(hearing, stopping, return_exceptions=True)
        if isinstance(heard, Exception):
            log.error("voice message not heard", error=type(heard).__name__)
        return heard if isinstance(heard, str) else None

    async def _receive(self, update: Update) -> Receipt:
        now = self.clock()

        def take(c: Connection) -> Receipt:
            if not queues.take_in(c, update.key, now):
                return Receipt("repeated")
            return self.take(c, update, now)

        line = self.called(update.address)
        try:
            with metrics.TURN.labels(line).time():
                receipt = await self.store.run(take, update.address)
        except StoragePause:
            metrics.TAKEN.labels(line, "again").inc()
            raise
        except Exception as fault:
            await self._park(update, fault, now)
            receipt = Receipt("parked")
        metrics.TAKEN.labels(line, receipt.how).inc()
        self.then()
        return receipt

    async def _park(self, update: Update, fault: Exception, now: datetime) -> None:
        kind = type(fault).__name__
        log.error("update parked", key=queues.known_as(update.key), error=kind)
        payload = {
            "platform": update.address.platform,
            "tenant": update.address.tenant,
            "account": update.author,
            "update": dump(replace(update, picture=None, recording=None)),
        }
        await self.store.run(lambda c: queues.park(c, update.key, payload, kind, now))
        await self.aside("update", None, kind)

    async def _park_unread(self, unread: Unread) -> Receipt:
        """Keep what could not be read; what it holds only where it is known whose it is, to be forgotten with them."""
        now = self.clock()
        payload: dict[str, object] = {"platform": unread.platform, "tenant": unread.tenant, "account": unread.account}
        if unread.account:
            payload["body"] = unread.body

        def park(c: Connection) -> bool:
            if not queues.take_in(c, unread.key, now):
                return False
            queues.park(c, unread.key, payload, unread.why, now)
            return True

        new = await self.store.run(park)
        line = self.called(Address(unread.platform, unread.tenant, ""))
        metrics.TAKEN.labels(line, "parked" if new else "repeated").inc()
        if new:
            log.error("update parked", key=unread.key, error=unread.why)
            await self.aside("update", None, unread.why)
        return Receipt("parked" if new else "repeated")


def _storable(key: str) -> str:
    """A key as the database can hold it, whatever signs a platform put in it."""
    return key.encode(errors="backslashreplace").decode().replace("\x00", "\\x00")


def retry_parked(c: Connection, parked: queues.Parked, take: Take, now: datetime) -> Receipt:
    """Take an update that failed before, now that what was wrong is mended. Its fault is raised if it fails again."""
    update = _reread(parked) if "body" in parked.payload else None
    if update is None and "body" not in parked.payload:
        update = load(Update, parked.payload.get("update"), f"update {parked.key}")
    receipt = take(c, update, now) if update is not None else Receipt("ignored")
    queues.unpark(c, parked.key)
    return receipt


def _reread(parked: queues.Parked) -> Update | None:
    setup = platform_of(str(parked.payload.get("platform"))).setup
    if setup is None or setup.reread is None:
        raise StorageFault(f"update {parked.key}: its platform is not here; install what it came with.")
    return setup.reread(parked.payload["body"])
