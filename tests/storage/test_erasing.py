"""What somebody asked to throw away is gone: from the answers, from the queues, from the bytes on disk."""

from __future__ import annotations

import asyncio
import random
import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bringing import bring_back
from storage_samples import CHAT, NOW, a_participant, an_interview, bytes_of, due_timers, said, seed
from two_databases import IN_A_FILE
from waiting import PATIENCE, rings

from reisleider.bot.interviews.errands import Reminder
from reisleider.flows.faults import StorageFault, StudyFault
from reisleider.flows.journey import Aside, Interview, Label
from reisleider.flows.messages import Attachment, Message, Span
from reisleider.storage import archive, blobs, interviews, people, queues, studies, versions
from reisleider.storage.archive_shape import read_archive
from reisleider.storage.belongings import belongings_of
from reisleider.storage.fading import fade_study
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.operations import Answer, Send
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import set_timer

SECRET = "spinazietaart"


def secretive(id: str = "i1") -> Interview:
    one = said(an_interview(id), f"ik at {SECRET}", {"most": f"{SECRET} alweer"})
    return replace(
        one, draft=[SECRET], aside=Aside("probe", "why", "t1", SECRET), trail=(("steps", SECRET),), item="t1"
    )


def secret(interview: str) -> Send:
    """Something secret that waits to be said."""
    return Send(Message((Span(SECRET),), interview=interview))


def withdraw(c: Connection, id: str) -> None:
    """Throw an interview away, as the end of a conversation does."""
    before = interviews.load_interview(c, id)
    after = replace(before, state="withdrawn", turn=before.turn + 1, ended_at=NOW)
    interviews.save_interview(c, before, after)
    interviews.erase_interview(c, id)


def holds(file: Path) -> bool:
    return SECRET.encode() in bytes_of(file)


def test_an_erased_interview_says_only_that_it_took_place(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, secretive()))
    store.do(lambda c: withdraw(c, "i1"))
    left = store.do(lambda c: interviews.load_interview(c, "i1"))

    assert left.state == "withdrawn"
    assert left.log == ()
    assert (left.draft, left.aside, left.trail, left.picks, left.probed) == (None, None, (), (), ())
    assert SECRET not in repr(left)
    assert [one.id for one in store.do(lambda c: interviews.interviews(c, "holidays"))] == ["i1"]


def test_erasing_takes_reminders_and_unsent_messages_along(store: Store) -> None:
    store.do(seed)
    for id_ in ("i1", "i2"):
        store.do(lambda c, id_=id_: interviews.add_interview(c, an_interview(id_)))
        store.do(lambda c, id_=id_: set_timer(c, Reminder(id_, 1), NOW))
        store.do(lambda c, id_=id_: queues.enqueue(c, CHAT, secret(id_), NOW))
    store.do(lambda c: withdraw(c, "i1"))

    assert [timer.subject for timer in store.do(lambda c: due_timers(c, NOW, 9))] == ["i2"]
    rows = store.do(lambda c: queues.claim(c, NOW, 60, 9, ("console|local",)))
    assert [store.do(lambda c, row=row: queues.operation_of(c, row.id)) for row in rows] == [secret("i2")]


@IN_A_FILE
def test_no_byte_of_erased_words_is_left_on_disk(store: Store, file: Path) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, secretive()))
    store.do(lambda c: queues.enqueue(c, CHAT, secret("i1"), NOW))

    assert holds(file)
    store.do(lambda c: withdraw(c, "i1"))
    store.do(lambda c: None)
    assert not holds(file)


@IN_A_FILE
def test_no_byte_is_left_among_many_interviews_either(store: Store, file: Path) -> None:
    store.do(seed)
    chance = random.Random(7)
    running = {f"i{number}": an_interview(f"i{number}") for number in range(12)}
    for one in running.values():
        store.do(lambda c, one=one: interviews.add_interview(c, one))
    for step in range(300):
        id_ = chance.choice(sorted(running))
        words = SECRET if id_ == "i5" else "gewoon"
        before = running[id_]
        after = said(before, f"{words} {step} " * chance.randint(1, 60))
        store.do(lambda c, before=before, after=after: interviews.save_interview(c, before, after))
        running[id_] = after

    assert holds(file)
    store.do(lambda c: withdraw(c, "i5"))
    store.do(lambda c: None)
    assert not holds(file)
    assert all(
        store.do(lambda c, id_=id_: interviews.load_interview(c, id_)) == one
        for id_, one in running.items()
        if id_ != "i5"
    )


def test_no_byte_of_a_deleted_study_is_left(store: Store, file: Path) -> None:
    store.do(seed)
    for number in range(20):
        store.do(lambda c, n=number: interviews.add_interview(c, secretive(f"i{n}")))
    store.do(lambda c: studies.delete_study(c, "holidays"))
    store.do(lambda c: None)

    assert not holds(file)
    assert b"Voorbeeldreizen" not in bytes_of(file)


async def test_somebody_elses_failure_does_not_keep_erased_words(store: Store, file: Path) -> None:
    await store.run(seed)
    await store.run(lambda c: interviews.add_interview(c, secretive()))
    entered, opened = threading.Event(), threading.Event()

    def hold(c: Connection) -> None:
        entered.set()
        assert opened.wait(PATIENCE)

    def fail(c: Connection) -> None:
        raise StudyFault("This one is refused.")

    held = asyncio.create_task(store.run(hold))
    await rings(entered)
    erasing = asyncio.create_task(store.run(lambda c: withdraw(c, "i1")))
    failing = asyncio.create_task(store.run(fail))
    await asyncio.sleep(0)
    opened.set()
    await asyncio.gather(held, erasing)
    with pytest.raises(StudyFault):
        await failing
    await store.run(lambda c: None)

    assert not holds(file)


async def test_erased_words_go_even_where_a_reader_was_in_the_way(store: Store, file: Path) -> None:
    await store.run(seed)
    await store.run(lambda c: interviews.add_interview(c, secretive()))
    entered, opened = threading.Event(), threading.Event()

    def read_long(c: Connection) -> None:
        interviews.interviews(c, "holidays")
        entered.set()
        assert opened.wait(PATIENCE)

    reading = asyncio.create_task(store.read(read_long))
    await rings(entered)
    try:
        await asyncio.wait_for(store.run(lambda c: withdraw(c, "i1")), PATIENCE)
        await asyncio.wait_for(store.run(lambda c: None), PATIENCE)
    finally:
        opened.set()
    await reading
    for _ in range(2):
        await store.run(lambda c: None)

    assert not holds(file)


def test_an_answer_cannot_be_deleted_but_by_erasing(store: Store) -> None:
    store.do(seed)
    one = said(an_interview(), "mooi")
    store.do(lambda c: interviews.add_interview(c, one))

    with pytest.raises(Exception, match="answers"):
        store.do(lambda c: c.exec_driver_sql("DELETE FROM answers"))

    assert store.do(lambda c: interviews.load_interview(c, "i1")) == one


def test_no_byte_is_left_in_what_later_interviews_were_given(store: Store, file: Path) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview(), SECRET)))
    other = an_interview("i2", participant="p2")
    given = replace(other, givens=replace(other.givens, coverage={SECRET: 1, "gewoon": 2}))
    store.do(lambda c: people.add_participant(c, a_participant("p2")))
    store.do(lambda c: interviews.add_interview(c, given))
    store.do(lambda c: withdraw(c, "i1"))
    store.do(lambda c: None)

    assert not holds(file)
    assert store.do(lambda c: interviews.load_interview(c, "i2")).givens.coverage["gewoon"] == 2


def test_a_label_that_one_person_told_and_a_wording_of_theirs_leave_what_others_were_given(
    store: Store, file: Path
) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview(), SECRET)))
    told, named = Label("t-1", {"nl": SECRET}), Label("met", {"nl": "Kennisgemaakt"}, aliases=(SECRET, "gezien"))
    other = an_interview("i2", participant="p2")
    given = replace(other, givens=replace(other.givens, labels=(told, named)))
    store.do(lambda c: people.add_participant(c, a_participant("p2")))
    store.do(lambda c: interviews.add_interview(c, given))
    store.do(lambda c: withdraw(c, "i1"))
    store.do(lambda c: None)

    assert not holds(file)
    assert store.do(lambda c: interviews.load_interview(c, "i2")).givens.labels == (
        replace(named, aliases=("gezien",)),
    )


def test_who_is_forgotten_leaves_a_tombstone_and_no_words(store: Store, file: Path) -> None:
    store.do(seed)
    store.do(lambda c: people.link_account(c, "p1", "console", "local", "anna-1975"))
    store.do(lambda c: interviews.add_interview(c, secretive()))
    store.do(lambda c: people.set_focus(c, CHAT, "i1"))
    store.do(lambda c: queues.enqueue(c, CHAT, secret("i1"), NOW))
    exported = store.do(lambda c: archive.export_study(c, "holidays"))

    assert store.do(lambda c: forget_participant(c, a_participant(), NOW)) == 1
    store.do(lambda c: None)
    assert not holds(file)
    assert b"anna-1975" not in bytes_of(file)
    assert store.do(lambda c: people.focus_of(c, CHAT)) is None

    store.do(lambda c: studies.delete_study(c, "holidays"))
    store.do(lambda c: bring_back(c, exported))
    assert store.do(lambda c: people.participants(c, "holidays")) == ()
    assert store.do(lambda c: interviews.interviews(c, "holidays")) == ()


def test_a_published_map_loses_the_words_of_who_left_and_keeps_those_of_others(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview("i1"), "ik belde wel drie keer", "wachten")))
    store.do(lambda c: people.add_participant(c, a_participant("p2")))
    other = said(an_interview("i2", participant="p2"), "alles ging prima online", "wachten")
    store.do(lambda c: interviews.add_interview(c, other))
    both = {"nl": "drie keer gebeld", "en": "called three times"}
    journey_map = {
        "title": {"nl": "Een reis boeken"},
        "wishes": [{"words": "Ik belde […] wel drie keer"}],
        "columns": [
            {
                "quotes": [{"words": "alles ging prima online"}, {"words": "ik belde wel drie keer"}],
                "pains": [{"words": "wachten", "n": 3}],
                "touchpoints": [{"label": {"nl": "drie keer belde ik"}}, {"label": both}, {"label": {"nl": "wachten"}}],
            }
        ],
    }
    for persona in (None, "families"):
        store.do(lambda c, persona=persona: versions.publish(c, "holidays", persona, journey_map, ["p1", "p2"], NOW))
    store.do(lambda c: withdraw(c, "i1"))

    for persona in (None, "families"):
        kept = store.do(lambda c, persona=persona: versions.latest_version(c, "holidays", persona)).map
        assert kept["wishes"] == []
        assert kept["columns"][0]["quotes"] == [{"words": "alles ging prima online"}]
        assert kept["columns"][0]["pains"] == [{"words": "wachten", "n": 3}]
        labels = [one["label"]["nl"] for one in kept["columns"][0]["touchpoints"]]
        assert labels == ["(gewist)", "drie keer gebeld", "wachten"]
        assert kept["title"] == {"nl": "Een reis boeken"}


def test_a_published_map_loses_an_answer_with_what_was_added_to_it(store: Store) -> None:
    store.do(seed)
    answered = said(an_interview("i1"), "te duur")
    added = replace(
        answered.log[-1], seq=2, kind="probe", value="er kwam 240 euro bij", verbatim="er kwam 240 euro bij"
    )
    store.do(lambda c: interviews.add_interview(c, replace(answered, log=(*answered.log, added))))
    shown = {"wishes": [{"words": "Te duur, er kwam 240 euro bij"}]}
    store.do(lambda c: versions.publish(c, "holidays", None, shown, ["p1"], NOW))
    store.do(lambda c: withdraw(c, "i1"))

    assert store.do(lambda c: versions.latest_version(c, "holidays", None)).map == {"wishes": []}


def test_a_version_somebody_had_no_part_in_stays_as_it_was(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview("i1"), "ik belde wel drie keer")))
    words = {"wishes": [{"words": "ik belde wel drie keer"}]}
    store.do(lambda c: versions.publish(c, "holidays", None, words, ["p2"], NOW))
    store.do(lambda c: withdraw(c, "i1"))

    assert store.do(lambda c: versions.latest_version(c, "holidays", None)).map == words


def test_an_update_that_failed_is_emptied_with_its_author(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: people.link_account(c, "p1", "console", "local", "anna"))
    for key, account in (("mine", "anna"), ("hers", "bea")):
        parked = {"platform": "console", "tenant": "local", "account": account, "text": f"{account} {SECRET}"}
        store.do(lambda c, key=key, parked=parked: queues.park(c, key, parked, "ValueError", NOW))
    who = store.do(lambda c: people.load_participant(c, "p1"))
    store.do(lambda c: forget_participant(c, who, NOW))

    assert [one.key for one in store.do(queues.parked)] == [queues.known_as("hers")]
    assert store.do(lambda c: queues.take_in(c, "mine", NOW)) is False


PICTURE = b"\x89PNG\r\n\x1a\n" + SECRET.encode() * 400


def pictured(c: Connection, id: str, *, participant: str | None = None) -> str:
    """An interview with a picture kept with one of its answers; returns the picture's digest."""
    digest = blobs.put_blob(c, PICTURE, "image/png", "foto.png")
    one = an_interview(id)
    one = one if participant is None else replace(one, participant=participant)
    kept = replace(said(one, "zie foto").log[-1], kind="file", value=["photo", digest], seq=len(one.log) + 1)
    interviews.add_interview(c, replace(one, log=(*one.log, kept)))
    return digest


def withdraw_whole(c: Connection) -> None:
    withdraw(c, "i1")


def forget(c: Connection) -> None:
    forget_participant(c, people.load_participant(c, an_interview("i1").participant), NOW)


def delete_all(c: Connection) -> None:
    studies.delete_study(c, "holidays")


def fade(c: Connection) -> None:
    one = interviews.load_interview(c, "i1")
    fade_study(c, "holidays", [replace(one, log=tuple(line for line in one.log if line.kind != "file"))])


@IN_A_FILE
@pytest.mark.parametrize("way", [withdraw_whole, forget, delete_all, fade])
def test_no_byte_of_a_picture_is_left(store: Store, file: Path, way: Callable[[Connection], None]) -> None:
    store.do(seed)
    digest = store.do(lambda c: pictured(c, "i1"))
    store.do(
        lambda c: queues.enqueue(c, CHAT, Send(Message((), attachments=(Attachment("f", "image/png", PICTURE),))), NOW)
    )

    assert holds(file)
    store.do(way)
    store.do(lambda c: None)
    assert store.do(lambda c: blobs.get_blob(c, digest)) is None
    assert not holds(file)


def test_a_picture_that_somebody_else_sent_too_stays_with_their_answer(store: Store) -> None:
    store.do(seed)
    digest = store.do(lambda c: pictured(c, "i1"))
    store.do(lambda c: pictured(c, "i2"))
    store.do(withdraw_whole)

    assert store.do(lambda c: blobs.get_blob(c, digest)) == PICTURE


def test_a_picture_that_was_shown_stays_with_its_answer(store: Store) -> None:
    store.do(seed)
    digest = store.do(lambda c: pictured(c, "i1"))
    shown = Send(Message((Span("kijk"),), attachments=(Attachment("foto.png", "image/png", PICTURE),)))
    row = store.do(lambda c: queues.enqueue(c, CHAT, shown, NOW))
    store.do(lambda c: queues.sent(c, row, Answer("m1"), NOW))

    assert store.do(lambda c: blobs.get_blob(c, digest)) == PICTURE


def test_a_picture_goes_along_in_an_archive_and_to_who_sent_it(store: Store, tmp_path: Path) -> None:
    store.do(seed)
    digest = store.do(lambda c: pictured(c, "i1"))
    exported = store.do(lambda c: archive.export_study(c, "holidays"))
    mine = store.do(lambda c: belongings_of(c, people.load_participant(c, an_interview("i1").participant)))
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.do(lambda c: bring_back(c, exported))
        assert other.do(lambda c: blobs.get_blob(c, digest)) == PICTURE

    assert b64decode(mine["interviews"][0]["pictures"][0]["base64"]) == PICTURE


def test_an_archive_without_pictures_is_read_and_a_broken_picture_is_not(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: pictured(c, "i1"))
    exported = store.do(lambda c: archive.export_study(c, "holidays"))
    broken = {**exported, "pictures": [{**exported["pictures"][0], "base64": "AAAA"}]}

    with pytest.raises(StorageFault, match=r"pictures\[0\].base64"):
        read_archive(broken)
    older = {key: value for key, value in exported.items() if key != "pictures"} | {"format": 1}
    assert read_archive(older).pictures == ()
