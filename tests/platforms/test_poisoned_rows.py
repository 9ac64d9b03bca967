"""Rows of the inbox, the outbox and the timers that no program of ours wrote, by the hundred: they block nobody."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from poisons import GOOD, faults_in, poison
from running import config_for, free_port, kept, running
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from typer.testing import CliRunner
from waiting import until_told

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.cli.program import find_commands
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.serving.health import tell_health
from reisleider.flows.messages import Message, Span
from reisleider.storage.store import Connection
from reisleider.storage.timers import set_timer

ANNA, LIA = (private_chat("telegram", "4242", str(one)) for one in (8, LEAD))
MANY = [
    pytest.param(100, id="some"),
    pytest.param(3000, id="all", marks=[pytest.mark.long, pytest.mark.timeout(1800)]),
]


@pytest.mark.parametrize("many", MANY)
async def test_rows_that_no_program_of_ours_wrote_are_in_nobodys_way(
    telegram: TelegramServer, slack: SlackServer, file: Path, many: int, logged: list[dict[str, object]]
) -> None:
    token = prepare(file)
    prepare_slack(file, id="tweede")
    anna, bea, lia = telegram.person(8), telegram.person(9, "Bea"), telegram.person(LEAD, "Lia")
    for one in (anna, bea, lia):
        one.chat.started = True
    chance, written = Random(17), 0
    config = config_for(telegram, slack, REISLEIDER_HTTP__PORT=str(free_port()))
    async with running(file, config) as app:
        for number in range(many):
            for table in GOOD:
                written += await app.store.run(lambda c, table=table, number=number: poison(c, chance, table, number))

        def put(c: Connection) -> None:
            post(c, ANNA, Message((Span("hallo"),)), app.clock())
            set_timer(c, Publish("zonnevaart", LIA, "nl"), app.clock())

        await app.store.run(put)
        app.delivery.wake.set()
        app.timers.wake.set()
        await telegram.until(lambda: any(sent.text == "hallo" for sent in anna.chat.bot_messages))
        await telegram.until(
            lambda: any("nog n" in sent.text or "niemand" in sent.text for sent in lia.chat.bot_messages)
        )
        await anna.starts(token)
        await telegram.until(lambda: "meedoen" in anna.sees.text or "mee" in anna.sees.text)
        await anna.presses("Ja, ik doe mee")
        await until_told(lambda: told_step(file), ["consent"])
        good, told = await tell_health(app.store, app.links, app.clock())
        assert good
        assert min(told["parked"].values()) > 0
        await anna.says("/forget")
        await telegram.until(lambda: "Wil je alles laten wissen" in anna.sees.text)
        await anna.presses("Ja, wis alles")
        await telegram.until(lambda: "is gewist" in anna.sees.text)
    assert kept(file) == ()
    assert written > many  # what the tables refuse themselves is the lesser part
    assert faults_in(logged) == []
    for kind in ("inbox", "outbox", "jobs"):
        for words in (("list",), ("list", "--json"), ("retry",), ("list",)):
            typed(file, kind, *words)
    typed(file, "study", "list")


async def told_step(file: Path) -> list[str]:
    return [line.step for one in kept(file) for line in one.log]


def typed(file: Path, *words: str) -> str:
    """What a command says; it fails where the command does."""
    shell = CliRunner(env={"REISLEIDER_STORAGE__URL": f"sqlite:///{file}", "REISLEIDER_BOT__LANGUAGE": "en"})
    told = shell.invoke(find_commands(), list(words))
    assert told.exception is None, (words, told.exception)
    return told.output
