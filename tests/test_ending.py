"""A task is over once it was ended, whatever it made of being cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from waiting import until

from reisleider.bot.adapters.adapter import Receive, Shown, Unread
from reisleider.bot.adapters.link import Link
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.ending import end_all, end_rest, end_task
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.serving.platform_run import PlatformRun
from reisleider.flows.messages import Address, Message, Span, Update
from reisleider.storage import queues
from reisleider.storage import tables as t
from reisleider.storage.operations import Send
from reisleider.storage.store import Connection, Store

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def test_a_task_that_loses_its_cancellation_is_ended_all_the_same() -> None:
    lost: list[str] = []

    async def goes_on() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost.append("once")
                if len(lost) > 1:
                    raise

    task = asyncio.create_task(goes_on())
    await asyncio.sleep(0)
    await end_task(task)
    assert task.cancelled()
    assert lost == ["once", "once"]


async def test_what_a_task_ends_with_is_its_own() -> None:
    async def fails() -> None:
        raise ValueError("of its own")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await end_task(task)
    with pytest.raises(ValueError, match="of its own"):
        task.result()


class Stubborn:
    """Goes on at the first cancellation of every wait, as a wait of Python 3.11 may."""

    def __init__(self) -> None:
        self.lost = 0
        self.began = asyncio.Event()
        self.over = False

    async def go_on(self) -> None:
        try:
            while True:
                try:
                    self.began.set()
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    self.lost += 1
                    if self.lost > 1:
                        raise
        finally:
            self.over = True


async def test_all_are_cancelled_before_the_first_is_waited_for() -> None:
    slow, quick = Stubborn(), asyncio.create_task(asyncio.Event().wait())
    task = asyncio.create_task(slow.go_on())
    await slow.began.wait()
    ending = asyncio.create_task(end_all(task, quick))
    await asyncio.wait({quick})
    assert not task.done()
    await ending
    assert task.cancelled()


def test_a_loop_closes_whatever_was_left_in_it() -> None:
    left = Stubborn()

    async def leave_one() -> None:
        task = asyncio.create_task(left.go_on())
        await left.began.wait()
        await end_rest()
        assert task.cancelled()

    asyncio.run(leave_one())
    assert left.over


class Slow(Stubborn):
    """A platform whose polls lose their cancellation."""

    platform = name = tenant = "slow"
    fetches = True

    async def start(self) -> None: ...

    async def run(self, receive: Receive) -> None:
        await self.go_on()

    def routes(self, receive: Receive) -> Mapping[str, Answer]:
        return {}

    def stop(self) -> None: ...

    async def close(self) -> None: ...

    async def deliver(self, address: Address, message: Message) -> Shown | None: ...

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None: ...

    async def remove(self, address: Address, shown: Shown) -> None: ...


async def nobody(update: Update | Unread) -> Receipt:
    raise AssertionError("nothing comes in here")


async def test_a_platform_that_is_ended_while_it_is_served_leaves_no_poll_behind() -> None:
    slow = Slow()
    run = PlatformRun(slow, Link("slow"), joined=lambda: None, left=lambda: None)
    running = asyncio.create_task(run.run(nobody))
    await slow.began.wait()
    await end_task(running)
    await until(lambda: slow.over)


class Stuck:
    """A platform that answers nobody in one chat, and everybody else at once."""

    def __init__(self) -> None:
        self.stuck = asyncio.Event()
        self.shown: list[str] = []
        self.ended = False

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        if message.plain != "nobody answers":
            self.shown.append(message.plain)
            return Shown("1")
        self.stuck.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True
        return None

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None: ...

    async def remove(self, address: Address, shown: Shown) -> None: ...


async def test_one_call_that_nobody_answers_takes_no_others_mark_along_when_we_stop(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        for chat, words in (("1", "nobody answers"), ("2", "hallo")):
            to = Address("slack", "T1", chat)
            await store.run(lambda c, to=to, words=words: queues.enqueue(c, to, Send(Message((Span(words),))), NOW))
        stuck = Stuck()
        delivery = Delivery(store, {"slack|T1": stuck}, lambda: NOW, own=show_own)
        running = asyncio.create_task(delivery.run())
        await stuck.stuck.wait()
        delivery.stop()

        def states(c: Connection) -> list[str]:
            return list(c.execute(select(t.outbox.c.state).order_by(t.outbox.c.id)).scalars())

        await until(lambda: store.look(states)[1] == "sent")
        await end_task(running)
        assert store.look(states) == ["waiting", "sent"]
        assert stuck.shown == ["hallo"]
        assert stuck.ended
