"""A database in a file moved to a server: everything is there, the file stays, and what is not empty is refused."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from own_server import OwnServer
from sqlalchemy import select
from storage_samples import CHAT, NOW, an_interview, due_timers, said, seed

from reisleider.bot.interviews.errands import LookAtLabels
from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Attachment, Message, Span
from reisleider.storage import interviews, people, queues, studies, timers
from reisleider.storage import tables as t
from reisleider.storage.moving import move
from reisleider.storage.operations import Answer, Send
from reisleider.storage.store import Connection, Store

pytestmark = pytest.mark.server


def fill(c: Connection) -> None:
    """Something in most tables, with words that are hard to carry."""
    seed(c)
    for number in range(3):
        first = an_interview(f"i{number}")
        interviews.add_interview(c, first)
        interviews.save_interview(c, first, said(first, f"stap {number} \u00e9\u20ac\U0001f600 'x' %s :y\x00"))
    people.link_account(c, "p1", "telegram", "4242", "8")
    for number in range(5):
        files = (Attachment("kaart.png", "image/png", bytes(range(256)) * 4),) if number == 3 else ()
        row = queues.enqueue(c, CHAT, Send(Message((Span(f"bericht {number}"),), attachments=files)), NOW)
        if number < 2:
            queues.sent(c, row, Answer(str(number)), NOW)
    timers.set_timer(c, LookAtLabels("holidays"), NOW)
    queues.park(c, "k", {"text": "hallo"}, "ValueError", NOW)


def digest(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as c:
        return hashlib.sha256("\n".join(c.iterdump()).encode(errors="surrogatepass")).hexdigest()


def test_everything_is_there_and_the_file_stays(url: str, file: Path, url_there: str) -> None:
    with Store.open(url) as store:
        store.do(fill)
        told = store.do(lambda c: interviews.load_interview(c, "i2"))
        key = store.do(lambda c: c.execute(select(t.keys.c.secret)).scalar_one())
        tally = store.do(lambda c: c.execute(select(t.tallies).order_by(t.tallies.c.what)).all())
    before = digest(file)

    held = move(url, url_there)

    assert (held.studies, held.participants, held.interviews, held.answers) == (1, 1, 3, 3)
    assert digest(file) == before
    with Store.open(url_there) as store:
        moved = store.do(lambda c: interviews.load_interview(c, "i2"))
        assert moved is not None
        assert moved.log[-1].verbatim == told.log[-1].verbatim.replace("\x00", "")
        assert moved.givens == told.givens
        assert store.do(lambda c: c.execute(select(t.keys.c.secret)).scalar_one()) == key
        assert len(store.do(lambda c: c.execute(select(t.tallies)).all())) == len(tally)
        assert [one.subject for one in store.do(lambda c: due_timers(c, NOW, 9))] == ["holidays"]
        (claimed,) = store.do(lambda c: queues.claim(c, NOW, 60, 9, ("console|local",)))
        assert store.do(lambda c: queues.operation_of(c, claimed.id)).message.plain == "bericht 2"
        new = store.do(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("nieuw"),))), NOW + timedelta(days=1)))
        assert new == 6
        store.do(lambda c: interviews.save_interview(c, moved, said(moved, "en verder")))


def test_what_is_not_empty_is_refused_and_left_as_it_is(url: str, url_there: str) -> None:
    with Store.open(url) as store:
        store.do(fill)
    move(url, url_there)

    with pytest.raises(StorageFault, match="holds something already"):
        move(url, url_there)
    with Store.open(url_there) as store:
        assert len(store.do(studies.list_studies)) == 1


def test_a_file_that_a_program_has_open_is_not_moved(url: str, url_there: str) -> None:
    with Store.open(url) as store:
        store.do(fill)
        with pytest.raises(StorageFault, match="stop reisleider run first"):
            move(url, url_there)
    with Store.open(url_there) as there:
        assert there.do(studies.list_studies) == ()


def test_what_cannot_be_carried_leaves_nothing_behind(url: str, file: Path, url_there: str) -> None:
    with Store.open(url) as store:
        store.do(fill)
    with closing(sqlite3.connect(file)) as c, c:
        c.execute("UPDATE studies SET study = '{spoilt'")

    with pytest.raises(StorageFault):
        move(url, url_there)
    with Store.open(url_there) as there:
        assert there.do(studies.study_ids) == ()


def test_where_to_is_a_server(url: str) -> None:
    with pytest.raises(StorageFault, match="--to: name a PostgreSQL database"):
        move(url, "sqlite:///other.db")


def test_moving_as_it_is_typed(tmp_path: Path, postgres: OwnServer, url_there: str) -> None:
    from typing_in import type_in

    type_in(tmp_path, "migrate")
    out = type_in(tmp_path, "migrate", "--to", url_there)

    assert "Verhuisd, geteld en vergeleken: 0 onderzoeken" in " ".join(out.split())
