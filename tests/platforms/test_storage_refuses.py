"""The database says no for a while: who brings something is asked to bring it again, what goes out waits, it is said
why, and all goes on by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from running import config_for, free_port, kept, running, settled
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from sqlalchemy import func, select
from telegram_server import TelegramServer
from telegram_talks import prepare
from waiting import PATIENCE, until_told

from reisleider.bot.clock import now
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.serving.app import App
from reisleider.bot.serving.patient_start import waited_for
from reisleider.flows.faults import StorageBusy, StorageFault, StoragePause
from reisleider.storage import tables as t
from reisleider.storage.engines import writing_engine
from reisleider.storage.store import Connection, Store
from reisleider.storage.writer import Writer


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Meanwhile another program writes, and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def hasty(app: App) -> None:
    """A locked database is waited for no longer than a moment: the test has no five seconds."""
    await app.store.run(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=50"))


async def health(web: aiohttp.ClientSession, port: int) -> tuple[int, dict[str, Any]]:
    async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
        return answer.status, await answer.json()


async def test_a_locked_database_is_waited_for_and_nothing_is_lost_or_said_twice(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token = prepare(file)
    prepare_slack(file, id="tweede")
    anna, lia = telegram.person(8, "Anna", "nl"), slack.person("ULIA", name="Lia")
    channel = slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    port = free_port()
    more = {"REISLEIDER_HTTP__PORT": str(port), "REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret}
    config = config_for(telegram, slack, socket=False, **more)
    slack.request_url = f"http://127.0.0.1:{port}/slack"
    async with running(file, config) as app, aiohttp.ClientSession() as web:
        await hasty(app)
        await anna.starts(token)
        await anna.hears()
        await settled(app)
        asked = len(anna.chat.bot_messages)
        with locked(file):
            await anna.presses("Ja, ik doe mee")
            _, told = await until_told(lambda: health(web, port), lambda one: one[0] == 503)
            assert told["database"]["ok"] is False
            assert "kept busy by another program" in told["database"]["why"]
            missed = len(slack.missed_acks)
            await lia.command("/journey", "status", "C1")
            assert len(slack.missed_acks) == missed + 1  # she sees that it failed, and nothing is taken
            assert len(anna.chat.bot_messages) == asked
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked)
        _, told = await until_told(lambda: health(web, port), lambda one: one[0] == 200)
        assert told["ok"] is True
        await lia.command("/journey", "status", "C1")
        await slack.until(lambda: channel.messages)
        await settled(app)
        assert sum("0 begonnen" in words_of(one) for one in channel.messages) <= 1
    assert [one.step for one in kept(file, "zonnevaart")[0].log] == ["consent"]
    texts = [one.text for one in anna.chat.bot_messages]
    assert len(texts) == len(set(texts))


async def test_a_full_disk_is_waited_for(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        await anna.hears()
        await settled(app)

        def fill(c: Connection) -> None:
            c.exec_driver_sql("CREATE TABLE filler (a)")
            while c.exec_driver_sql("PRAGMA freelist_count").scalar_one():
                c.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(3000))")
            pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
            c.exec_driver_sql(f"PRAGMA max_page_count={pages}")

        await app.store.run(fill)
        words = "x" * 4000  # more than what is free in the file
        for _ in range(9):
            await anna.says(words)
        await until_told(lambda: refusal(app), lambda said: said is not None and "disk is full" in said)
        await app.store.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1000000"))
        await telegram.until(lambda: not telegram.unconfirmed)

        def parked(c: Connection) -> int:
            return c.execute(select(func.count()).where(t.inbox.c.error.is_not(None))).scalar_one()

        assert await app.store.read(parked) == 0


async def refusal(app: App) -> str | None:
    return None if app.store.refusal is None else app.store.refusal.sentence


async def test_a_database_that_says_no_for_too_long_ends_the_program_with_its_sentence(
    telegram: TelegramServer, file: Path
) -> None:
    prepare(file)
    with Store.open(f"sqlite:///{file}") as store:
        await store.run(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=50"))
        app = App(config_for(telegram), store, poll=1, storage_patience=0.0)
        with locked(file), pytest.raises(StorageFault, match="is kept busy by another program; stop that program"):
            await asyncio.wait_for(app.run(), PATIENCE)


def test_a_database_that_is_kept_busy_at_the_start_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    with Store.open(f"sqlite:///{file}"):
        pass
    tries: list[bool] = []

    @contextmanager
    def opening() -> Iterator[str]:
        tries.append(True)
        if len(tries) < 4:
            raise StorageBusy(f"{file} is kept busy by another program; stop that program, or try again.")
        yield "open"

    with waited_for(opening, look=0.0) as opened:
        assert (opened, len(tries)) == ("open", 4)
    tries.clear()
    with pytest.raises(StorageBusy, match="kept busy"), waited_for(opening, patience=-1.0):
        pass
    assert len(tries) == 1


def test_a_database_that_must_be_mended_ends_the_start_at_once(tmp_path: Path) -> None:
    gone = tmp_path / "nowhere" / "study.db"
    with (
        pytest.raises(StorageFault, match="The folder of"),
        waited_for(lambda: Store.open(f"sqlite:///{gone}")),
    ):
        pass


def test_no_more_is_accepted_than_can_be_written_soon(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    with Store.open(f"sqlite:///{file}"):
        pass
    writer = Writer(writing_engine(file), str(file), most=2)
    began, may_end = threading.Event(), threading.Event()

    def slow(_: Connection) -> None:
        began.set()
        assert may_end.wait(PATIENCE)

    writer.submit(slow)
    assert began.wait(PATIENCE)
    waiting = [writer.submit(lambda c: c.exec_driver_sql("SELECT 1").scalar()) for _ in range(2)]
    with pytest.raises(StoragePause, match="asked more than it can write now"):
        writer.submit(slow)
    may_end.set()
    assert [one.result(PATIENCE) for one in waiting] == [1, 1]
    writer.close()


async def test_what_must_go_is_not_looked_for_again_and_again_where_nothing_can_be_written(
    file: Path, logged: list[dict[str, object]]
) -> None:
    prepare(file)
    with Store.open(f"sqlite:///{file}") as store:
        await store.run(lambda c: c.exec_driver_sql("PRAGMA query_only=ON"))
        timers = Timers(store, now)
        for _ in range(5):
            await timers.ring_due()
            await timers.settle_all()
    assert len([one for one in logged if "not removed" in str(one["event"])]) == 1


async def test_health_names_each_platform_the_database_and_what_was_laid_aside(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    prepare(file)
    port = free_port()
    config = config_for(telegram, slack, REISLEIDER_HTTP__PORT=str(port))
    async with running(file, config) as app, aiohttp.ClientSession() as web:
        _, told = await until_told(lambda: health(web, port), lambda one: one[0] == 200)
        assert told == {
            "ok": True,
            "database": {"ok": True},
            "platforms": {"slack": {"ok": True}, "telegram": {"ok": True}},
            "outbox": 0,
            "oldest_seconds": 0,
            "parked": {"updates": 0, "calls": 0, "jobs": 0},
        }
        await app.store.run(
            lambda c: c.exec_driver_sql(
                "INSERT INTO timers (kind, subject, fence, due_at, data, parked) VALUES ('x', 'y', 0, '', 'null', 'z')"
            )
        )
        slack.fail("apps.connections.open", "invalid_auth", times=1000)
        await slack.disconnect()
        _, told = await until_told(lambda: health(web, port), lambda one: one[0] == 503)
        assert told["platforms"]["slack"]["ok"] is False
        assert told["platforms"]["telegram"] == {"ok": True}
        assert told["parked"]["jobs"] == 1
        async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
            text = await answer.text()
    assert 'reisleider_connected{platform="slack"} 0.0' in text
    assert 'reisleider_connected{platform="telegram"} 1.0' in text
    assert 'reisleider_parked{kind="jobs"} 1.0' in text
    assert "reisleider_build_info{" in text
    assert "reisleider_storage_writable 1.0" in text
    assert "reisleider_outbox_oldest_seconds 0.0" in text
