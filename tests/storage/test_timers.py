"""What must be remembered comes when it is due, and every job and call comes back from its row as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import insert, select
from storage_samples import CHAT, NOW, due_timers
from structlog.testing import capture_logs
from two_databases import IN_A_FILE

from reisleider.bot.acting.reminding import RemindOwners
from reisleider.bot.auditing.audit_cards import Auditing
from reisleider.bot.auditing.audit_dealing import ShowPair
from reisleider.bot.commands.give_file import Give
from reisleider.bot.commands.map.compare import Compare
from reisleider.bot.commands.map.merge import Decide
from reisleider.bot.commands.map.sort import SortCompare, SortFile
from reisleider.bot.commands.map.trace import Trace
from reisleider.bot.commands.merge_review import Merge
from reisleider.bot.commands.study.codebook import Book
from reisleider.bot.commands.study.status import Questions, Status
from reisleider.bot.glancing.quote_cards import Glimpse
from reisleider.bot.glancing.quote_dealing import ShowQuote
from reisleider.bot.interviews.errands import (
    Advise,
    Expiry,
    LastReminder,
    Later,
    LookAtLabels,
    Publish,
    Reminder,
    Settle,
)
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.jobs.duties import duties
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.leading.lead_silence import LeadSilence
from reisleider.bot.maps.post import Living, draw_map
from reisleider.bot.maps.requoting import Requote
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.sorting.dealing import Deal
from reisleider.bot.sorting.sitting import Sitting
from reisleider.bot.weighing.round_post import ShowRound
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address, Attachment, Message, Span
from reisleider.storage import parking, queues, timers
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, say_time
from reisleider.storage.operations import Answer, Edit, Operation, OwnMap, Redraw, Remove, Renew, Send, Use
from reisleider.storage.people import key_of, line_of
from reisleider.storage.posts import RedrawMaps
from reisleider.storage.rounds import RewordRounds
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import Job

HERE = Address("slack", "T1", "C1", "17.5")
ROWS: tuple[tuple[Job, str, str, int, object], ...] = (
    (Settle("i1", 4), "settle", "i1", 4, None),
    (Later("i1", 4), "later", "i1", 4, None),
    (Reminder("i1", 4), "reminder", "i1", 4, None),
    (LastReminder("i1", 4), "reminder-last", "i1", 4, None),
    (Expiry("i1", 4), "expiry", "i1", 4, None),
    (Publish("s1"), "publish", "s1", 0, None),
    (Advise("s1"), "advise", "s1", 0, None),
    (LookAtLabels("s1"), "labels", "s1", 0, None),
    (
        Publish("s1", HERE, "nl", True),
        "publish",
        "s1",
        0,
        {"address": key_of(HERE), "language": "nl", "preview": True, "persona": ""},
    ),
    (LeadSilence("k1"), "lead-silence", "k1", 0, None),
    (LeadSilence("k1", True), "lead-silence", "k1", 0, {"asked": True}),
    (RewordRounds("s1"), "reword-rounds", "s1", 0, None),
    (
        ShowRound("s1", 2, HERE, "nl"),
        "show-round",
        "s1",
        0,
        {"number": 2, "address": key_of(HERE), "language": "nl"},
    ),
    (Living("s1"), "living", "s1", 0, None),
    (RedrawMaps("s1"), "redraw", "s1", 0, None),
    (RedrawMaps("s1", 3), "redraw", "s1", 0, {"post": 3}),
    (
        Compare("s1", HERE, "nl", ("a", "2"), ("s2",)),
        "compare",
        "s1",
        0,
        {"address": key_of(HERE), "language": "nl", "words": ["a", "2"], "may": ["s2"]},
    ),
    (
        Decide("s1", HERE, "nl", Override("same", "bellen", other="gebeld"), "/map preview", "/merge undo"),
        "decide",
        "s1",
        0,
        {
            "address": key_of(HERE),
            "language": "nl",
            "typed": dump(Override("same", "bellen", other="gebeld")),
            "preview": "/map preview",
            "undo": "/merge undo",
        },
    ),
    (
        Book("s1", HERE, "nl", file=True),
        "codebook",
        "s1",
        0,
        {"address": key_of(HERE), "language": "nl", "file": True},
    ),
    (
        Give("s1", HERE, "en", ("pdf",)),
        "give",
        "s1",
        0,
        {"address": key_of(HERE), "language": "en", "formats": ["pdf"], "persona": ""},
    ),
    (
        Merge("s1", HERE, "U1", "nl", (("gebeld", "called"),)),
        "merge",
        "s1",
        0,
        {"address": key_of(HERE), "account": "U1", "language": "nl", "seen": [["gebeld", "called"]]},
    ),
    (
        Deal("s1", HERE, "U1", "slack:T1:U1", "nl", Sitting("s1", seen=("t-1",)), "Goed."),
        "sort",
        "s1",
        0,
        {
            "address": key_of(HERE),
            "account": "U1",
            "by": "slack:T1:U1",
            "language": "nl",
            "sitting": {
                "study": "s1",
                "role": "lead",
                "apart": False,
                "settling": False,
                "seen": ["t-1"],
                "card": None,
                "offers": [],
                "called": {},
                "asks": "card",
                "names": {},
                "chosen": [],
                "refused": [],
            },
            "did": "Goed.",
        },
    ),
    (
        ShowPair("s1", HERE, "U1", "slack:T1:U1", "nl", Auditing("s1", seen=(("a", "b"),)), "Goed."),
        "audit",
        "s1",
        0,
        {
            "address": key_of(HERE),
            "account": "U1",
            "by": "slack:T1:U1",
            "language": "nl",
            "auditing": {
                "study": "s1",
                "role": "lead",
                "seen": [["a", "b"]],
                "card": None,
                "waiting": [],
                "called_two": None,
            },
            "did": "Goed.",
        },
    ),
    (
        ShowQuote("s1", HERE, "U1", "slack:T1:U1", "nl", Glimpse("s1", seen=(("i1", "m1"),)), "Goed."),
        "quotes",
        "s1",
        0,
        {
            "address": key_of(HERE),
            "account": "U1",
            "by": "slack:T1:U1",
            "language": "nl",
            "glimpse": {"study": "s1", "again": False, "seen": [["i1", "m1"]], "card": None, "waiting": []},
            "did": "Goed.",
        },
    ),
    (Requote("s1"), "requote", "s1", 0, None),
    (
        SortFile("s1", HERE, "slack:T1:U1", "nl", apart=True),
        "sort-file",
        "s1",
        0,
        {"address": key_of(HERE), "by": "slack:T1:U1", "language": "nl", "apart": True},
    ),
    (
        SortCompare("s1", HERE, "slack:T1:U1", "nl"),
        "sort-compare",
        "s1",
        0,
        {"address": key_of(HERE), "by": "slack:T1:U1", "language": "nl"},
    ),
    (
        Status("s1", HERE, None, "nl"),
        "status",
        "s1",
        0,
        {"address": key_of(HERE), "only_for": None, "language": "nl"},
    ),
    (
        Questions("s1", HERE, None, "nl"),
        "status-questions",
        "s1",
        0,
        {"address": key_of(HERE), "only_for": None, "language": "nl"},
    ),
    (RemindOwners("s1"), "remind-owners", "s1", 0, None),
    (
        Trace("s1", HERE, "nl", "bellen"),
        "trace",
        "s1",
        0,
        {"address": key_of(HERE), "language": "nl", "words": "bellen"},
    ),
)
"""Each job and its row as databases have held it since the first version that wrote it."""


@pytest.mark.parametrize(("job", "kind", "subject", "fence", "data"), ROWS, ids=[row[1] for row in ROWS])
def test_a_job_is_the_row_it_always_was(
    store: Store, job: Job, kind: str, subject: str, fence: int, data: object
) -> None:
    store.do(lambda c: timers.set_timer(c, job, NOW))
    row = store.do(lambda c: c.execute(select(t.timers)).one())
    (timer,) = store.do(lambda c: due_timers(c, NOW, 9))

    assert (row.kind, row.subject, row.fence, row.data) == (kind, subject, fence, data)
    assert timers.job_of(timer, type(job)) == job


def test_every_job_has_its_row_here_and_is_done_by_one() -> None:
    kinds = [one.job for one in duties(draw_map)]

    assert len(set(kinds)) == len({one.kind for one in kinds}) == len(kinds)
    assert set(kinds) == {type(row[0]) for row in ROWS}


def test_what_older_programs_left_out_of_a_row_goes_without_saying(store: Store) -> None:
    held = {"address": key_of(HERE), "language": "nl", "preview": False}
    row = {"kind": "publish", "subject": "s1", "fence": 0, "due_at": say_time(NOW), "data": held}
    store.do(lambda c: c.execute(insert(t.timers).values(row)))
    (timer,) = store.do(lambda c: due_timers(c, NOW, 9))

    assert timers.job_of(timer, Publish) == Publish("s1", HERE, "nl")


def test_timers_are_due_in_order_and_ring_once(store: Store) -> None:
    for subject, minutes in (("later", 5), ("first", 1), ("second", 2)):
        due = NOW + timedelta(minutes=minutes)
        store.do(lambda c, subject=subject, due=due: timers.set_timer(c, Reminder(subject, 3), due))
    at = NOW + timedelta(minutes=2)
    found = store.do(lambda c: due_timers(c, at, 10))

    assert [timers.job_of(one, Reminder) for one in found] == [Reminder("first", 3), Reminder("second", 3)]
    assert found[0].due_at == NOW + timedelta(minutes=1)
    assert store.do(lambda c: timers.take_timer(c, found[0])) is True
    assert store.do(lambda c: timers.take_timer(c, found[0])) is False
    assert [one.subject for one in store.do(lambda c: due_timers(c, at, 10))] == ["second"]


@IN_A_FILE
def test_a_timer_that_got_the_number_of_one_that_is_gone_is_not_taken_for_it(store: Store) -> None:
    store.do(lambda c: timers.set_timer(c, Living("s1"), NOW))
    (gone,) = store.do(lambda c: due_timers(c, NOW, 9))
    store.do(lambda c: timers.drop_timers(c, "s1", (Living,)))
    again = store.do(lambda c: timers.set_timer(c, Living("s2"), NOW))

    assert again == gone.id
    assert store.do(lambda c: timers.take_timer(c, gone)) is False
    assert store.do(lambda c: timers.is_set(c, Living, "s2")) is True


def test_timers_are_postponed_and_dropped_by_kind(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    one = store.do(lambda c: timers.set_timer(c, Reminder("i1", 1), NOW))
    store.do(lambda c: timers.set_timer(c, Expiry("i1", 1), NOW))
    store.do(lambda c: timers.postpone(c, one, later))
    store.do(lambda c: timers.drop_timers(c, "i1", (Expiry, Settle)))

    assert [timer.due_at for timer in store.do(lambda c: timers.coming_timers(c, 9))] == [later]
    assert [timer.kind for timer in store.do(lambda c: due_timers(c, later, 9))] == ["reminder"]


@pytest.mark.parametrize("limit", [1, 2])
def test_a_limit_of_timers_is_kept(store: Store, limit: int) -> None:
    for number in range(4):
        store.do(lambda c, n=number: timers.set_timer(c, Reminder(str(n), 0), NOW))

    assert len(store.do(lambda c: due_timers(c, NOW, limit))) == limit


# --- what a newer program, or a broken row, left behind -------------------------------------------------


@dataclass(frozen=True)
class Whistle(Job):
    """A job that only a newer program does."""

    kind: ClassVar[str] = "whistle"
    tune: str


async def test_a_job_that_is_not_known_stays_and_holds_up_no_other(store: Store) -> None:
    await store.run(lambda c: timers.set_timer(c, Whistle("s1", "private words"), NOW))
    broken = {"kind": "trace", "subject": "s1", "fence": 0, "due_at": say_time(NOW), "data": {"words": 3}}
    await store.run(lambda c: c.execute(insert(t.timers).values(broken)))
    await store.run(lambda c: timers.set_timer(c, Expiry("nobody", 1), NOW))

    with capture_logs() as logged:
        ringing = Timers(store, lambda: NOW)
        assert await ringing.ring_due() == 1
        await ringing.settle_all()

    assert await store.read(lambda c: due_timers(c, NOW, 9)) == ()
    left = await store.read(lambda c: due_timers(c, NOW + timedelta(days=2), 9))
    assert [one.kind for one in left] == ["whistle"]
    assert [one.what for one in await store.read(parking.parked_jobs)] == ["trace"]  # known, and not to be read
    assert [(one["event"], one["kind"]) for one in logged] == [
        ("timer not known", "whistle"),
        ("timer laid aside", "trace"),
    ]
    assert "private" not in str(logged)


class Wall:
    """An adapter that only remembers."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    async def deliver(self, address: Address, message: Message) -> None:
        self.shown.append(message.plain)

    async def edit(self, address: Address, shown: object, message: Message) -> None: ...

    async def remove(self, address: Address, shown: object) -> None: ...


async def test_a_call_that_is_not_known_is_laid_aside_and_the_next_one_goes(store: Store) -> None:
    row = await store.run(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("private words"),))), NOW))
    await store.run(lambda c: c.execute(t.outbox.update().where(t.outbox.c.id == row).values(operation="sing")))
    await store.run(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("hallo"),))), NOW))
    wall = Wall()

    with capture_logs() as logged:
        assert await Delivery(store, {line_of(CHAT): wall}, lambda: NOW, own=show_own).deliver_due() == 1

    assert wall.shown == ["hallo"]
    held = await store.read(lambda c: c.execute(select(t.outbox.c.state)).scalars().all())
    assert held == ["parked", "sent"]
    assert await store.read(parking.parked_calls) == (parking.Laid(row, "sing", CHAT.platform, "not known"),)
    assert [one["event"] for one in logged] == ["call laid aside"]
    assert "private" not in str(logged)


async def test_what_is_erased_between_claim_and_call_is_not_sent(store: Store) -> None:
    row = await store.run(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("private words"),))), NOW))
    await store.run(lambda c: c.execute(t.outbox.delete().where(t.outbox.c.id == row)))

    assert await store.read(lambda c: queues.operation_of(c, row)) is None


# --- what is asked of a platform, as rows -----------------------------------------------------------------

PLAIN = Message((Span("hallo", "bold"),), interview="i1", turn=3, language="nl")
PICTURE = replace(PLAIN, attachments=(Attachment("map.png", "image/png", b"png", "the map"),))
CALLS: tuple[tuple[Operation, str], ...] = (
    (Send(PICTURE), "send"),
    (Send(PLAIN, 7), "send"),
    (Edit(PLAIN, 7), "edit"),
    (Use(PLAIN, 7), "use"),
    (Remove(7), "remove"),
    (Renew(PICTURE, 7), "renew"),
    (Redraw(PICTURE, 7), "redraw"),
    (OwnMap("i1", "abc"), "own-map"),
)


@pytest.mark.parametrize(("operation", "name"), CALLS, ids=[row[1] for row in CALLS])
def test_an_operation_comes_back_from_its_row(store: Store, operation: Operation, name: str) -> None:
    row = store.do(lambda c: queues.enqueue(c, CHAT, operation, NOW))
    kept = store.do(lambda c: c.execute(select(t.outbox)).one())

    assert store.do(lambda c: queues.operation_of(c, row)) == operation
    assert (kept.operation, kept.parent) == (name, getattr(operation, "parent", None))


def test_a_message_is_the_row_it_always_was(store: Store) -> None:
    store.do(lambda c: queues.enqueue(c, CHAT, Send(PICTURE), NOW))
    kept = store.do(lambda c: c.execute(select(t.outbox)).one())
    (file,) = kept.payload["attachments"]

    assert kept.payload["text"] == [{"text": "hallo", "style": "bold", "folded": False}]
    assert (kept.interview, kept.turn) == ("i1", 3)
    assert sorted(file) == ["alt", "blob", "mime", "name"]


def test_a_row_without_the_call_it_is_about_is_a_fault(store: Store) -> None:
    row = store.do(lambda c: queues.enqueue(c, CHAT, Edit(PLAIN, 7), NOW))
    store.do(lambda c: c.execute(t.outbox.update().where(t.outbox.c.id == row).values(parent=None)))

    with pytest.raises(StorageFault, match="knows no operation edit"):
        store.do(lambda c: queues.operation_of(c, row))


def test_an_answer_keeps_only_what_was_answered(store: Store) -> None:
    def told(c: Connection, answer: Answer) -> object:
        row = queues.enqueue(c, CHAT, Send(PLAIN), NOW)
        queues.sent(c, row, answer, NOW)
        assert queues.answered(c, row) == answer
        return c.execute(select(t.outbox.c.answer).where(t.outbox.c.id == row)).scalar()

    assert store.do(lambda c: told(c, Answer())) == {}
    assert store.do(lambda c: told(c, Answer("9", ("10",), True))) == {"ref": "9", "files": ["10"], "fixed": True}
    assert store.do(lambda c: told(c, Answer("9", text=""))) == {"ref": "9", "text": ""}
    assert store.do(lambda c: told(c, Answer("9", mark="abc"))) == {"ref": "9", "mark": "abc"}
