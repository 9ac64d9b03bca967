"""A loop hears once of all that one commit brought it, and one that ended holds up nobody."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from storage_samples import a_study
from two_databases import IN_A_FILE
from waiting import PATIENCE, rings

from reisleider.flows.faults import StudyFault
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store


class Gate:
    """Holds the writer inside an operation until it is opened, so that others have to wait together."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, c: Connection) -> None:
        self.entered.set()
        assert self.opened.wait(PATIENCE)


def save(id: str) -> Callable[[Connection], str]:
    def operation(c: Connection) -> str:
        studies.save_study(c, a_study(id))
        return id

    return operation


def refuse(c: Connection) -> None:
    raise StudyFault("This one is refused.")


def ids(c: Connection) -> list[str]:
    return [study.id for study in studies.list_studies(c)]


class Woken(asyncio.SelectorEventLoop):
    """A loop that counts how often another thread wakes it."""

    times = 0

    def call_soon_threadsafe(self, callback: Callable[..., Any], *args: Any, **how: Any) -> Any:  # as the loop has it
        if threading.current_thread() is not threading.main_thread():
            self.times += 1
        return super().call_soon_threadsafe(callback, *args, **how)


async def in_one_commit(store: Store) -> list[object]:
    gate = Gate()
    held = asyncio.create_task(store.run(gate))
    await asyncio.to_thread(gate.entered.wait, PATIENCE)
    loop = asyncio.get_running_loop()
    waiting = [asyncio.create_task(store.run(one)) for one in (save("one"), refuse, save("two"))]
    await asyncio.sleep(0)
    gate.opened.set()
    await held
    assert isinstance(loop, Woken)
    loop.times = 0
    return list(await asyncio.gather(*waiting, return_exceptions=True))


@IN_A_FILE
def test_a_loop_is_woken_once_for_all_of_a_commit(store: Store) -> None:
    loop = Woken()
    try:
        outcomes = loop.run_until_complete(in_one_commit(store))
    finally:
        loop.close()

    assert outcomes[0] == "one"
    assert isinstance(outcomes[1], StudyFault)
    assert outcomes[2] == "two"
    assert loop.times <= 1


@IN_A_FILE
def test_a_loop_that_ended_meanwhile_holds_up_nobody(store: Store) -> None:
    gate = Gate()
    loop = asyncio.new_event_loop()

    async def hand_over() -> None:
        waiting = [asyncio.ensure_future(store.run(one)) for one in (gate, save("one"))]
        await rings(gate.entered)
        assert not any(one.done() for one in waiting)

    loop.run_until_complete(hand_over())
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.close()
    gate.opened.set()

    assert store.do(save("two")) == "two"
    assert set(store.do(ids)) >= {"two"}


@IN_A_FILE
async def test_who_gives_up_during_the_commit_is_told_nothing(store: Store) -> None:
    gate = Gate()
    held = asyncio.create_task(store.run(gate))
    await rings(gate.entered)
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held
    gate.opened.set()

    assert await store.run(save("after")) == "after"
