"""Takes rows out of the outbox and gives them to their platform's adapter, in order per address.

Law: a row is marked as sent only after the adapter took it, and before anything else goes to its address; a crash
repeats at most one call per address; one chat, one platform or one row that goes wrong holds up no other, and a
database that says no is waited for. What was sent is written down with the next claim, for everybody in one commit.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Gone, Later, Moved, NotLetIn, Undeliverable, Unreachable
from reisleider.bot.ending import end_all
from reisleider.bot.laid_aside import Tell, tell_nobody
from reisleider.bot.outbox.call import Caller, Deliverable, Own
from reisleider.bot.outbox.pace import Pacer
from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.flows.messages import Address
from reisleider.storage import chats, parking, queues
from reisleider.storage.operations import Answer, Operation, OwnMap, Remove, Replacing
from reisleider.storage.people import line_of, platform_of
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
LEASE = 60.0  # seconds a claimed row is ours; longer than waiting for its turn and any single call together take
BATCH = 30  # calls in hand at once, of each line; and no more than what goes out there in AT_ONCE
AT_ONCE = 1.0  # seconds: whoever is answered next waits no longer for those before; longer than most calls take
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


@dataclass(frozen=True)
class Taken:
    """A row that its platform took, not written down yet: what it answered, when, and whether the call had files."""

    row: queues.OutboxRow
    answer: Answer
    at: datetime
    files: bool

    def write(self, c: Connection) -> None:
        """Mark the row as sent."""
        queues.sent(c, self.row.id, self.answer, self.at, files=self.files)


class Delivery:
    """Empties the outbox. ``adapters`` are those of the lines that are connected now, and may change meanwhile.
    ``clock`` returns aware UTC times; ``own`` draws participants' own pictures; ``away`` is told of addresses nobody
    reads, ``lost`` of posted maps that could not be replaced, ``aside`` of rows that were laid aside, and ``refused``
    of a line that does not let us in any more, and why; ``called`` tells by which name an address is counted."""

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
        called: Callable[[Address], str] = lambda address: address.platform,
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
        self.called = called
        self.wake = asyncio.Event()
        self._shared = store.file is None  # other programs put and take rows too
        self._stopping = asyncio.Event()
        self._in_hand: Counter[str] = Counter()
        self._rows: set[int] = set()
        self._taken: list[Taken] = []
        self._look = True  # whether something may be due that was not looked for yet
        self._again: datetime | None = None  # when the first of what was put off is due, of what we know
        self._late = True  # whether we must ask for that: at first, and when what we knew has passed

    async def deliver_due(self) -> int:
        """Send everything that is due now; returns how many rows went out."""
        count = 0
        while rows := await self._claim({name: self._most(name) for name in self.adapters}):
            went = [await self._deliver(row) for row in rows]
            count += sum(went)
            many = Counter(line_of(row.address) for row in rows)
            full = any(many[name] >= self._most(name) for name in many)
            if all(went) and not full and not any(row.more for row in rows):
                break  # nothing waits behind any of them
        await self._claim({})
        return count

    async def run(self) -> None:
        """Send whatever comes until ``stop``; each address in order, all of them beside each other."""
        open_calls: set[asyncio.Task[None]] = set()
        try:
            while not self._stopping.is_set():
                try:
                    rows = await self._claim_fairly()
                    open_calls |= {asyncio.create_task(self._deliver_safely(row)) for row in rows}
                    open_calls = await self._wait(open_calls)
                except StoragePause:
                    await self._pause()
            await self._write_down()
            while open_calls:  # each as it ends: one that never does takes no other's mark along
                _, open_calls = await asyncio.wait(open_calls, return_when=asyncio.FIRST_COMPLETED)
                await self._write_down()
        except asyncio.CancelledError:
            await end_all(*open_calls)
            raise

    def stop(self) -> None:
        """Finish the calls in hand and return; what waits stays in the outbox."""
        self._stopping.set()
        self.wake.set()

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _wait(self, open_calls: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Until there is something to do: a call ended, somebody says so, or the first of what was put off is due."""
        if self._late:
            self._late = False
            self._put_off_until(await self.store.read(lambda c: queues.next_due(c, tuple(self.adapters))))
        due = self._again
        seconds = IDLE if due is None else min(IDLE, max(0.01, (due - self.clock()).total_seconds()))
        waking = asyncio.create_task(self.wake.wait())
        ended, _ = await asyncio.wait({waking, *open_calls}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()
        self._look = self._look or not ended  # long enough
        return {one for one in open_calls if not one.done()}

    def _most(self, line: str) -> int:
        """How many calls of a line are in hand at once."""
        limits = self.pacer.limits.get(platform_of(line))
        return BATCH if limits is None else max(1, min(BATCH, int(limits.overall * AT_ONCE)))

    def _has_room(self, line: str) -> bool:
        return self._in_hand[line] < self._most(line)

    async def _claim_fairly(self) -> tuple[queues.OutboxRow, ...]:
        """What is due: of each line so much that one that answers slowly takes no other's place."""
        due = self._again is not None and self._again <= self.clock()
        look = self._look or due or self.wake.is_set()
        if due:
            self._again, self._late = None, True
        self.wake.clear()
        free = {one: self._most(one) - self._in_hand[one] for one in self.adapters if look and self._has_room(one)}
        self._look = False
        try:
            claimed = await self._claim(free)
        except BaseException:
            self._look = look
            raise
        rows = tuple(one for one in claimed if one.id not in self._rows)  # taken by the platform, not yet written down
        self._rows |= {one.id for one in rows}
        self._in_hand.update(line_of(one.address) for one in rows)
        return rows

    async def _claim(self, most: Mapping[str, int]) -> tuple[queues.OutboxRow, ...]:
        """Write down what was taken by its platform, and claim so much of each; in one commit."""
        taken, self._taken = self._taken, []
        if not taken and not most:
            return ()

        def claim(c: Connection) -> tuple[queues.OutboxRow, ...]:
            for one in taken:
                one.write(c)
            return queues.claim_each(c, self.clock(), LEASE, most)

        try:
            rows = await self.store.run(claim)
        except BaseException as fault:
            self._taken = [*taken, *self._taken]
            if isinstance(fault, StoragePause) or not isinstance(fault, Exception):
                raise
            await self._write_down()  # each alone: what is wrong with one is its own
            return await self.store.run(lambda c: queues.claim_each(c, self.clock(), LEASE, most))
        self._rows -= {one.row.id for one in taken}
        return rows

    async def _write_down(self) -> None:
        """Write down, each alone, what was taken by its platform."""
        while self._taken:
            one = self._taken[0]
            try:
                await self._insist(one.write)
            except StoragePause:
                log.warning("stopped before it was written down", row=one.row.id)  # its lease ends, and it comes again
            except Exception as fault:
                with contextlib.suppress(StoragePause):
                    await self._lay_aside(one.row, type(fault).__name__)
            self._taken.remove(one)
            self._rows.discard(one.row.id)

    async def _deliver_safely(self, row: queues.OutboxRow) -> None:
        """Deliver a row; whatever goes wrong with it is its own."""
        try:
            await self._deliver_or_put_off(row)
        except StoragePause:
            log.warning("stopped before it was written down", row=row.id)  # its lease ends, and it comes again
        finally:
            sent = any(one.row is row for one in self._taken)
            if not sent:
                self._rows.discard(row.id)
            line = line_of(row.address)
            more = row.more or self._shared
            self._look = self._look or more or not sent or not self._has_room(line)
            self._in_hand[line] -= 1

    async def _deliver_or_put_off(self, row: queues.OutboxRow) -> None:
        try:
            await self._deliver(row)
        except StoragePause:
            await self._put_off(row, 0, "storage")
        except Exception as fault:
            kind = type(fault).__name__
            if row.attempts < FAULTS:
                log.warning("delivery failed", row=row.id, platform=self.called(row.address), error=kind)
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
        log.error("call laid aside", row=row.id, platform=self.called(row.address), why=why)
        if await self._insist(lambda c: parking.park_call(c, row.id, why)):
            await self.aside("call", await self.store.read(lambda c: queues.interview_of(c, row.id)), why)

    async def _deliver(self, row: queues.OutboxRow) -> int:
        pause = await self._reserve(row.address)
        if pause > LEASE / 3:
            await self._put_off(row, pause, "Pace")
            return 0
        if pause > 0:
            await asyncio.sleep(pause)
        # what waited may have been erased meanwhile
        operation = queues.read_held(row.held) if pause <= 0 else None
        operation = operation or await self._operation_of(row)
        return 0 if operation is None else await self._do(row, operation)

    async def _reserve(self, address: Address) -> float:
        """The next free moment for a call there, in seconds from now; also of what other programs send."""
        if not self._shared or address.platform not in self.pacer.limits:
            return self.pacer.reserve(address, time.monotonic())
        return await self.store.run(lambda c: self.pacer.reserve_shared(c, address))

    async def _in_turn(self, address: Address) -> None:
        """Wait until one more call may go to this address."""
        pause = await self._reserve(address)
        if pause > LEASE / 3:
            raise Later(pause)
        if pause > 0:
            await asyncio.sleep(pause)

    async def _do(self, row: queues.OutboxRow, operation: Operation) -> int:
        adapter = self.adapters.get(line_of(row.address))
        if adapter is None:  # let go of meanwhile
            await self._put_off(row, 0, "not connected")
            return 0
        try:
            above = queues.read_above(row.held)
            caller = Caller(self.store, adapter, self.own, above, lambda: self._in_turn(row.address))
            answer = await caller.call(row.address, operation)
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
            self._taken.append(Taken(row, answer, self.clock(), _has_files(operation)))
            metrics.SENT.labels(self.called(row.address)).inc()
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
                log.warning("cannot be taken away", row=operation.parent, platform=self.called(row.address))
            await self.store.run(lambda c: queues.sent(c, row.id, Answer(), now))
            return
        place = operation.parent
        log.info("cannot be replaced", row=place, platform=self.called(row.address), there=there)

        def give_up(c: Connection) -> None:
            if there:
                queues.enqueue(c, row.address, Remove(place), now)
            if self.lost is not None:
                self.lost(c, row.address, operation, there, now)
            queues.give_up(c, row.id, "gone")

        await self.store.run(give_up)

    async def _put_off(self, row: queues.OutboxRow, seconds: float, why: str) -> None:
        metrics.RETRIED.labels(self.called(row.address), why).inc()
        until = self.clock() + timedelta(seconds=seconds)
        self._put_off_until(until)
        await self._insist(lambda c: queues.retry(c, row.id, until, why))

    def _put_off_until(self, due: datetime | None) -> None:
        self._again = min((one for one in (self._again, due) if one is not None), default=None)

    async def _try_again(self, row: queues.OutboxRow, fault: OSError) -> None:
        if isinstance(fault, NotLetIn) and self.refused is not None:
            self.refused(line_of(row.address), fault.reason)
            await self._put_off(row, 1.0, fault.reason)  # nothing goes out there before it lets us in
            return
        error = str(fault) if fault.errno is None else type(fault).__name__
        line = self.called(row.address)
        log.warning("delivery failed", row=row.id, platform=line, attempts=row.attempts, error=error)
        if row.attempts >= TRIES:
            await self._lay_aside(row, error)
            return
        await self._put_off(row, min(2.0 ** min(row.attempts - 1, 10), LONGEST), error)

    async def _give_up_address(self, row: queues.OutboxRow, reason: str) -> None:
        now = self.clock()
        log.warning("address unreachable", row=row.id, platform=self.called(row.address), reason=reason)

        def give_up(c: Connection) -> None:
            queues.give_up_address(c, row.address, reason)
            if chats.set_away(c, row.address, reason, now) and self.away is not None:
                self.away(c, row.address, reason, now)

        await self.store.run(give_up)


def _has_files(operation: Operation) -> bool:
    return not isinstance(operation, Remove | OwnMap) and bool(operation.message.attachments)
