"""Who is forgotten is in the database no more: not what they told, and not who they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import config_for, running, settled
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare

from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import queues, studies
from reisleider.storage.operations import Answer, Send
from reisleider.storage.store import Store
from reisleider.storage.traces import INBOX_KEPT, SENT_KEPT, purge

ANNA = 88_123_456_789
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def _bytes_of(file: Path) -> bytes:
    """Everything that is in a database's files."""
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


async def test_forget_takes_the_account_out_of_every_byte(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(ANNA, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await telegram.until(lambda: anna.chat.bot_messages)
        await anna.presses("Ja, ik doe mee")
        await anna.says("/help")
        await telegram.until(lambda: "altijd kunt typen" in anna.sees.text)
        await settled(app)
        assert str(ANNA).encode() in _bytes_of(file)
        await anna.says("/forget")
        await telegram.until(lambda: "wissen" in anna.sees.text)
        await anna.presses("Ja, wis alles")
        await telegram.until(lambda: "is gewist" in anna.sees.text)
        await settled(app)
    assert str(ANNA).encode() not in _bytes_of(file)


@pytest.mark.parametrize("lead", [LEAD + ANNA])
async def test_a_study_that_is_deleted_takes_everybodys_accounts_with_it(
    telegram: TelegramServer, file: Path, lead: int
) -> None:
    token = prepare(file)
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: studies.set_leads(c, "zonnevaart", (("telegram", "4242", str(lead)),)))
    anna, lia = telegram.person(ANNA, "Anna", "nl"), telegram.person(lead, "Lia", "nl")
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await lia.starts()
        await telegram.until(lambda: anna.chat.bot_messages and lia.chat.bot_messages)
        await lia.says("/status")
        await lia.says("/delete")
        await telegram.until(lambda: any(one.buttons for one in lia.chat.bot_messages))
        await lia.presses("Ja, wis alles")
        await telegram.until(lambda: "gewist" in lia.sees.text)
        await settled(app)
    held = _bytes_of(file)
    assert str(ANNA).encode() not in held
    assert str(lead).encode() not in held


async def test_what_came_over_slack_is_known_by_a_digest(slack: SlackServer, file: Path) -> None:
    prepare_slack(file)
    bas = slack.person("UBAS4321", "Bas")
    async with running(file, config_for(slack=slack)) as app:
        await bas.says("hoi")
        await slack.until(lambda: bas.sees is not None)
        await bas.says("/journey forget")
        await settled(app)
        rows = await app.store.read(lambda c: c.exec_driver_sql("select key from inbox").scalars().all())
    assert rows
    assert [row for row in rows if "UBAS4321" in row or "slack" in row] == []


def test_updates_and_messages_of_long_ago_are_thrown_away(file: Path) -> None:
    here = Address("telegram", "4242", "8")
    with Store.open(f"sqlite:///{file}") as store:

        def fill(c: object, when: datetime) -> int:
            queues.take_in(c, f"k{when}", when)  # type: ignore[arg-type]  # the store gives a connection
            row = queues.enqueue(c, here, Send(Message((Span("hoi"),))), when)  # type: ignore[arg-type]  # the same
            queues.sent(c, row, Answer("1"), when)  # type: ignore[arg-type]  # the same
            return row

        old, new = (store.do(lambda c, w=when: fill(c, w)) for when in (NOW - SENT_KEPT - timedelta(hours=1), NOW))
        assert store.do(lambda c: purge(c, NOW)) == 2
        assert store.do(lambda c: queues.answered(c, old)) is None
        assert store.do(lambda c: queues.answered(c, new)) == Answer("1")
        assert store.do(lambda c: queues.take_in(c, f"k{NOW}", NOW)) is False
        assert timedelta(days=1) < INBOX_KEPT < SENT_KEPT
