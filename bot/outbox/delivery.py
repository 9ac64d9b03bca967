"""Takes rows out of the outbox and gives them to their platform's adapter, in order per address.

Law: a row is marked as sent only after the adapter took it; a crash repeats at most one call per address; one chat
that must wait holds up no other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Gone, Later, Moved, Undeliverable, Unreachable
from reisleider.bot.outbox.call import Caller, Deliverable, Own
from reisleider.bot.outbox.pace import Pacer
from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import chats, queues
from reisleider.storage.operations import Answer, Operation, Remove, Replacing
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
LEASE = 60.0  # seconds a claimed row is ours; longer than waiting for its turn and any single call together take
BATCH = 30
TRIES = 300  # with pauses that double from one second to five minutes: about a day
LONGEST = 300.0  # seconds between two tries
IDLE = 5.0  # seconds after which the outbox is looked at again though nobody said that there is something

Away = Callable[[Connection, Address, str, datetime], None]
"""Tells whom it concerns, in the outbox, that an address cannot be written to, and why."""
Lost = Callable[[Connection, Address, Replacing, bool, datetime], None]
"""Puts something in the place of a map that could not be replaced; the flag says whether it still stands there."""


class Delivery:
    """Empties the outbox. ``clock`` returns aware UTC times; ``own`` draws participants' own pictures; ``away`` is told
    of addresses nobody reads, ``lost`` of posted maps that could not be replaced."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, Deliverable],
        clock: Callable[[], datetime],
        *,
        own: Own,
        pacer: Pacer | None = None,
        away: Away | None = None,
        lost: Lost | None = None,
    ) -> None:
        self.store = store
        self.adapters = adapters
        self.clock = clock
        self.own = own
        self.pacer = pacer or Pacer({})
        self.away = away
        self.lost = lost
        self.wake = asyncio.Event()
        self._stopping = False

    async def deliver_due(self) -> int:
        """Send everything that is due now; returns how many rows went out."""
        count = 0
        while rows := await self._claim():
            for row in rows:
                count += await self._deliver(row)
        return count

    async def run(self) -> None:
        """Send whatever comes until ``stop``; each address in order, all of them beside each other."""
        open_calls: set[asyncio.Task[int]] = set()
        while not self._stopping:
            self.wake.clear()
            rows = await self._claim(BATCH - len(open_calls)) if len(open_calls) < BATCH else ()
            open_calls |= {asyncio.create_task(self._deliver(row)) for row in rows}
            if not rows:
                open_calls = await self._wait(open_calls)
        if open_calls:
            await asyncio.wait(open_calls)
            _raise_fault(open_calls)

    def stop(self) -> None:
        """Finish the calls in hand and return; what waits stays in the outbox."""
        self._stopping = True
        self.wake.set()

    async def _wait(self, open_calls: set[asyncio.Task[int]]) -> set[asyncio.Task[int]]:
        due = await self.store.read(lambda c: queues.next_due(c, tuple(self.adapters)))
        seconds = IDLE if due is None else min(IDLE, max(0.01, (due - self.clock()).total_seconds()))
        waking = asyncio.create_task(self.wake.wait())
        done, waiting = await asyncio.wait({waking, *open_calls}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()
        _raise_fault({one for one in done if one is not waking})
        return {one for one in open_calls if one in waiting}

    async def _claim(self, most: int = BATCH) -> tuple[queues.OutboxRow, ...]:
        platforms = tuple(self.adapters)
        return await self.store.run(lambda c: queues.claim(c, self.clock(), LEASE, most, platforms))

    async def _deliver(self, row: queues.OutboxRow) -> int:
        pause = self.pacer.reserve(row.address, time.monotonic())
        if pause > LEASE / 3:
            await self._put_off(row, pause, "Pace")
            return 0
        if pause > 0:
            await asyncio.sleep(pause)
        operation = await self._operation_of(row)
        return 0 if operation is None else await self._do(row, operation)

    async def _do(self, row: queues.OutboxRow, operation: Operation) -> int:
        platform = row.address.platform
        try:
            answer = await Caller(self.store, self.adapters[platform], self.own).call(row.address, operation)
        except Later as later:
            await self._put_off(row, later.seconds, "Later")
        except Moved as moved:
            new = replace(row.address, chat=moved.chat)
            await self.store.run(lambda c: chats.move_chat(c, row.address, new))
            await self._put_off(row, 0, "Moved")
        except Unreachable as away:
            await self._give_up_address(row, away.reason)
        except Undeliverable as refused:
            reason = refused.reason
            log.error("message refused", row=row.id, platform=platform, reason=reason)
            await self.store.run(lambda c: queues.give_up(c, row.id, reason))
        except Gone as gone:
            await self._give_up_place(row, operation, there=gone.there)
        except OSError as fault:
            await self._try_again(row, str(fault) if fault.errno is None else type(fault).__name__)
        else:
            await self.store.run(lambda c: queues.sent(c, row.id, answer, self.clock()))
            metrics.SENT.labels(platform).inc()
            return 1
        return 0

    async def _operation_of(self, row: queues.OutboxRow) -> Operation | None:
        """What a row asks; None where it was erased since it was claimed, or this program does not know it."""
        try:
            return await self.store.read(lambda c: queues.operation_of(c, row.id))
        except StorageFault as fault:
            log.error("operation not known", row=row.id, platform=row.address.platform, error=type(fault).__name__)
            await self.store.run(lambda c: queues.give_up(c, row.id, "not known"))
            return None

    async def _give_up_place(self, row: queues.OutboxRow, operation: Operation, *, there: bool) -> None:
        """What stood there cannot be replaced or taken away; for a question that is no matter."""
        now = self.clock()
        if not isinstance(operation, Replacing):
            if isinstance(operation, Remove) and there:
                log.warning("cannot be taken away", row=operation.parent, platform=row.address.platform)
            await self.store.run(lambda c: queues.sent(c, row.id, Answer(), now))
            return
        place = operation.parent
        log.info("cannot be replaced", row=place, platform=row.address.platform, there=there)

        def give_up(c: Connection) -> None:
            if there:
                queues.enqueue(c, row.address, Remove(place), now)
            if self.lost is not None:
                self.lost(c, row.address, operation, there, now)
            queues.give_up(c, row.id, "gone")

        await self.store.run(give_up)

    async def _put_off(self, row: queues.OutboxRow, seconds: float, why: str) -> None:
        metrics.RETRIED.labels(row.address.platform, why).inc()
        until = self.clock() + timedelta(seconds=seconds)
        await self.store.run(lambda c: queues.retry(c, row.id, until, why))

    async def _try_again(self, row: queues.OutboxRow, error: str) -> None:
        log.warning("delivery failed", row=row.id, platform=row.address.platform, attempts=row.attempts, error=error)
        if row.attempts >= TRIES:
            await self.store.run(lambda c: queues.give_up(c, row.id, error))
            return
        await self._put_off(row, min(2.0 ** min(row.attempts - 1, 10), LONGEST), error)

    async def _give_up_address(self, row: queues.OutboxRow, reason: str) -> None:
        now = self.clock()
        log.warning("address unreachable", row=row.id, platform=row.address.platform, reason=reason)

        def give_up(c: Connection) -> None:
            queues.give_up_address(c, row.address, reason)
            if chats.set_away(c, row.address, reason, now) and self.away is not None:
                self.away(c, row.address, reason, now)

        await self.store.run(give_up)


def _raise_fault(done: set[asyncio.Task[int]]) -> None:
    for one in done:
        one.result()
