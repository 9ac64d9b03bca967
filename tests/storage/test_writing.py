"""One writer, one commit for all who wait, and nobody pays for another's mistake."""

from __future__ import annotations

import asyncio
import errno
import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_samples import a_study
from two_databases import IN_A_FILE
from waiting import PATIENCE, rings

from reisleider.flows.faults import StorageFault, StoragePause, StudyFault
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store


def save(id: str) -> Callable[[Connection], str]:
    def operation(c: Connection) -> str:
        studies.save_study(c, a_study(id))
        return id

    return operation


def refuse(c: Connection) -> None:
    studies.save_study(c, a_study("refused"))
    raise StudyFault("This one is refused.")


def ids(c: Connection) -> list[str]:
    return [study.id for study in studies.list_studies(c)]


def unkept_promise(c: Connection) -> None:
    """Passes by itself and makes the commit fail: the lead's study never comes."""
    c.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    studies.set_leads(c, "never", (("console", "local", "anna"),))


class Gate:
    """Holds the writer inside an operation until it is opened, so that others have to wait together."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, c: Connection) -> None:
        self.entered.set()
        assert self.opened.wait(PATIENCE)


async def together(store: Store, *operations: Callable[[Connection], object]) -> list[object]:
    """What each operation came to, all of them having waited for one commit."""
    gate = Gate()
    held = asyncio.create_task(store.run(gate))
    await rings(gate.entered)
    waiting = [asyncio.create_task(store.run(operation)) for operation in operations]
    await asyncio.sleep(0)
    gate.opened.set()
    await held
    return list(await asyncio.gather(*waiting, return_exceptions=True))


@IN_A_FILE
async def test_operations_run_in_the_order_they_were_handed_over(store: Store) -> None:
    order: list[int] = []

    def note(number: int) -> Callable[[Connection], None]:
        return lambda c: order.append(number)

    await together(store, *(note(number) for number in range(300)))

    assert order == list(range(300))


@IN_A_FILE
async def test_operations_that_wait_share_one_commit(store: Store, file: Path) -> None:
    seen: list[int] = []

    def look_from_outside(c: Connection) -> None:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as outside:
            seen.append(outside.execute("SELECT count(*) FROM studies").fetchone()[0])

    await together(store, save("one"), look_from_outside, save("two"), look_from_outside)
    await store.run(look_from_outside)

    assert seen == [0, 0, 2]


async def test_one_failing_operation_among_many_is_undone_alone(store: Store) -> None:
    outcomes = await together(store, save("one"), refuse, save("two"))

    assert outcomes[0] == "one"
    assert isinstance(outcomes[1], StudyFault)
    assert outcomes[2] == "two"
    assert await store.read(ids) == ["one", "two"]


async def test_an_operation_alone_that_fails_is_undone(store: Store) -> None:
    with pytest.raises(StudyFault, match="refused"):
        await store.run(refuse)

    assert await store.read(ids) == []


async def test_even_a_panic_leaves_the_writer_alive(store: Store) -> None:
    class Panic(BaseException):
        pass

    def panic(c: Connection) -> None:
        raise Panic

    with pytest.raises(Panic):
        await store.run(panic)

    assert await store.run(save("after")) == "after"


@IN_A_FILE
async def test_a_failing_commit_is_told_to_everyone_in_it(store: Store) -> None:
    outcomes = await together(store, save("one"), unkept_promise, save("two"))

    assert [type(outcome) for outcome in outcomes] == [StorageFault] * 3
    assert await store.read(ids) == []
    assert await store.run(save("three")) == "three"


@IN_A_FILE
async def test_a_full_disk_is_one_sentence_and_nothing_half_written(store: Store, file: Path) -> None:
    full = await store.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    await store.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={full}").all())

    def much(c: Connection) -> None:
        for number in range(200):
            studies.save_study(c, a_study(f"study-{number}"))

    with pytest.raises(StorageFault, match="disk is full") as caught:
        await store.run(much)

    assert str(file) in str(caught.value)
    assert await store.read(ids) == []
    await store.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1000000").all())
    assert await store.run(save("room-again")) == "room-again"


@IN_A_FILE
async def test_a_full_disk_leaves_the_others_their_own_fate(store: Store) -> None:
    full = await store.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
    await store.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={full}").all())

    def much(c: Connection) -> None:
        for number in range(200):
            studies.save_study(c, a_study(f"study-{number}"))

    outcomes = await together(store, save("small"), much)
    kept = await store.read(ids)

    assert isinstance(outcomes[1], StorageFault)
    assert kept == (["small"] if outcomes[0] == "small" else [])


@pytest.mark.parametrize("behind", [False, True])
async def test_a_machine_without_descriptors_is_no_fault_of_what_was_asked(store: Store, *, behind: bool) -> None:
    def opens_a_script(_: Connection) -> None:
        try:
            raise OSError(errno.EMFILE, "Too many open files")
        except OSError as fault:
            if behind:
                raise StudyFault("This script cannot be read.") from fault
            raise

    with pytest.raises(StoragePause, match="may open no more files"):
        await store.run(opens_a_script)
    assert store.refusal is not None
    with pytest.raises(StoragePause, match="may open no more files"):
        await store.read(opens_a_script)
    await store.run(save("saved"))
    assert store.refusal is None


async def test_a_fault_never_repeats_what_somebody_said(store: Store) -> None:
    def clash(c: Connection) -> None:
        for _ in range(2):
            c.execute(text("INSERT INTO scripts VALUES ('r', 'name', :words)"), {"words": "my secret words"})

    with pytest.raises(StorageFault) as caught:
        await store.run(clash)

    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.__cause__)


@IN_A_FILE
async def test_a_file_another_program_holds_is_one_sentence(store: Store, file: Path) -> None:
    await store.run(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=0").all())
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFault, match="another program"):
            await store.run(save("one"))
        other.execute("ROLLBACK")

    assert await store.run(save("one")) == "one"


async def test_the_loop_goes_on_while_the_writer_works(store: Store) -> None:
    gate = Gate()
    held = asyncio.create_task(store.run(gate))
    await rings(gate.entered)
    for _ in range(10):
        await asyncio.sleep(0)

    assert not held.done()
    gate.opened.set()
    await held


@IN_A_FILE
async def test_who_is_cancelled_while_waiting_changes_nothing(store: Store) -> None:
    gate = Gate()
    held = asyncio.create_task(store.run(gate))
    await rings(gate.entered)
    waiting = asyncio.create_task(store.run(save("cancelled")))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.opened.set()
    await held

    assert await store.read(ids) == []


def test_one_store_serves_several_event_loops(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for number in range(3):
            asyncio.run(store.run(save(f"loop-{number}")))

    assert store.do(ids) == ["loop-0", "loop-1", "loop-2"]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_several_loops_at_once_lose_nothing(store: Store) -> None:
    async def many(name: str) -> None:
        await asyncio.gather(*(store.run(save(f"{name}-{number}")) for number in range(25)))

    threads = [threading.Thread(target=asyncio.run, args=(many(name),)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(store.do(ids)) == 75


async def test_a_reader_sees_one_state_from_start_to_end(store: Store) -> None:
    first = threading.Event()
    written = threading.Event()

    def look_twice(c: Connection) -> tuple[list[str], list[str]]:
        before = ids(c)
        first.set()
        assert written.wait(PATIENCE)
        return before, ids(c)

    looking = asyncio.create_task(store.read(look_twice))
    await rings(first)
    await store.run(save("meanwhile"))
    written.set()

    assert await looking == ([], [])
    assert await store.read(ids) == ["meanwhile"]


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StorageFault):
        await store.read(save("by-a-reader"))

    assert await store.read(ids) == []


@IN_A_FILE
async def test_every_commit_is_synced_and_every_deletion_overwritten(store: Store) -> None:
    def pragma(name: str) -> Callable[[Connection], object]:
        return lambda c: c.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "recursive_triggers")
    found = [await store.run(pragma(name)) for name in names]

    assert found == ["wal", 2, 1, 1, 1]


def test_closing_finishes_what_was_handed_over(url: str) -> None:
    async def hand_over_and_close() -> list[str]:
        store = Store.open(url)
        waiting = [asyncio.create_task(store.run(save(f"s{number}"))) for number in range(20)]
        await asyncio.sleep(0)
        store.close()
        return list(await asyncio.gather(*waiting))

    kept = asyncio.run(hand_over_and_close())
    with Store.open(url) as again:
        assert again.do(ids) == sorted(kept)
    assert len(kept) == 20
