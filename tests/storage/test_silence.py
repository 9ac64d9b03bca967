"""One timer of each interview comes back to who says nothing: after a day, after three, and the end after fourteen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select
from storage_samples import NOW, SCRIPT, a_study, due_timers

from reisleider.bot.interviews.errands import Expiry, LastReminder, Later, Reminder
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.reminders import remind_later
from reisleider.bot.interviews.reply import hear
from reisleider.bot.jobs.timers import Timers
from reisleider.flows.messages import Address, Said
from reisleider.storage import interviews, queues, studies, timers
from reisleider.storage import tables as t
from reisleider.storage.codec import say_time
from reisleider.storage.operations import Answer
from reisleider.storage.store import Connection, Store

HERE = Address("telegram", "1", "7")
NOON = NOW.replace(hour=12)  # when people are awake
STUDY = replace(a_study(), timezone="UTC")


def begun(store: Store) -> None:
    store.do(lambda c: studies.save_study(c, STUDY))
    store.do(lambda c: open_interview(c, STUDY, SCRIPT, HERE, "7", "nl", NOON, id="i1"))
    say_all(store, NOON)


def say_all(store: Store, now: datetime) -> list[str]:
    """What goes out now."""
    said = []
    while rows := store.do(lambda c: queues.claim(c, now, 60, 9, ("telegram|1",))):
        for row in rows:
            operation = store.do(lambda c, row=row: queues.operation_of(c, row.id))
            said.append(operation.message.plain)
            store.do(lambda c, row=row: queues.sent(c, row.id, Answer("1"), now))
    return said


def set_now(store: Store) -> list[tuple[str, str]]:
    """The timers of the interview: their kinds, and when they ring."""
    n = t.timers.c
    rows = store.do(lambda c: c.execute(select(n.kind, n.due_at).where(n.subject == "i1").order_by(n.due_at)).all())
    return [(row.kind, row.due_at) for row in rows]


def after(days: float) -> str:
    return say_time(NOON + timedelta(days=days))


async def ring(store: Store, days: float) -> list[str]:
    """What is said when nobody looked before so many days had passed."""
    now = NOON + timedelta(days=days)
    await Timers(store, lambda: now).ring_due()
    return [line for line in say_all(store, now) if "verdergaan?" in line]


async def test_each_reminder_sets_the_next(store: Store) -> None:
    begun(store)
    assert set_now(store) == [("reminder", after(1))]
    assert len(await ring(store, 1)) == 1
    assert set_now(store) == [("reminder-last", after(3))]
    assert len(await ring(store, 3)) == 1
    assert set_now(store) == [("expiry", after(14))]
    await ring(store, 14)

    assert store.do(lambda c: interviews.load_interview(c, "i1")).state == "expired"
    assert set_now(store) == []


async def test_a_reply_sets_the_one_timer_anew_whichever_it_is_by_then(store: Store) -> None:
    begun(store)
    for days in (0.5, 1.7, 5):
        now = NOON + timedelta(days=days)
        await ring(store, days)
        store.do(lambda c, now=now: hear(c, HERE, Said("text", text="hoezo?"), now, timedelta()))
        await Timers(store, lambda now=now: now).ring_due()

        assert set_now(store) == [("reminder", after(days + 1))]


async def test_who_was_away_for_days_is_reminded_once(store: Store) -> None:
    begun(store)

    assert await ring(store, 5) == []  # the first says nothing: the last is due as well
    assert len(await ring(store, 5)) == 1
    assert set_now(store) == [("expiry", after(14))]


async def test_asked_to_come_back_later_is_the_one_timer_too(store: Store) -> None:
    begun(store)
    interview = store.do(lambda c: interviews.load_interview(c, "i1"))
    store.do(lambda c: remind_later(c, interview, 7, NOON))
    assert set_now(store) == [("later", after(7))]
    await ring(store, 7)

    assert set_now(store) == [("expiry", after(14))]


async def test_reminders_as_they_were_set_before_ring_as_they_did(store: Store) -> None:
    begun(store)

    def as_before(c: Connection) -> None:
        turn = c.execute(select(t.interviews.c.turn)).scalar_one()
        c.execute(t.timers.delete())
        rows = [(one("i1", turn), days) for one, days in ((Reminder, 1), (LastReminder, 3), (Expiry, 14))]
        told = [{"kind": job.kind, "subject": "i1", "fence": turn, "due_at": after(days)} for job, days in rows]
        c.execute(insert(t.timers), told)

    store.do(as_before)
    assert len(await ring(store, 1)) == 1
    assert [kind for kind, _ in set_now(store)] == ["reminder-last", "expiry"]
    assert len(await ring(store, 3)) == 1
    store.do(lambda c: hear(c, HERE, Said("text", text="hoezo?"), NOON + timedelta(days=4), timedelta()))
    await Timers(store, lambda: NOON + timedelta(days=4)).ring_due()

    assert set_now(store) == [("reminder", after(5))]


@pytest.mark.parametrize("job", [Reminder, LastReminder, Expiry, Later])
def test_a_timer_that_was_set_anew_is_not_taken_for_what_it_was(store: Store, job: type[Reminder]) -> None:
    store.do(lambda c: timers.set_timer(c, job("i1", 3, NOW), NOW))
    (due,) = store.do(lambda c: due_timers(c, NOW, 9))
    store.do(lambda c: timers.turn_timer(c, job("i1", 3, NOW), NOW + timedelta(days=1), (job,)))

    assert store.do(lambda c: timers.take_timer(c, due)) is False
    assert store.do(lambda c: timers.is_set(c, job, "i1")) is True
