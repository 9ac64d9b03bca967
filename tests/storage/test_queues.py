"""What arrived is taken once; what must be sent keeps its order; what must be remembered comes when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from storage_samples import CHAT, NOW
from two_databases import IN_A_FILE

from reisleider.flows.messages import Address, Attachment, Message, Span
from reisleider.storage import parking, queues
from reisleider.storage import tables as t
from reisleider.storage.operations import Answer, Send
from reisleider.storage.people import address_of, key_of, line_key
from reisleider.storage.store import Store

OTHER = replace(CHAT, chat="chat-2")
LINES = ("console|local",)


def put(store: Store, words: str, address: Address = CHAT, **how: object) -> int:
    return store.do(lambda c: queues.enqueue(c, address, Send(Message((Span(words),))), NOW, **how))


def claim(store: Store, *, after: float = 0, lines: tuple[str, ...] = LINES) -> list[str]:
    now = NOW + timedelta(seconds=after)
    rows = store.do(lambda c: queues.claim(c, now, 60, 10, lines))
    return [store.do(lambda c, row=row: queues.operation_of(c, row.id)).message.plain for row in rows]


def test_what_stands_behind_a_call_that_was_put_off_is_not_due_before_it(store: Store) -> None:
    first = put(store, "een")
    put(store, "twee")
    later = NOW + timedelta(minutes=5)
    store.do(lambda c: queues.retry(c, first, later, "Later"))

    assert store.do(lambda c: queues.next_due(c, LINES)) == later  # or delivery would ask again and again till then
    assert claim(store) == []


def test_a_row_that_cannot_be_read_is_parked_and_the_others_are_claimed(store: Store) -> None:
    row = put(store, "een")
    put(store, "twee", OTHER)
    store.do(lambda c: c.exec_driver_sql(f"UPDATE outbox SET address = 'console|x' WHERE id = {row}"))

    assert claim(store) == ["twee"]
    assert [one.id for one in store.do(parking.parked_calls)] == [row]


@IN_A_FILE
def test_a_row_whose_tries_are_no_number_is_tried_as_if_for_the_first_time(store: Store) -> None:
    row = put(store, "een")
    store.do(lambda c: c.exec_driver_sql(f"UPDATE outbox SET attempts = 'often' WHERE id = {row}"))

    (claimed,) = store.do(lambda c: queues.claim(c, NOW, 60, 10, LINES))

    assert (claimed.id, claimed.attempts) == (row, 1)


def test_an_update_is_taken_in_once(store: Store) -> None:
    assert store.do(lambda c: queues.take_in(c, "telegram:1", NOW)) is True
    assert store.do(lambda c: queues.take_in(c, "telegram:1", NOW)) is False
    assert store.do(lambda c: queues.take_in(c, "telegram:2", NOW)) is True


def test_a_parked_update_is_kept_with_its_words(store: Store) -> None:
    store.do(lambda c: queues.park(c, "k", {"text": "hallo\ud83d"}, "ValueError", NOW))
    store.do(lambda c: queues.take_in(c, "fine", NOW))

    assert store.do(queues.parked) == (queues.Parked(queues.known_as("k"), {"text": "hallo\ud83d"}, "ValueError"),)
    assert store.do(lambda c: queues.take_in(c, "k", NOW)) is False


def test_one_address_gets_one_call_at_a_time_in_order(store: Store) -> None:
    first = put(store, "a1")
    put(store, "a2")
    put(store, "b1", OTHER)

    assert claim(store) == ["a1", "b1"]
    assert claim(store) == []
    store.do(lambda c: queues.sent(c, first, Answer("9"), NOW))
    assert claim(store) == ["a2"]


def test_a_call_that_must_wait_holds_up_those_behind_it(store: Store) -> None:
    row = put(store, "first")
    put(store, "second")
    claim(store)
    store.do(lambda c: queues.retry(c, row, NOW + timedelta(seconds=30), "TimeoutError"))

    assert claim(store, after=29) == []
    assert claim(store, after=30) == ["first"]


def test_giving_up_lets_the_next_one_go(store: Store) -> None:
    row = put(store, "first")
    put(store, "second")
    claim(store)
    store.do(lambda c: queues.give_up(c, row, "Forbidden"))

    assert claim(store) == ["second"]


def test_a_claim_returns_after_its_lease(store: Store) -> None:
    put(store, "once")

    assert claim(store) == ["once"]
    assert claim(store, after=59) == []
    assert claim(store, after=60) == ["once"]


def test_who_starts_again_takes_over_what_a_killed_sender_held(store: Store) -> None:
    put(store, "held")
    put(store, "behind")
    put(store, "elsewhere", OTHER)
    claim(store)
    store.do(lambda c: queues.release(c, CHAT, NOW))

    assert claim(store) == ["held"]


def test_only_the_questions_of_one_interview_are_dropped(store: Store) -> None:
    for words, interview, turn in (("thanks", "i1", None), ("question", "i1", 4), ("another", "i2", 4)):
        asked = Send(Message((Span(words),), interview=interview, turn=turn))
        store.do(lambda c, asked=asked: queues.enqueue(c, CHAT, asked, NOW))
    there = Send(Message((Span("there"),), interview="i1", turn=4))
    store.do(lambda c: queues.enqueue(c, OTHER, there, NOW))
    store.do(lambda c: queues.drop_questions(c, CHAT, "i1"))

    left = store.do(lambda c: c.execute(select(t.outbox.c.payload).order_by(t.outbox.c.id)).scalars().all())
    assert [payload["text"][0]["text"] for payload in left] == ["thanks", "another", "there"]


def test_attempts_are_counted(store: Store) -> None:
    put(store, "again")
    counts = [
        [row.attempts for row in store.do(lambda c, at=at: queues.claim(c, at, 60, 10, LINES))]
        for at in (NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=2))
    ]

    assert counts == [[1], [2], [3]]


def test_a_call_for_later_waits_until_then(store: Store) -> None:
    put(store, "later", not_before=NOW + timedelta(hours=1))

    assert claim(store, after=3599) == []
    assert claim(store, after=3600) == ["later"]


def test_who_goes_on_comes_before_who_begins_but_nobody_waits_longer_than_so(store: Store) -> None:
    def ask(words: str, turn: int, address: Address, seconds: float) -> None:
        message, when = Message((Span(words),), interview=words, turn=turn), NOW + timedelta(seconds=seconds)
        store.do(lambda c: queues.enqueue(c, address, Send(message), when))

    ask("begins", 0, CHAT, 0)
    ask("goes on", 3, OTHER, 1)
    ask("goes on later", 3, replace(CHAT, chat="chat-3"), 2 + queues.AHEAD.total_seconds())
    found = [
        store.do(lambda c: queues.claim(c, NOW + timedelta(minutes=1), 600, 1, LINES))[0].address for _ in range(3)
    ]

    assert [one.chat for one in found] == [OTHER.chat, CHAT.chat, "chat-3"]


def test_only_the_bots_that_run_are_served(store: Store) -> None:
    put(store, "console")
    put(store, "slack", replace(CHAT, platform="slack"))
    put(store, "school", replace(CHAT, platform="slack", tenant="school|1"))

    assert claim(store, lines=("slack|local", "telegram|local")) == ["slack"]
    assert claim(store) == ["console"]
    assert claim(store, lines=("slack", "slack|school")) == []
    assert claim(store, lines=(line_key("slack", "school|1"),)) == ["school"]
    assert store.do(queues.waiting) == 3


def test_what_was_sent_is_no_longer_kept(store: Store) -> None:
    row = put(store, "private words")
    claim(store)
    store.do(lambda c: queues.sent(c, row, Answer("9"), NOW))

    kept = store.do(lambda c: c.execute(select(t.outbox.c.payload, t.outbox.c.answer)).one())

    assert "private" not in str(kept[0])
    assert "9" in str(kept[1])
    assert store.do(queues.waiting) == 0


PARTS = st.text(max_size=12)


@given(st.builds(Address, PARTS, PARTS, PARTS, st.none() | st.text(min_size=1, max_size=12)))
def test_an_address_survives_being_a_key(address: Address) -> None:
    assert address_of(key_of(address)) == address


@pytest.mark.parametrize("limit", [1, 2])
def test_a_limit_is_kept(store: Store, limit: int) -> None:
    for number in range(4):
        put(store, str(number), replace(CHAT, chat=f"chat-{number}"))

    assert len(store.do(lambda c: queues.claim(c, NOW, 60, limit, LINES))) == limit


def test_a_claim_brings_what_the_call_is_and_what_was_answered_to_the_one_above(store: Store) -> None:
    question = Send(Message((Span("Hoe?"),), interview="i1", turn=4))
    first = store.do(lambda c: queues.enqueue(c, CHAT, question, NOW))
    (row,) = store.do(lambda c: queues.claim(c, NOW, 60, 9, LINES))
    assert (queues.read_held(row.held), queues.read_above(row.held), row.more) == (question, None, False)
    store.do(lambda c: queues.sent(c, first, Answer("m1", text="Hoe?"), NOW))

    following = Send(Message((Span("En toen?"),)), used=Message((Span("goed"),), interview="i1", turn=4))
    store.do(lambda c: queues.enqueue(c, CHAT, following, NOW))
    put(store, "behind")
    (row,) = store.do(lambda c: queues.claim(c, NOW, 60, 9, LINES))

    assert queues.read_held(row.held) == replace(following, question=first)
    assert queues.read_above(row.held) == Answer("m1", text="Hoe?")
    assert row.more is True
    assert store.do(lambda c: queues.operation_of(c, row.id)) == replace(following, question=first)


@IN_A_FILE
def test_what_is_spoilt_or_has_files_is_not_told_from_the_claim(store: Store) -> None:
    filed = Send(Message((Span("kaart"),), attachments=(Attachment("kaart.png", "image/png", b"1", "kaart"),)))
    store.do(lambda c: queues.enqueue(c, CHAT, filed, NOW))
    spoilt = put(store, "spoilt", OTHER)
    store.do(lambda c: c.exec_driver_sql("UPDATE outbox SET payload = '{' WHERE id = ?", (spoilt,)))
    whole, broken = store.do(lambda c: queues.claim(c, NOW, 60, 9, LINES))

    assert queues.read_held(whole.held) is None
    assert store.do(lambda c: queues.operation_of(c, whole.id)) == filed
    assert queues.read_held(broken.held) is None


def test_each_bot_gives_as_many_as_are_asked_of_it(store: Store) -> None:
    for number in range(3):
        for platform in ("console", "slack"):
            put(store, platform, replace(CHAT, chat=f"chat-{number}", platform=platform))
    rows = store.do(
        lambda c: queues.claim_each(c, NOW, 60, {"console|local": 2, "slack|local": 1, "telegram|local": 9})
    )

    assert [row.address.platform for row in rows] == ["console", "slack", "console"]
    assert store.do(lambda c: queues.claim_each(c, NOW, 60, {})) == ()
