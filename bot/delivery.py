"""Takes rows out of the outbox and gives them to their platform's adapter, in order per address.

Law: a row is marked as sent only after the adapter took it; a crash repeats at most one call per address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.payloads import from_payload
from flows.messages import Address, Message
from storage import queues
from storage.store import Store

log = structlog.get_logger()
LEASE = 60.0  # seconds a claimed row is ours; longer than any single call to a platform takes
BATCH = 50
TRIES = 8  # with doubling pauses from one second: a little over four minutes


class Deliverable(Protocol):
    """What delivery needs of an adapter."""

    async def deliver(self, address: Address, message: Message) -> None:
        """Show one message. Raises OSError where the platform cannot be reached now."""


class Delivery:
    """Empties the outbox. ``clock`` returns aware UTC times."""

    def __init__(self, store: Store, adapters: Mapping[str, Deliverable], clock: Callable[[], datetime]) -> None:
        self.store = store
        self.adapters = adapters
        self.clock = clock

    async def deliver_due(self) -> int:
        """Send everything that is due now; returns how many rows went out."""
        count = 0
        platforms = tuple(self.adapters)
        while rows := await self.store.run(lambda c: queues.claim(c, self.clock(), LEASE, BATCH, platforms)):
            for row in rows:
                count += await self._deliver(row)
        return count

    async def _deliver(self, row: queues.OutboxRow) -> int:
        now = self.clock()
        try:
            message = await self.store.read(lambda c: from_payload(c, row.payload))
            await self.adapters[row.address.platform].deliver(row.address, message)
        except OSError as fault:
            error = type(fault).__name__
            log.warning("delivery failed", row=row.id, attempts=row.attempts, error=error)
            if row.attempts >= TRIES:
                await self.store.run(lambda c: queues.give_up(c, row.id, error))
            else:
                later = now + timedelta(seconds=2 ** (row.attempts - 1))
                await self.store.run(lambda c: queues.retry(c, row.id, later, error))
            return 0
        await self.store.run(lambda c: queues.sent(c, row.id, {}, now))
        return 1
