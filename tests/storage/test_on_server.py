"""Several who write at once on a server: beside each other where nothing is shared, alone where it is, and each
conversation in its order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from own_server import OwnServer
from sqlalchemy import text
from storage_samples import CHAT, NOW, a_study, an_interview, due_timers, said, seed
from waiting import PATIENCE

from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.flows.faults import StorageFault, StoragePause
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import chats, interviews, queues, studies, timers
from reisleider.storage.backing_up import back_up
from reisleider.storage.operations import Answer, Send
from reisleider.storage.server.server_url import server_at, shown
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import Timer
from reisleider.storage.usable import homes, unusable

pytestmark = pytest.mark.server
LINES = ("console|local",)


@pytest.fixture
def both(url_there: str) -> Iterator[tuple[Store, Store]]:
    """Two programs over one database."""
    with Store.open(url_there) as one, Store.open(url_there) as other:
        yield one, other


def tells(words: str, address: Address = CHAT) -> Callable[[Connection], int]:
    return lambda c: queues.enqueue(c, address, Send(Message((Span(words),))), NOW)


Waits = Callable[[Callable[[Connection], object]], Callable[[Connection], object]]
Blocked = Callable[[], AbstractContextManager[Waits]]
"""Makes operations that wait on the server, once they did what they do, until this ends."""


@pytest.fixture
def blocked(url_there: str) -> Blocked:
    statement = "SELECT pg_advisory_xact_lock(7)"

    def waits(operation: Callable[[Connection], object]) -> Callable[[Connection], object]:
        def both(c: Connection) -> object:
            found = operation(c)
            c.exec_driver_sql(statement)
            return found

        return both

    @contextmanager
    def block() -> Iterator[Waits]:
        with psycopg.connect(url_there) as other:
            other.execute(statement)
            yield waits

    return block


def until_held(store: Store, count: int) -> None:
    """Until so many wait for a lock."""
    asked = (
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted"
    )
    end = time.monotonic() + PATIENCE
    while store.look(lambda c: c.execute(text(asked)).scalar_one()) < count:
        assert time.monotonic() < end


def test_two_conversations_are_written_at_once(both: tuple[Store, Store], blocked: Blocked) -> None:
    with ThreadPoolExecutor(1) as beside:
        with blocked() as waits:
            first = beside.submit(both[0].do, waits(tells("one")))
            until_held(both[0], 1)
            both[1].do(tells("two", Address("console", "local", "other")))
            assert not first.done()
        first.result(PATIENCE)

    assert both[0].do(queues.waiting) == 2


@pytest.mark.parametrize("then", [tells("two"), lambda c: studies.save_study(c, a_study())], ids=["same", "shared"])
def test_the_same_conversation_and_what_all_share_wait(
    both: tuple[Store, Store], blocked: Blocked, then: Callable[[Connection], object]
) -> None:
    with ThreadPoolExecutor(2) as beside:
        with blocked() as waits:
            first = beside.submit(both[0].do, waits(tells("one")))
            until_held(both[0], 1)
            second = beside.submit(both[1].do, then)
            until_held(both[0], 2)
            assert not second.done()
        first.result(PATIENCE)
        second.result(PATIENCE)


async def test_a_conversation_keeps_the_order_in_which_it_was_asked(both: tuple[Store, Store]) -> None:
    words = [str(number) for number in range(60)]
    rows = await asyncio.gather(*(both[0].run(tells(one), CHAT) for one in words))

    assert list(rows) == sorted(rows)


def test_one_of_two_programs_that_answer_at_once_is_told(both: tuple[Store, Store]) -> None:
    before = an_interview()
    both[0].do(lambda c: (seed(c), interviews.add_interview(c, before)))
    both[0].do(lambda c: interviews.save_interview(c, before, said(before, "eerst")))

    with pytest.raises(StorageFault, match="somebody else moved it"):
        both[1].do(lambda c: interviews.save_interview(c, before, said(before, "daarna")))


def test_many_wordings_of_two_programs_are_all_counted(both: tuple[Store, Store]) -> None:
    def count(store: Store, number: int) -> None:
        def operation(c: Connection) -> None:
            found = interviews.load_interview(c, f"i{number}")
            assert found is not None
            interviews.save_interview(c, found, said(found, f"stap {len(found.log)}"))

        for _ in range(10):
            store.do(operation)

    both[0].do(seed)
    for number in range(4):
        both[0].do(lambda c, number=number: interviews.add_interview(c, an_interview(f"i{number}")))
    with ThreadPoolExecutor(4) as beside:
        for one in [beside.submit(count, both[number % 2], number) for number in range(4)]:
            one.result(PATIENCE)

    told = both[0].do(lambda c: [len(interviews.load_interview(c, f"i{number}").log) for number in range(4)])
    assert told == [len(an_interview().log) + 10] * 4


def test_a_row_is_claimed_by_one_of_many(both: tuple[Store, Store]) -> None:
    for number in range(40):
        both[0].do(tells(str(number), Address("console", "local", f"chat-{number}")))
    with ThreadPoolExecutor(4) as beside:
        claimed = [
            beside.submit(both[number % 2].do, lambda c: queues.claim(c, NOW, 60, 20, LINES)) for number in range(8)
        ]
        rows = [row.id for one in claimed for row in one.result(PATIENCE)]

    assert sorted(rows) == sorted(set(rows))
    assert len(rows) == 40


def test_a_job_rings_once_for_many(both: tuple[Store, Store]) -> None:
    class Ring(timers.Job):
        kind = "ring"

    for number in range(20):
        both[0].do(lambda c, number=number: timers.set_timer(c, Ring(f"s{number}"), NOW))
    due = both[0].do(lambda c: due_timers(c, NOW, 50))

    def ring(store: Store) -> list[Timer]:
        return [one for one in due if store.do(lambda c, one=one: timers.take_timer(c, one))]

    with ThreadPoolExecutor(2) as beside:
        rung = [one.id for taken in beside.map(ring, both) for one in taken]

    assert sorted(rung) == sorted(one.id for one in due)


def test_slow_work_is_one_programs_until_its_time_is_over(both: tuple[Store, Store]) -> None:
    class Ring(timers.Job):
        kind = "ring"

    both[0].do(lambda c: timers.set_timer(c, Ring("s"), NOW))
    (due,) = both[0].do(lambda c: due_timers(c, NOW, 50))
    until = NOW + timedelta(minutes=3)

    ours = both[0].do(lambda c: timers.hold_timer(c, due, until))
    assert ours is not None
    assert both[1].do(lambda c: timers.hold_timer(c, due, until)) is None
    assert both[1].do(lambda c: due_timers(c, NOW, 50)) == ()
    assert [one.id for one in both[1].do(lambda c: due_timers(c, until, 50))] == [due.id]
    assert both[0].do(lambda c: timers.take_timer(c, ours))


def test_the_pace_of_a_bot_is_one_whoever_sends(both: tuple[Store, Store]) -> None:
    pacer = Pacer(LIMITS)
    chats_ = [Address("telegram", "4242", str(number)) for number in range(50)]
    pauses = [both[number % 2].do(lambda c, one=one: pacer.reserve_shared(c, one)) for number, one in enumerate(chats_)]
    assert max(pauses) > 0.5  # fifty calls at 25 a second, less what the calls themselves took
    again = [both[number % 2].do(lambda c: pacer.reserve_shared(c, chats_[0])) for number in range(4)]
    assert again[3] - again[2] > 0.5  # one a second to a chat, once what may run ahead is gone


def test_a_seat_is_had_by_one_and_free_when_its_program_ends(both: tuple[Store, Store]) -> None:
    first, second = both[0].seat("telegram"), both[1].seat("telegram")
    assert first is not None
    assert second is not None

    assert first.held()
    assert first.held()
    assert not second.held()
    first.leave()
    assert second.held()
    assert not first.held()
    second.leave()


def test_a_lost_connection_is_no_matter_and_a_server_that_is_away_is_waited_for(
    both: tuple[Store, Store], postgres: OwnServer
) -> None:
    both[0].do(tells("one"))
    postgres.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reisleider'")

    both[0].do(tells("two"))
    assert both[0].look(queues.waiting) == 2
    postgres.kill()
    try:
        with pytest.raises(StoragePause, match="cannot be reached"):
            both[0].do(tells("three"))
        assert both[0].refusal is not None
        with pytest.raises(StoragePause):
            both[0].look(queues.waiting)
    finally:
        postgres.start_again()
    both[0].do(tells("four"))

    assert both[0].refusal is None
    assert both[1].look(queues.waiting) == 3


def test_answers_are_added_to_only_and_a_fault_tells_nobodys_words(both: tuple[Store, Store]) -> None:
    both[0].do(lambda c: (seed(c), interviews.add_interview(c, said(an_interview(), "geheimzinnig"))))

    for statement in ("UPDATE answers SET verbatim = 'x'", "DELETE FROM answers", "TRUNCATE answers"):
        with pytest.raises(StorageFault, match="append-only") as caught:
            both[0].do(lambda c, statement=statement: c.exec_driver_sql(statement))
        assert "geheim" not in str(caught.value)
    with pytest.raises(StorageFault) as caught:
        both[0].do(lambda c: c.exec_driver_sql("INSERT INTO scripts VALUES ('geheimzinnig', NULL, '')"))
    assert "geheim" not in str(caught.value)


def test_a_chat_that_moves_goes_on_where_somebody_wrote_before(both: tuple[Store, Store]) -> None:
    old, new = Address("telegram", "4242", "-5"), Address("telegram", "4242", "-100")
    both[0].do(lambda c: (chats.set_away(c, old, "old", NOW), chats.set_away(c, new, "new", NOW)))

    both[0].do(lambda c: chats.move_chat(c, old, new))

    assert both[0].do(lambda c: c.execute(text("SELECT reason FROM away")).scalars().all()) == ["old"]


@pytest.mark.parametrize(
    "url", ["postgresql://anna:geheim@db:5433/reis", "postgres://anna@db:5433/reis?password=geheim"]
)
def test_a_password_is_never_shown(url: str) -> None:
    assert shown(server_at(url)) == "postgresql://db:5433/reis"


@pytest.mark.parametrize("url", ["postgresql://", "postgresql://db", "postgresql://anna:geheim@db:x/reis"])
def test_an_address_that_is_none_is_one_sentence_without_its_password(url: str) -> None:
    with pytest.raises(StorageFault, match=r"^storage\.url: .*\.$") as caught:
        Store.open(url)
    assert "geheim" not in str(caught.value)


def test_what_is_not_ours_or_not_there_is_refused(postgres: OwnServer) -> None:
    name = postgres.database()
    with pytest.raises(StorageFault, match="There is no database at"):
        Store.open(postgres.url(name), create=False)
    postgres.ask("CREATE TABLE other (a int)", name)
    with pytest.raises(StorageFault, match="another program"):
        Store.open(postgres.url(name))
    with pytest.raises(StorageFault, match="no such database"):
        Store.open(postgres.url("nowhere"))
    postgres.drop(name)


def test_programs_that_start_at_once_make_one_database(postgres: OwnServer) -> None:
    name = postgres.database()

    def begin(_: int) -> int:
        with Store.open(postgres.url(name)) as store:
            return len(store.do(studies.list_studies))

    with ThreadPoolExecutor(3) as beside:
        assert list(beside.map(begin, range(3))) == [0, 0, 0]
    postgres.drop(name)


def test_what_was_sent_is_sent_for_all(both: tuple[Store, Store]) -> None:
    first = both[0].do(tells("one"))
    both[0].do(tells("two"))
    both[0].do(lambda c: queues.claim(c, NOW, 60, 5, LINES))

    assert both[1].do(lambda c: queues.claim(c, NOW, 60, 5, LINES)) == ()
    both[0].do(lambda c: queues.sent(c, first, Answer("9"), NOW))
    assert len(both[1].do(lambda c: queues.claim(c, NOW, 60, 5, LINES))) == 1


def test_check_tells_what_is_wrong_with_a_server_and_changes_nothing(postgres: OwnServer, url_there: str) -> None:
    empty = postgres.database()
    assert unusable(url_there) is None
    assert unusable(postgres.url(empty)) is None
    assert homes(postgres.url(empty)) == ()
    assert homes(url_there) == ()
    assert postgres.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", empty) == [(0,)]
    postgres.ask("CREATE ROLE guest LOGIN PASSWORD 'geheim'")
    told = unusable(postgres.url(empty).replace("postgres:@", "guest:geheim@"))
    postgres.drop(empty)
    postgres.ask("DROP ROLE guest")

    assert told is not None
    assert "give it that right" in told
    assert "geheim" not in told
    assert "no such database" in str(unusable(postgres.url(empty)))
    assert "cannot be reached" in str(unusable("postgresql://anna:geheim@127.0.0.1:1/reis"))


def test_what_files_alone_have_is_said(url_there: str, tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="pg_dump") as caught:
        back_up(url_there, tmp_path / "backup.db", replace=False)
    assert "postgresql://" in str(caught.value)
