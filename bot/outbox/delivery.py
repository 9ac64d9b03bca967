"""Takes rows out of the outbox and gives them to their platform's adapter, in order per address.

Law: a row is marked as sent only after the adapter took it; a crash repeats at most one call per address; one chat,
one platform or one row that goes wrong holds up no other, and a database that says no is waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Gone, Later, Moved, NotLetIn, Undeliverable, Unreachable
from reisleider.bot.laid_aside import Tell, tell_nobody
from reisleider.bot.outbox.call import Caller, Deliverable, Own
from reisleider.bot.outbox.pace import Pacer
from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.flows.messages import Address
from reisleider.storage import chats, parking, queues
from reisleider.storage.operations import Answer, Operation, OwnMap, Remove, Replacing
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
LEASE = 60.0  # seconds a claimed row is ours; longer than waiting for its turn and any single call together take
BATCH = 30  # calls in hand at once, of each platform
FAULTS = 3  # tries of a row that goes wrong in a way nobody knows
PAUSE = 0.5  # seconds until a database that says no is asked again
TRIES = 300  # with pauses that double from one second to five minutes: about a day
LONGEST = 300.0  # seconds between two tries
IDLE = 5.0  # seconds after which the outbox is looked at again though nobody said that there is something

T = TypeVar("T")
Away = Callable[[Connection, Address, str, datetime], None]
"""Tells whom it concerns, in the outbox, that an address cannot be written to, and why."""
Lost = Callable[[Connection, Address, Replacing, bool, datetime], None]
"""Puts something in the place of a map that could not be replaced; the flag says whether it still stands there."""


class Delivery:
    """Empties the outbox. ``adapters`` are the platforms that are connected now, by name, and may change meanwhile.
    ``clock`` returns aware UTC times; ``own`` draws participants' own pictures; ``away`` is told of addresses nobody
    reads, ``lost`` of posted maps that could not be replaced, ``aside`` of rows that were laid aside, and ``refused``
    of a platform that does not let us in any more, and why."""

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
        aside: Tell = tell_nobody,
        refused: Callable[[str, str], None] | None = None,
    ) -> None:
        self.store = store
        self.adapters = adapters
        self.clock = clock
        self.own = own
        self.pacer = pacer or Pacer({})
        self.away = away
        self.lost = lost
        self.aside = aside
        self.refused = refused
        self.wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._in_hand: Counter[str] = Counter()
        self._rows: set[int] = set()

    async def deliver_due(self) -> int:
        """Send everything that is due now; returns how many rows went out."""
        count = 0
        while rows := await self._claim(tuple(self.adapters), BATCH):
            for row in rows:
                count += await self._deliver(row)
        return count

    async def run(self) -> None:
        """Send whatever comes until ``stop``; each address in order, all of them beside each other."""
        open_calls: set[asyncio.Task[None]] = set()
        while not self._stopping.is_set():
            self.wake.clear()
            try:
                rows = await self._claim_fairly()
                open_calls |= {asyncio.create_task(self._deliver_safely(row)) for row in rows}
                if not rows:
                    open_calls = await self._wait(open_calls)
            except StoragePause:
                await self._pause()
        if open_calls:
            await asyncio.wait(open_calls)

    def stop(self) -> None:
        """Finish the calls in hand and return; what waits stays in the outbox."""
        self._stopping.set()
        self.wake.set()

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _wait(self, open_calls: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        due = await self.store.read(lambda c: queues.next_due(c, tuple(self.adapters)))
        seconds = IDLE if due is None else min(IDLE, max(0.01, (due - self.clock()).total_seconds()))
        waking = asyncio.create_task(self.wake.wait())
        await asyncio.wait({waking, *open_calls}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()
        return {one for one in open_calls if not one.done()}

    async def _claim_fairly(self) -> tuple[queues.OutboxRow, ...]:
        """What is due: of each platform so much that one that answers slowly takes no other's place."""
        rows: list[queues.OutboxRow] = []
        for platform in tuple(self.adapters):
            free = BATCH - self._in_hand[platform]
            try:
                claimed = await self._claim((platform,), free) if free > 0 else ()
            except StoragePause:
                if not rows:
                    raise
                break
            rows += [one for one in claimed if one.id not in self._rows]  # taken by the platform, not yet written down
        self._rows |= {one.id for one in rows}
        self._in_hand.update(one.address.platform for one in rows)
        return tuple(rows)

    async def _claim(self, platforms: tuple[str, ...], most: int) -> tuple[queues.OutboxRow, ...]:
        return await self.store.run(lambda c: queues.claim(c, self.clock(), LEASE, most, platforms))

    async def _deliver_safely(self, row: queues.OutboxRow) -> None:
        """Deliver a row; whatever goes wrong with it is its own."""
        try:
            await self._deliver_or_put_off(row)
        except StoragePause:
            log.warning("stopped before it was written down", row=row.id)  # its lease ends, and it comes again
        finally:
            self._rows.discard(row.id)
            self._in_hand[row.address.platform] -= 1

    async def _deliver_or_put_off(self, row: queues.OutboxRow) -> None:
        try:
            await self._deliver(row)
        except StoragePause:
            await self._put_off(row, 0, "storage")
        except Exception as fault:
            kind = type(fault).__name__
            if row.attempts < FAULTS:
                log.warning("delivery failed", row=row.id, platform=row.address.platform, error=kind)
                await self._put_off(row, 2.0**row.attempts, kind)
            else:
                await self._lay_aside(row, kind)

    async def _insist(self, operation: Callable[[Connection], T]) -> T:
        """Write something down that is so already; a database that says no is asked until it does."""
        while True:
            try:
                return await self.store.run(operation)
            except StoragePause:
                if self._stopping.is_set():
                    raise
                await self._pause()

    async def _lay_aside(self, row: queues.OutboxRow, why: str) -> None:
        """A row that cannot be done: kept to be tried again, in nobody's way."""
        log.error("call laid aside", row=row.id, platform=row.address.platform, why=why)
        if await self._insist(lambda c: parking.park_call(c, row.id, why)):
            await self.aside("call", await self.store.read(lambda c: queues.interview_of(c, row.id)), why)

    async def _deliver(self, row: queues.OutboxRow) -> int:
        pause = await self._reserve(row.address)
        if pause > LEASE / 3:
            await self._put_off(row, pause, "Pace")
            return 0
        if pause > 0:
            await asyncio.sleep(pause)
        operation = await self._operation_of(row)
        return 0 if operation is None else await self._do(row, operation)

    async def _reserve(self, address: Address) -> float:
        """The next free moment for a call there, in seconds from now; also of what other programs send."""
        if self.store.file is not None or address.platform not in self.pacer.limits:
            return self.pacer.reserve(address, time.monotonic())
        return await self.store.run(lambda c: self.pacer.reserve_shared(c, address))

    async def _do(self, row: queues.OutboxRow, operation: Operation) -> int:
        platform = row.address.platform
        adapter = self.adapters.get(platform)
        if adapter is None:  # let go of meanwhile
            await self._put_off(row, 0, "not connected")
            return 0
        try:
            answer = await Caller(self.store, adapter, self.own).call(row.address, operation)
        except Later as later:
            await self._put_off(row, later.seconds, "Later")
        except Moved as moved:
            new = replace(row.address, chat=moved.chat)
            await self.store.run(lambda c: chats.move_chat(c, row.address, new))
            await self._put_off(row, 0, "Moved")
        except Unreachable as away:
            await self._give_up_address(row, away.reason)
        except Undeliverable as refused:
            await self._lay_aside(row, refused.reason)
        except Gone as gone:
            await self._give_up_place(row, operation, there=gone.there)
        except OSError as fault:
            await self._try_again(row, fault)
        else:
            await self._insist(lambda c: queues.sent(c, row.id, answer, self.clock(), files=_has_files(operation)))
            metrics.SENT.labels(platform).inc()
            return 1
        return 0

    async def _operation_of(self, row: queues.OutboxRow) -> Operation | None:
        """What a row asks; None where it was erased since it was claimed, or this program does not know it."""
        try:
            return await self.store.read(lambda c: queues.operation_of(c, row.id))
        except StoragePause:
            raise
        except StorageFault:
            await self._lay_aside(row, "not known")
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
        await self._insist(lambda c: queues.retry(c, row.id, until, why))

    async def _try_again(self, row: queues.OutboxRow, fault: OSError) -> None:
        if isinstance(fault, NotLetIn) and self.refused is not None:
            self.refused(row.address.platform, fault.reason)
            await self._put_off(row, 1.0, fault.reason)  # nothing of the platform goes out before it lets us in
            return
        error = str(fault) if fault.errno is None else type(fault).__name__
        log.warning("delivery failed", row=row.id, platform=row.address.platform, attempts=row.attempts, error=error)
        if row.attempts >= TRIES:
            await self._lay_aside(row, error)
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


def _has_files(operation: Operation) -> bool:
    return not isinstance(operation, Remove | OwnMap) and bool(operation.message.attachments)
