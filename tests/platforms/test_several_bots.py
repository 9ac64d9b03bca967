"""Several Telegram bots in one program: each has its own chats, studies and people, and fails by itself."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from running import config_for, free_port, kept, running, settled
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import LEAD, begin_study, prepare, talk

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.config import Config
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.serving.check import check_platforms
from reisleider.bot.serving.lines import lines_of
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Message, Span
from reisleider.storage import people, queues, studies
from reisleider.storage.store import Store

OWN = "REISLEIDER_TELEGRAM__BOTS__SCHOOL__"
TOKEN = "5151:TEST-token_for_tests"
SAAR = 17
HELLO = Message((Span("hallo"),))


@pytest.fixture
async def school(telegram: TelegramServer) -> AsyncIterator[TelegramServer]:
    """A second bot at the same address as the first."""
    async with TelegramServer(TOKEN, 800001, "school_bot") as one:
        telegram.beside.append(one)
        yield one


def both(telegram: TelegramServer, **more: str) -> Config:
    return config_for(telegram, admins=f"telegram:{LEAD} telegram:school:{SAAR}", **{f"{OWN}TOKEN": TOKEN, **more})


async def asks(person: Person, words: str) -> str:
    await person.says(words)
    return (await person.hears()).text


async def link_of(lead: Person) -> tuple[str, str]:
    """The bot and the token in the link that a lead is given."""
    await lead.says("/invite")
    told = re.search(r"t\.me/(\w+)\?start=(\S+)", (await lead.hears()).text)
    assert told is not None
    return told[1], told[2]


async def _own_data(server: TelegramServer, person: Person) -> list[dict[str, Any]]:
    """What the bot holds about somebody who asks for it."""
    await person.says("/mydata")
    await server.until(lambda: any(one.document for one in person.chat.bot_messages))
    sent = next(one for one in reversed(person.chat.bot_messages) if one.document)
    assert sent.document is not None
    held: list[dict[str, Any]] = json.loads(sent.document[1])
    return held


async def test_each_bot_has_its_own_studies_people_and_leads(
    telegram: TelegramServer, school: TelegramServer, file: Path
) -> None:
    prepare(file)
    lia, saar = telegram.person(LEAD, "Lia", "nl"), school.person(SAAR, "Saar", "nl")
    anna, her = telegram.person(8, "Anna", "nl"), school.person(8, "Anna", "nl")  # one account, on two bots
    intruder = school.person(LEAD, "Lia", "nl")
    async with running(file, both(telegram)) as app:
        for one in (lia, saar, intruder):
            await one.starts()
            await one.hears()
        await begin_study(saar)
        assert "staat klaar, als herfst-met-gezin" in saar.sees.text

        (ours, first), (theirs, second) = await link_of(lia), await link_of(saar)
        assert (ours, theirs) == ("reisleider_bot", "school_bot")
        await her.starts(first)  # each bot invites to its own alone
        assert "ken ik niet" in (await her.hears()).text
        await anna.starts(second)
        assert "ken ik niet" in (await anna.hears()).text

        await anna.starts(first)
        await talk(telegram, anna, after=3)
        await her.starts(second)
        await talk(school, her, after=5)
        await settled(app)

        for words in ("/status zonnevaart", "/map zonnevaart", "/export zonnevaart", "/delete zonnevaart"):
            assert "geen onderzoek" in await asks(intruder, words)  # neither led there, nor told that it is there
            told, nothing = await asks(saar, words), await asks(saar, words.replace("zonnevaart", "nergens"))
            assert told.replace("zonnevaart", "nergens") == nothing  # as of a study that is not there at all
        told = await app.store.read(lambda c: [people.participants(c, one) for one in studies.study_ids(c)])
        assert [len(one) for one in told] == [1, 1]
        assert told[0][0].id != told[1][0].id

        for server, person, study, tenant in (
            (telegram, anna, "zonnevaart", "4242"),
            (school, her, "herfst-met-gezin", "5151"),
        ):
            (data,) = await _own_data(server, person)
            assert data["participant"]["study"] == study
            assert [one["tenant"] for one in data["accounts"]] == [tenant]

        await her.says("/forget")
        await her.hears()
        await her.presses(her.sees.buttons[0][0].text)
        await school.until(lambda: "is gewist" in her.sees.text)
        await settled(app)
    assert len(kept(file)) == 1
    assert len(kept(file)[0].log) > 0
    assert kept(file, "herfst-met-gezin") == ()


async def test_who_runs_every_study_runs_those_of_their_bot(
    telegram: TelegramServer, school: TelegramServer, file: Path
) -> None:
    prepare(file)
    prepare(file, id="van-school")
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: studies.set_circle(c, "van-school", "telegram:school"))
        for one in ("zonnevaart", "van-school"):
            store.do(lambda c, one=one: studies.set_leads(c, one, ()))
    lia, saar = telegram.person(LEAD, "Lia", "nl"), school.person(SAAR, "Saar", "nl")
    async with running(file, both(telegram)):
        for one in (lia, saar):
            await one.starts()
            await one.hears()
        assert (await link_of(lia))[0] == "reisleider_bot"  # the only one of theirs, though there are two
        assert (await link_of(saar))[0] == "school_bot"


async def test_a_bot_that_is_not_let_in_holds_up_no_other_and_is_named(
    telegram: TelegramServer, school: TelegramServer, file: Path, logged: list[dict[str, object]]
) -> None:
    anna, her, lia = telegram.person(8, "Anna", "nl"), school.person(8, "Anna", "nl"), telegram.person(LEAD, "Lia")
    for one in (anna, her, lia):
        one.chat.started = True
    port = free_port()
    config = both(telegram, REISLEIDER_HTTP__PORT=str(port))
    async with running(file, config, pause=0.05) as app:
        school.token = "5151:another-token-for_tests"
        for tenant in ("5151", "4242"):
            await app.store.run(lambda c, at=tenant: post(c, private_chat("telegram", at, "8"), HELLO, app.clock()))
        app.delivery.wake.set()
        await telegram.until(lambda: anna.chat.bot_messages)
        await school.until(lambda: app.links["telegram:school"].refused)
        await telegram.until(lambda: lia.chat.bot_messages and "Telegram (school)" in lia.sees.text)
        await telegram.until(lambda: app.links["telegram"].why is None)
        async with (
            aiohttp.ClientSession() as web,
            web.get(f"http://127.0.0.1:{port}/healthz") as health,
            web.get(f"http://127.0.0.1:{port}/metrics") as figures,
        ):
            platforms = json.loads(await health.text())["platforms"]
            assert 'reisleider_connected{platform="telegram:school"} 0.0' in await figures.text()
        assert platforms["telegram"] == {"ok": True}
        assert not platforms["telegram:school"]["ok"]
        assert her.chat.bot_messages == []
        assert await app.store.read(queues.waiting) == 1
        school.token = TOKEN
        await school.until(lambda: her.chat.bot_messages)
    assert [one["platform"] for one in logged if str(one["event"]).startswith("not let in")] == ["telegram:school"]


async def test_each_bot_has_a_webhook_of_its_own(telegram: TelegramServer, school: TelegramServer, file: Path) -> None:
    prepare(file)
    port, secret = free_port(), "right-secret-for-tests"
    here = f"http://127.0.0.1:{port}/telegram"
    more = {
        "REISLEIDER_HTTP__PORT": str(port),
        "REISLEIDER_TELEGRAM__WEBHOOK_URL": here,
        "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": secret,
        f"{OWN}WEBHOOK_URL": f"{here}/school",
        f"{OWN}WEBHOOK_SECRET": "other-secret",
    }
    anna, her = telegram.person(8, "Anna", "nl"), school.person(8, "Anna", "nl")
    async with running(file, both(telegram, **more)):
        for one in (anna, her):
            await one.starts()
            assert "uitnodiging" in (await one.hears()).text
        async with aiohttp.ClientSession() as web:
            header = {"X-Telegram-Bot-Api-Secret-Token": secret}
            async with web.post(f"{here}/school", json={"update_id": 1}, headers=header) as answer:
                assert answer.status == 401


async def test_a_bot_that_shares_the_first_bots_circle_serves_its_studies(
    telegram: TelegramServer, school: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    anna = school.person(8, "Anna", "nl")
    async with running(file, both(telegram, **{f"{OWN}CIRCLE": "telegram"})):
        await anna.starts(token)
        assert "Doe je mee?" in (await anna.hears()).text


async def test_what_is_missing_is_told_of_each_bot(telegram: TelegramServer) -> None:
    twice = config_for(telegram, **{f"{OWN}TOKEN": telegram.token})
    with pytest.raises(SettingFault, match="telegram:school: this has the token of telegram"):
        lines_of(twice)

    told, good = await check_platforms(both(telegram, **{f"{OWN}WEBHOOK_URL": "https://here/telegram/school"}))
    assert not good
    assert "telegram: ready as @reisleider_bot." in told
    assert any(one.startswith("telegram:school: this token is not known") for one in told)

    alone = config_for(None, **{f"{OWN}WEBHOOK_URL": "https://here/telegram/school"})
    told, good = await check_platforms(alone)
    assert not good
    assert (
        told[0]
        == "telegram:school: put the bot's token in REISLEIDER_TELEGRAM__BOTS__SCHOOL__TOKEN; see docs/telegram.md."
    )
