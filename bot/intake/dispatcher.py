"""One update, one transaction, exactly once: what arrives is taken in, answered and committed together.

Law: the receipt is returned after the commit; a failing update is parked and the next one goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.intake.route import Take, talk_only
from reisleider.flows.messages import Update
from reisleider.storage import queues
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()


class Dispatcher:
    """Takes updates of every platform through the same transaction. ``clock`` returns aware UTC times; ``take`` says
    whom an update is for; ``then`` is called after each commit (to wake delivery and timers)."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        take: Take = talk_only,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.take = take
        self.then = then

    async def receive(self, update: Update) -> Receipt:
        """Take one update; a repeated key changes nothing. Never raises for what the update holds."""
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
        log.error("update parked", key=update.key, error=kind)
        payload = {
            "platform": update.address.platform,
            "tenant": update.address.tenant,
            "account": update.author,
            "update": dump(replace(update, picture=None)),
        }
        await self.store.run(lambda c: queues.park(c, update.key, payload, kind, now))


def retry_parked(c: Connection, parked: queues.Parked, take: Take, now: datetime) -> Receipt:
    """Take an update that failed before, now that what was wrong is mended. Its fault is raised if it fails again."""
    receipt = take(c, load(Update, parked.payload.get("update"), f"update {parked.key}"), now)
    queues.unpark(c, parked.key)
    return receipt
