"""One update, one transaction, exactly once: what arrives is taken in, answered and committed together.

Law: the receipt is returned after the commit; a failing update is parked and the next one goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.interviewer import hear
from bot.receipts import Receipt
from flows.messages import Update
from storage import queues
from storage.store import Connection, Store

log = structlog.get_logger()


class Dispatcher:
    """Takes updates of every platform through the same transaction. ``clock`` returns aware UTC times."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.clock = clock

    async def receive(self, update: Update) -> Receipt:
        """Take one update; a repeated key changes nothing. Never raises for what the update holds."""
        now = self.clock()

        def take(c: Connection) -> Receipt:
            if not queues.take_in(c, update.key, now):
                return Receipt("repeated")
            return hear(c, update.address, update.said, now)

        try:
            return await self.store.run(take)
        except Exception as fault:
            await self._park(update, fault, now)
            return Receipt("parked")

    async def _park(self, update: Update, fault: Exception, now: datetime) -> None:
        kind = type(fault).__name__
        log.error("update parked", key=update.key, error=kind)
        payload = {
            "platform": update.address.platform,
            "tenant": update.address.tenant,
            "account": update.author,
            "kind": update.said.kind,
            "text": update.said.text,
        }
        await self.store.run(lambda c: queues.park(c, update.key, payload, kind, now))
