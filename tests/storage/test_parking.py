"""Calls and jobs are laid aside with what they hold, tried again or dropped, and go where people are forgotten."""

from __future__ import annotations

from datetime import timedelta

from storage_samples import NOW, bytes_of, due_timers, seed
from two_databases import IN_A_FILE

from reisleider.bot.interviews.errands import LookAtLabels, Publish
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import parking, people, queues, timers
from reisleider.storage import tables as t
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.operations import Send
from reisleider.storage.store import Connection, Store

HERE = Address("console", "local", "r1")
SECRET = "een heel bijzonder woord"


def put(c: Connection) -> int:
    return queues.enqueue(c, HERE, Send(Message((Span(SECRET),))), NOW)


def test_a_call_that_was_laid_aside_holds_up_nobody_and_can_be_sent_after_all(store: Store) -> None:
    first = store.do(put)
    second = store.do(put)
    assert store.do(lambda c: parking.park_call(c, first, "ValueError"))
    assert not store.do(lambda c: parking.park_call(c, first, "ValueError"))

    assert store.do(parking.parked_calls) == (parking.Laid(first, "send", "console", "ValueError"),)
    assert [row.id for row in store.do(lambda c: queues.claim(c, NOW, 60, 9, ("console|local",)))] == [second]
    store.do(lambda c: queues.give_up(c, second, "x"))
    assert store.do(lambda c: parking.retry_call(c, first, NOW))
    (row,) = store.do(lambda c: queues.claim(c, NOW, 60, 9, ("console|local",)))
    assert (row.id, row.attempts) == (first, 1)
    assert not store.do(lambda c: parking.retry_call(c, first, NOW))


@IN_A_FILE
def test_a_call_that_is_dropped_leaves_nothing_of_its_words(store: Store) -> None:
    row = store.do(put)
    store.do(lambda c: parking.park_call(c, row, "ValueError"))

    assert store.do(lambda c: parking.drop_call(c, row))
    assert not store.do(lambda c: parking.drop_call(c, row))
    assert store.do(parking.parked_calls) == ()
    assert SECRET.encode() not in bytes_of(store.file)


@IN_A_FILE
def test_who_is_forgotten_takes_along_what_may_show_them(store: Store) -> None:
    store.do(seed)
    row = store.do(put)
    store.do(lambda c: parking.park_call(c, row, "ValueError"))
    for job in (Publish("holidays", HERE), LookAtLabels("holidays")):
        timer = store.do(lambda c, job=job: timers.set_timer(c, job, NOW))
        store.do(lambda c, timer=timer: parking.park_job(c, timer, "KeyError"))
    participant = store.do(lambda c: people.participants(c, "holidays"))[0]
    store.do(lambda c: forget_participant(c, participant, NOW))

    assert store.do(parking.parked_calls) == ()
    assert [one.what for one in store.do(parking.parked_jobs)] == ["labels"]
    assert SECRET.encode() not in bytes_of(store.file)


def test_a_job_that_was_laid_aside_does_not_ring_and_keeps_no_new_one_away(store: Store) -> None:
    timer = store.do(lambda c: timers.set_timer(c, LookAtLabels("s1"), NOW))
    store.do(lambda c: timers.note_failure(c, timer, NOW))
    assert [one.failed for one in store.do(lambda c: due_timers(c, NOW, 9))] == [1]
    assert store.do(lambda c: parking.park_job(c, timer, "KeyError"))

    assert store.do(lambda c: due_timers(c, NOW, 9)) == ()
    assert store.do(lambda c: timers.coming_timers(c, 1)) == ()
    assert not store.do(lambda c: timers.is_set(c, LookAtLabels, "s1"))
    assert store.do(lambda c: parking.retry_job(c, timer, NOW))
    assert [one.failed for one in store.do(lambda c: due_timers(c, NOW, 9))] == [0]
    assert not store.do(lambda c: parking.drop_job(c, timer))


def test_how_much_waits_and_lies_there_is_counted_by_kind(store: Store) -> None:
    assert store.do(parking.backlog) == parking.Backlog(0, None, 0, 0, 0)
    store.do(put)
    store.do(lambda c: queues.claim(c, NOW + timedelta(hours=3), 60, 9, ("console|local",)))
    store.do(lambda c: queues.park(c, "k", {}, "ValueError", NOW))
    found = store.do(parking.backlog)

    assert (found.waiting, found.updates) == (1, 1)
    assert found.oldest is not None
    assert found.oldest.startswith(NOW.isoformat()[:19])  # since it was put there, however often it was tried
    (laid,) = store.do(queues.parked)
    assert store.do(lambda c: parking.drop_update(c, laid.key))
    assert store.do(parking.backlog).updates == 0
    assert not store.do(lambda c: queues.take_in(c, "k", NOW))


def test_nobody_leads_what_nobody_knows(store: Store) -> None:
    store.do(seed)

    def leads(subject: str | None) -> tuple[tuple[str, str, str], ...]:
        return store.do(lambda c: parking.leads_concerned(c, subject))

    store.do(
        lambda c: c.execute(t.leads.insert().values(study="holidays", platform="slack", tenant="T1", account="U1"))
    )
    interview = store.do(lambda c: c.execute(t.interviews.select()).first())
    assert leads(None) == leads("nobody") == ()
    assert leads("holidays") == (("slack", "T1", "U1"),)
    assert interview is None or leads(interview.id) == leads("holidays")


@IN_A_FILE
def test_an_update_that_nobody_can_read_keeps_nobody_from_being_forgotten_and_goes_with_them(store: Store) -> None:
    store.do(seed)
    for held in ("'{'", "'[]'", f"'{{{SECRET}'"):
        row = f"INSERT INTO inbox (key, taken_at, parked, error) VALUES (hex(randomblob(9)), '', {held}, 'KeyError')"
        store.do(lambda c, row=row: c.exec_driver_sql(row))
    assert [(one.payload, one.error) for one in store.do(queues.parked)] == [({}, "KeyError")] * 3
    participant = store.do(lambda c: people.participants(c, "holidays"))[0]
    store.do(lambda c: forget_participant(c, participant, NOW))

    assert store.do(queues.parked) == ()
    assert SECRET.encode() not in bytes_of(store.file)
