"""One update, one transaction, exactly once: what arrives is taken in, answered and committed together.

Law: the receipt is returned after the commit; a failing update is parked and the next one goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.intake.route import Take, is_expected, talk_only
from reisleider.flows.messages import Attachment, Update
from reisleider.storage import queues
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
Listen = Callable[[Attachment], Coroutine[None, None, str | None]]
"""Hears the words in a voice message; None: it could not."""


class Dispatcher:
    """Takes updates of every platform through the same transaction. ``clock`` returns aware UTC times; ``take`` says
    whom an update is for; ``then`` is called after each commit (to wake delivery and timers); ``listen`` hears the
    words in a voice message, beside all else, and the update is taken once it did."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        take: Take = talk_only,
        then: Callable[[], None] = lambda: None,
        listen: Listen | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.take = take
        self.then = then
        self._listen = listen
        self._listening: dict[str, asyncio.Task[Receipt]] = {}
        self._stopping = asyncio.Event()

    async def receive(self, update: Update) -> Receipt:
        """Take one update; a repeated key changes nothing. Never raises for what the update holds."""
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
        await asyncio.gather(*tasks)

    async def _hear(self, update: Update, listen: Listen) -> Receipt:
        came, words = self.clock(), None
        if update.recording is not None and await self.store.run(lambda c: is_expected(c, update)):
            words = await self._words_in(listen(update.recording))
        file = ("voice" if words else "unheard", "")
        said = replace(update.said, text=words or "", file=file, heard=words is not None)
        return await self._receive(replace(update, said=said, recording=None, sent_at=came))

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

        platform = update.address.platform
        try:
            with metrics.TURN.labels(platform).time():
                receipt = await self.store.run(take)
        except Exception as fault:
            await self._park(update, fault, now)
            receipt = Receipt("parked")
        metrics.TAKEN.labels(platform, receipt.how).inc()
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


def retry_parked(c: Connection, parked: queues.Parked, take: Take, now: datetime) -> Receipt:
    """Take an update that failed before, now that what was wrong is mended. Its fault is raised if it fails again."""
    receipt = take(c, load(Update, parked.payload.get("update"), f"update {parked.key}"), now)
    queues.unpark(c, parked.key)
    return receipt
