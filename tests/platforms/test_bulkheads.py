"""One row, timer, update, study or platform that goes wrong stops nobody else: it is laid aside, told, tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from running import Clock, config_for, hurrying, kept, running, settled
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from typer.testing import CliRunner
from waiting import until_told

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.cli.program import find_commands
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.serving.app import App
from reisleider.flows.messages import Message, Span
from reisleider.storage import parking, queues, studies
from reisleider.storage.operations import Send
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import set_timer

HELLO = Message((Span("hallo"),))
ANNA, BEA = (private_chat("telegram", "4242", one) for one in ("8", "9"))


def typed(file: Path, *words: str) -> str:
    shell = CliRunner(env={"REISLEIDER_STORAGE__URL": f"sqlite:///{file}", "REISLEIDER_BOT__LANGUAGE": "en"})
    told = shell.invoke(find_commands(), list(words))
    return told.output or str(told.exception or "")


def execute(statement: str) -> Callable[[Connection], object]:
    return lambda c: c.exec_driver_sql(statement)


async def laid(app: App, *, updates: int = 0, calls: int = 0, jobs: int = 0) -> None:
    """Until so much was laid aside."""

    def same(found: parking.Backlog) -> bool:
        return (found.updates, found.calls, found.jobs) == (updates, calls, jobs)

    await until_told(lambda: app.store.read(parking.backlog), same)


SPOILT = (
    "address = 'telegram|4242|@my_channel|'",  # a chat that is no number
    "address = 'telegram|nobody'",
    "payload = '{'",
    "payload = '{\"text\": 7}'",
    "operation = 'sing'",  # of tomorrow
)
"""What makes a row one that cannot be sent, as columns of the outbox."""


async def test_rows_that_cannot_be_sent_are_laid_aside_told_and_sent_later(
    telegram: TelegramServer, file: Path
) -> None:
    prepare(file)
    anna, bea, lead = telegram.person(8), telegram.person(9, "Bea"), telegram.person(LEAD, "Lia", "nl")
    for one in (anna, bea, lead):
        one.chat.started = True
    clock = Clock()
    config = config_for(telegram, admins=f"telegram:{LEAD}")
    async with running(file, config, clock=clock) as app, hurrying(app, clock):
        for spoil in SPOILT:

            def put(c: Connection, spoil: str = spoil) -> None:
                row = post(c, BEA, HELLO, clock())
                c.exec_driver_sql(f"UPDATE outbox SET {spoil} WHERE id = {row}")

            await app.store.run(put)
        await app.store.run(lambda c: post(c, ANNA, HELLO, clock()))
        app.delivery.wake.set()
        await telegram.until(lambda: "hallo" in [one.text for one in anna.chat.bot_messages])
        await laid(app, calls=len(SPOILT))
        await telegram.until(lambda: "outbox list" in (lead.chat.bot_messages or [HELLO])[-1].text)
        await app.store.run(lambda c: post(c, BEA, HELLO, clock()))
        app.delivery.wake.set()
        await telegram.until(lambda: bea.chat.bot_messages)
    listed = typed(file, "outbox", "list").splitlines()
    assert len(listed) == len(SPOILT)
    assert all(", telegram: " in line for line in listed)
    assert "hallo" not in "".join(listed)
    number = listed[0].partition(":")[0]
    assert typed(file, "outbox", "drop", number) == f"{number}: thrown away.\n"
    assert typed(file, "outbox", "drop", number) == f"Nothing was set aside under {number}; list names what was."
    with Store.open(f"sqlite:///{file}") as store:  # what was wrong is mended
        store.do(execute("UPDATE outbox SET operation = 'send' WHERE operation = 'sing'"))
    seen = len(bea.chat.bot_messages)
    assert typed(file, "outbox", "retry").count("is tried once more") == len(SPOILT) - 1
    async with running(file, config, clock=clock) as app, hurrying(app, clock):
        await telegram.until(lambda: len(bea.chat.bot_messages) == seen + 1)
        await laid(app, calls=len(SPOILT) - 2)


async def test_a_message_that_telegram_refuses_is_kept_to_be_sent_again(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    telegram.person(8).chat.started = True
    async with running(file, config_for(telegram)) as app:
        long = Message((Span("x" * 5000),))  # as no packing makes it
        await app.store.run(lambda c: queues.enqueue(c, ANNA, Send(long), app.clock()))
        app.delivery.wake.set()
        await laid(app, calls=1)
        assert [one.why for one in await app.store.read(parking.parked_calls)] == ["BadRequest"]


SPOILT_TIMERS = (
    "'publish', 'zonnevaart', 0, '2026-01-01', '{'",
    "'publish', 'zonnevaart', 0, '', '{\"address\": 7}'",
    "'expiry', 'x', 'y', '2026-01-01', 'null'",
    "'reminder', 'i1', 1, 'never', 'null'",
)


async def test_timers_that_cannot_ring_are_laid_aside_and_the_others_ring(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lead = telegram.person(LEAD, "Lia", "nl")
    lead.chat.started = True
    clock = Clock()
    here = private_chat("telegram", "4242", str(LEAD))
    async with running(file, config_for(telegram), clock=clock) as app:
        for one in SPOILT_TIMERS:
            await app.store.run(execute(f"INSERT INTO timers (kind, subject, fence, due_at, data) VALUES ({one})"))
        await app.store.run(lambda c: set_timer(c, Publish("zonnevaart", here, "nl"), clock()))
        app.timers.wake.set()
        await telegram.until(
            lambda: any("nog niets" in one.text or "niemand" in one.text for one in lead.chat.bot_messages)
        )
        await laid(app, jobs=3)  # a time that never comes rings never
        await telegram.until(lambda: any("jobs list" in one.text for one in lead.chat.bot_messages))
    assert typed(file, "jobs", "list").count("StorageFault") == 3
    number = typed(file, "jobs", "list").partition(":")[0]
    assert typed(file, "jobs", "drop", number) == f"{number}: thrown away.\n"
    assert typed(file, "jobs", "retry").count("is tried once more") == 2
    assert typed(file, "jobs", "list") == ""


async def test_a_job_that_fails_again_and_again_is_laid_aside(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    clock = Clock()
    async with running(file, config_for(telegram), clock=clock) as app:
        await app.store.run(execute("UPDATE studies SET study = '{}'"))
        await app.store.run(lambda c: set_timer(c, Publish("zonnevaart", ANNA, "nl"), clock()))
        for _ in range(3):
            await app.timers.ring_due()
            await app.timers.settle_all()
            clock.move(minutes=6)
        await laid(app, jobs=1)


async def test_one_study_that_cannot_be_read_keeps_no_others_words(telegram: TelegramServer, told: Path) -> None:
    with Store.open(f"sqlite:///{told}") as store:
        study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
        demo = load_demo_study()
        for one in (
            replace(demo, id="a-far", keep_until=date(9999, 12, 31)),
            replace(demo, id="b-spoilt"),
            replace(demo, id="c-long", keep_until=date(9999, 12, 31), retention_days=10**7, closed_at=Clock()()),
        ):
            store.do(lambda c, one=one: studies.save_study(c, one))
        store.do(execute("UPDATE studies SET study = '{}' WHERE id = 'b-spoilt'"))
    clock = Clock()
    clock.move(days=(study.keep_until - clock().date()).days + 3)
    config = config_for(telegram, admins=f"telegram:{LEAD}")
    lead = telegram.person(LEAD, "Lia", "en")
    lead.chat.started = True
    async with running(told, config, clock=clock) as app:

        def gone(c: Connection) -> bool:
            return studies.load_study(c, "zonnevaart").words_gone_at is not None

        await until_told(lambda: app.store.read(gone), True)
        assert (await app.store.read(lambda c: studies.load_study(c, "a-far"))).words_gone_at is None
        assert (await app.store.read(lambda c: studies.load_study(c, "c-long"))).words_gone_at is None
        clock.move(hours=2)  # and is tried again, now that somebody is there to be told
        app.timers.wake.set()
        await telegram.until(
            lambda: any("reisleider study retain b-spoilt" in one.text for one in lead.chat.bot_messages)
        )


def spoilt_updates(chat: dict[str, Any], user: dict[str, Any]) -> list[tuple[str, Any]]:
    whole = {"message_id": 5, "date": 1, "chat": chat, "from": user, "text": "dit leest niemand"}
    return [
        ("poll", {"id": "1", "question": "?"}),
        ("message", {key: value for key, value in whole.items() if key != "message_id"}),
        ("message", {**whole, "chat": {"id": 8}}),
        ("message", {**whole, "photo": [{"file_id": "p", "width": 1, "height": 1}]}),
        ("message", {**whole, "date": "gisteren"}),
        ("message", {**whole, "chat": 7}),
        ("message", "hallo"),
        ("edited_message", []),
        ("callback_query", {"id": "77", "from": 8, "data": "x", "chat_instance": "1"}),
        ("my_chat_member", {"chat": chat, "from": user, "date": 1}),
    ]


async def test_updates_that_nobody_can_read_are_laid_aside_and_the_next_is_taken(
    telegram: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    anna, bea = telegram.person(8, "Anna", "nl"), telegram.person(9, "Bea", "nl")
    odd = spoilt_updates({"id": 8, "type": "private"}, anna.user)
    async with running(file, config_for(telegram)) as app:
        for kind, body in odd:
            telegram._allowed.add(kind)
            telegram.update(kind, body, 8)
        await anna.starts(token)
        await anna.hears()
        await bea.starts(token)
        await bea.hears()
        await telegram.until(lambda: not telegram.unconfirmed)
        found = (await app.store.read(parking.backlog)).updates
        assert len(odd) - 3 <= found <= len(odd)  # what the library builds and nobody meant for us is let go
        await telegram.until(lambda: telegram.called("answerCallbackQuery"))
        bodies = [one.payload for one in await app.store.read(queues.parked)]
        assert all("body" not in one for one in bodies if not one["account"])  # of nobody: it could not be forgotten
        assert "dit leest niemand" in str([one for one in bodies if one["account"] == "8"])
    assert len(kept(file)) == 2
    key = typed(file, "inbox", "list").splitlines()[0].rpartition(": ")[0]
    assert typed(file, "inbox", "drop", key) == f"{key}: thrown away.\n"
    assert len(typed(file, "inbox", "list").splitlines()) == found - 1


async def test_somebody_whose_language_is_a_number_is_heard(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    anna.language_code = 31  # type: ignore[assignment]
    async with running(file, config_for(telegram)):
        await anna.starts(token)
        await anna.hears()


async def test_every_press_is_answered_though_every_third_call_fails(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)):
        await anna.starts(token)
        await anna.hears()
        for kind in ("500", "reset", "429"):
            telegram.fail("answerCallbackQuery", kind, times=1, retry_after=0)
            pressed = await anna.presses("Ja, ik doe mee", stale=True)
            await telegram.until(
                lambda id=pressed: any(
                    str(one.params.get("callback_query_id")) == id and one.answer.get("ok")
                    for one in telegram.called("answerCallbackQuery")
                )
            )


@pytest.mark.parametrize("how", ["revoked", "unreachable"])
async def test_slack_goes_on_where_telegram_cannot_be_had_and_telegram_comes_back(
    telegram: TelegramServer, slack: SlackServer, file: Path, how: str, logged: list[dict[str, object]]
) -> None:
    prepare_slack(file)
    lia = slack.person("ULIA", name="Lia")
    slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    config = config_for(telegram, slack, admins="slack:ULIA")
    right = telegram.token
    if how == "revoked":
        telegram.token = "4242:another-token-for_tests"
    else:
        telegram.fail("getMe", "500", times=3)
    async with running(file, config, pause=0.05) as app:
        await lia.command("/journey", "status", "C1")
        await slack.until(lambda: lia.sees is not None or slack.channel("C1").messages)
        if how == "revoked":
            assert app.links["telegram"].refused
            await slack.until(lambda: lia.sees is not None and "Telegram" in words_of(lia.sees))
            telegram.token = right
        anna = telegram.person(8, "Anna", "nl")
        anna.chat.started = True
        await app.store.run(lambda c: post(c, ANNA, HELLO, app.clock()))
        await telegram.until(lambda: anna.chat.bot_messages)
        await telegram.until(lambda: app.links["telegram"].why is None)
    said = [one for one in logged if str(one["event"]).startswith("not ") and one.get("platform") == "telegram"]
    assert len(said) == 1


async def test_a_token_revoked_while_it_runs_keeps_what_is_to_be_sent(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    anna.chat.started = True
    right = telegram.token
    async with running(file, config_for(telegram, slack), pause=0.05) as app:
        telegram.token = "4242:another-token-for_tests"
        await app.store.run(lambda c: post(c, ANNA, HELLO, app.clock()))
        app.delivery.wake.set()
        await telegram.until(lambda: app.links["telegram"].refused)
        telegram.token = right
        await telegram.until(lambda: anna.chat.bot_messages)
        await settled(app)


async def test_days_off_bring_one_reminder_and_two_days_to_answer_it(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    clock = Clock()
    async with running(file, config_for(telegram), clock=clock) as app:
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        await anna.hears()
        await settled(app)
        heard = len(anna.chat.bot_messages)
    clock.move(days=20)
    async with running(file, config_for(telegram), clock=clock) as app:
        for _ in range(7):  # a day and a half: whoever sleeps is reminded in the morning
            await app.timers.ring_due()
            await settled(app)
            clock.move(hours=5)
        texts = [one.text for one in anna.chat.bot_messages[heard:]]
        assert len([text for text in texts if "Zullen we verdergaan?" in text]) == 1
        assert kept(file)[0].state != "expired"
        for _ in range(20):
            clock.move(hours=6)
            await app.timers.ring_due()
            await settled(app)
    assert kept(file)[0].state == "expired"


async def test_a_group_takes_its_home_along_when_it_says_that_it_moved(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lead = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-55, "klantreis", members=[lead])
    async with running(file, config_for(telegram)) as app:
        await lead.adds_bot(group)
        await telegram.until(lambda: group.bot_messages)
        await lead.says("/home", chat=group)
        await telegram.until(lambda: "voortaan de kaart" in group.bot_messages[-1].text)
        sent = len(telegram.called("sendMessage"))
        new = telegram.migrate(group)

        def home(c: Connection) -> str:
            return studies.home_of(c, "zonnevaart").chat

        await until_told(lambda: app.store.read(home), str(new))
        assert len(telegram.called("sendMessage")) == sent  # on the message itself: nothing had to fail first
