"""A backlog drains in a straight line: what a claim, and whatever else is looked up while people wait, costs as much
with 4,000 rows as with 100."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from storage_samples import CHAT, NOW
from two_databases import IN_A_FILE

from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import chats, parking, posts, queues, studies, traces
from reisleider.storage.operations import Answer, Send
from reisleider.storage.people import key_of
from reisleider.storage.store import Connection, Store

FEW, MANY = 100, 4000

LINES = ("console|local",)
HELLO = Send(Message((Span("hallo"),)))


def chat(number: int) -> Address:
    return replace(CHAT, chat=f"c{number:05}")


def steps(c: Connection, act: Callable[[Connection], object]) -> int:
    """How many instructions the database takes for this."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    raw = c.connection.dbapi_connection
    raw.set_progress_handler(count, 1)
    act(c)
    raw.set_progress_handler(None, 1)
    return counted[0]


def one_chat(c: Connection, rows: int) -> None:
    for _ in range(rows):
        queues.enqueue(c, CHAT, HELLO, NOW)


def many_chats(c: Connection, rows: int) -> None:
    for number in reversed(range(rows)):  # the first to go out is the last by its address
        queues.enqueue(c, chat(number), HELLO, NOW)


def sent_long_ago(c: Connection, rows: int) -> None:
    for number in range(rows):
        row = queues.enqueue(c, chat(number), HELLO, NOW)
        queues.sent(c, row, Answer(f"m{number}"), NOW)
        queues.take_in(c, f"k{number}", NOW)


def put_off(c: Connection, rows: int) -> None:
    """A platform that does not answer: everything of it is tried again in a minute."""
    for number in range(rows):
        queues.retry(c, queues.enqueue(c, chat(number), HELLO, NOW), NOW + timedelta(minutes=1), "TimeoutError")


def claim(c: Connection) -> None:
    for row in queues.claim(c, NOW, 60, 10, LINES):
        queues.sent(c, row.id, Answer("1"), NOW, files=False)


@IN_A_FILE
@pytest.mark.parametrize("backlog", [one_chat, many_chats, sent_long_ago, put_off])
def test_a_claim_reads_what_it_takes_and_no_more(backlog: Callable[[Connection, int], None], store: Store) -> None:
    def fill_and_count(c: Connection, rows: int) -> int:
        backlog(c, rows)
        return steps(c, claim)

    few = store.do(lambda c: fill_and_count(c, FEW))
    many = store.do(lambda c: fill_and_count(c, MANY))

    assert few > 0
    assert many <= few * 1.2 + 20


LOOKED_UP = {
    "next_due": lambda c: queues.next_due(c, LINES),
    "interview_shown": lambda c: queues.interview_shown(c, chat(7), "m7"),
    "parked updates": queues.parked,
    "parked calls": parking.parked_calls,
    "parked jobs": parking.parked_jobs,
    "at_home": lambda c: studies.at_home(c, chat(7)),
    "led_by": lambda c: studies.led_by(c, "console", "local", "nobody"),
    "move_chat": lambda c: chats.move_chat(c, chat(3), replace(CHAT, chat="elsewhere")),
    "erase_posts": lambda c: posts.erase_posts(c, "nothing"),
    "purge": lambda c: traces.purge(c, NOW),
    "no_trace": lambda c: traces.leave_no_trace(c, "nobody", replace(CHAT, chat="gone")),
    "a file that was sent": lambda c: queues._let_go(c, {"no such file"}),
}


@IN_A_FILE
@pytest.mark.parametrize("look", LOOKED_UP.values(), ids=LOOKED_UP)
def test_what_was_sent_long_ago_slows_nothing(look: Callable[[Connection], object], store: Store) -> None:
    def fill_and_count(c: Connection, rows: int) -> int:
        sent_long_ago(c, rows)
        return steps(c, look)

    few = store.do(lambda c: fill_and_count(c, FEW))
    many = store.do(lambda c: fill_and_count(c, MANY))

    assert few > 0
    assert many <= few * 1.2 + 20


def test_what_is_old_goes_in_small_steps(store: Store) -> None:
    later = NOW + traces.SENT_KEPT + timedelta(days=1)
    store.do(lambda c: sent_long_ago(c, 3 * traces.STEP))

    assert [store.do(lambda c: traces.purge(c, later)) for _ in range(4)] == [2 * traces.STEP] * 3 + [0]


# --- the first of each address ----------------------------------------------------------------------
def enqueue(c: Connection, place: Address, dice: random.Random) -> None:
    queues.enqueue(c, place, HELLO, NOW)


def send_any(c: Connection, place: Address, dice: random.Random) -> None:
    for id in _some(c, "waiting", dice):
        queues.sent(c, id, Answer("1"), NOW)


def park_any(c: Connection, place: Address, dice: random.Random) -> None:
    for id in _some(c, "waiting", dice):
        parking.park_call(c, id, "why")


def retry_any(c: Connection, place: Address, dice: random.Random) -> None:
    for id in _some(c, "parked", dice):
        parking.retry_call(c, id, NOW)


def delete_any(c: Connection, place: Address, dice: random.Random) -> None:
    for id in _some(c, dice.choice(["waiting", "parked", "sent"]), dice):
        c.execute(text("DELETE FROM outbox WHERE id = :id"), {"id": id})


def delete_all_of(c: Connection, place: Address, dice: random.Random) -> None:
    c.execute(text("DELETE FROM outbox WHERE address = :at"), {"at": key_of(place)})


def move(c: Connection, place: Address, dice: random.Random) -> None:
    chats.move_chat(c, place, chat(dice.randrange(3)))


def give_up(c: Connection, place: Address, dice: random.Random) -> None:
    queues.give_up_address(c, place, "blocked")


def _some(c: Connection, state: str, dice: random.Random) -> list[int]:
    ids = c.execute(text("SELECT id FROM outbox WHERE state = :state ORDER BY id"), {"state": state}).scalars().all()
    return dice.sample(ids, min(len(ids), dice.randint(1, 2)))


FIRSTS = "SELECT min(id) FROM outbox WHERE state = 'waiting' GROUP BY address ORDER BY 1"
HEADS = "SELECT id FROM outbox WHERE head = 'console|local' ORDER BY 1"
OTHERS = "SELECT count(*) FROM outbox WHERE head != 'console|local' OR (head IS NOT NULL AND state != 'waiting')"
ACTS = st.sampled_from([enqueue, enqueue, send_any, park_any, retry_any, delete_any, delete_all_of, move, give_up])


@settings(max_examples=60)
@given(st.lists(st.tuples(ACTS, st.integers(0, 2)), max_size=25), st.randoms(use_true_random=False))
def test_the_database_knows_the_first_of_each_address_whatever_happens(
    store_of_all: Store, acts: list[tuple[Callable[..., None], int]], dice: random.Random
) -> None:
    def play(c: Connection) -> None:
        c.exec_driver_sql("DELETE FROM outbox")
        for act, place in acts:
            act(c, chat(place), dice)
            assert c.exec_driver_sql(HEADS).all() == c.exec_driver_sql(FIRSTS).all()
            assert c.exec_driver_sql(OTHERS).scalar() == 0

    store_of_all.do(play)
