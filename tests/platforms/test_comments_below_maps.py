"""What colleagues write below a posted map, in both chats: kept where it names a touchpoint, and settled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from running import config_for, running
from slack_people import words_of
from slack_server import Channel, SlackServer
from slack_server import Sent as SlackMessage
from telegram_server import Chat, Sent, TelegramServer
from telegram_talks import LEAD
from typing_in import type_in

from reisleider.flows.comments import Comment
from reisleider.flows.messages import Address
from reisleider.storage import interviews, studies
from reisleider.storage.comments import comments_of
from reisleider.storage.store import Connection, Store

STUDY = "zonnevaart"


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


def kept(file: Path) -> tuple[Comment, ...]:
    with Store.open(f"sqlite:///{file}") as store:
        return store.do(lambda c: comments_of(c, STUDY))


def told_by_customers(file: Path) -> list[str]:
    with Store.open(f"sqlite:///{file}") as store:
        return [str(one.log) for one in store.do(lambda c: interviews.interviews(c, STUDY))]


def bytes_of(file: Path) -> bytes:
    with closing(connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


# --- Telegram --------------------------------------------------------------------------------------------


async def _map_in_group(telegram: TelegramServer) -> tuple[Chat, int]:
    """The lead posts the map in a group; the number of the post."""
    lead = telegram.people[LEAD]
    others = telegram.person(31, "Bas", "nl"), telegram.person(32, "Eva", "nl")
    group = telegram.group(-55, "klantreis", members=[lead, *others, telegram.bot_id])
    await lead.says("/home", chat=group)
    await telegram.until(lambda: group.bot_messages)
    await lead.says("/map", chat=group)
    await telegram.until(lambda: sum(bool(one.photo) for one in group.bot_messages) == 2)
    return group, next(one.message_id for one in group.bot_messages if one.photo)


async def _hears(telegram: TelegramServer, group: Chat, words: str) -> Sent:
    """The bot's message in the group that says this, once it is there."""
    await telegram.until(lambda: any(words in one.text for one in group.bot_messages))
    return next(one for one in reversed(group.bot_messages) if words in one.text)


async def test_a_reply_to_the_map_that_names_a_touchpoint_is_kept_and_settled(
    telegram: TelegramServer, told: Path
) -> None:
    lead, before = telegram.person(LEAD, "Lia", "nl"), told_by_customers(told)
    async with running(told, config_for(telegram)):
        group, post = await _map_in_group(telegram)
        bas = telegram.people[31]
        await bas.says("wat een mooie kaart zeg", chat=group, reply_to=post)
        await bas.says("nr 2: die wachttijd is sinds mei voorbij", chat=group, reply_to=post)
        answer = await _hears(telegram, group, "Bewaard als opmerking 1, bij ")
        mine = await bas.says("als de box is uitgepakt: andere leverancier", chat=group, reply_to=post)
        await _hears(telegram, group, "opmerking 2")
        await bas.edits(mine, "de box wordt nu uitgepakt door ons zelf", chat=group)
        await lead.says("/comments", chat=group)
        listed = (await _hears(telegram, group, "2 opmerkingen staan open")).text
        await lead.presses("Afgehandeld", answer.message_id, chat=group)
        await _hears(telegram, group, "is afgehandeld")
        await lead.says("/comments", chat=group)
        assert "✓ afgehandeld" in (await _hears(telegram, group, "1 opmerking staat open")).text

    assert "Bas" in listed
    assert "“nr 2: die wachttijd is sinds mei voorbij”" in listed
    assert "door ons zelf" in listed
    assert "andere leverancier" not in listed
    assert "mooie kaart" not in listed
    assert [(one.number, one.done_at is None) for one in kept(told)] == [(1, False), (2, True)]
    assert told_by_customers(told) == before


async def test_whoever_has_the_database_reads_and_settles_them_in_a_terminal(
    telegram: TelegramServer, told: Path, tmp_path: Path
) -> None:
    telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        group, post = await _map_in_group(telegram)
        await telegram.people[31].says("#1 =klopt niet \x1b]0;meer", chat=group, reply_to=post)
        await _hears(telegram, group, "opmerking 1")
    (tmp_path / "config.toml").write_text(f'[storage]\nurl = "sqlite:///{told}"\n')
    listed = type_in(tmp_path, "comments", STUDY)
    done = type_in(tmp_path, "comments", STUDY, "done", "1")
    again = type_in(tmp_path, "opmerkingen", STUDY)
    unknown = type_in(tmp_path, "comments", STUDY, "drop", "9", fails=True)

    assert "1 opmerking staat open" in listed
    assert "\x1b" not in listed
    assert "Opmerking 1 bij gebeld service is afgehandeld." in done
    assert "✓ afgehandeld" in again
    assert "opmerking 9" in unknown


async def test_what_somebody_wrote_below_the_map_goes_with_them(telegram: TelegramServer, told: Path) -> None:
    telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        group, post = await _map_in_group(telegram)
        bas = telegram.people[31]
        await bas.says("#1 daar weet Xantippe alles van", chat=group, reply_to=post)
        await _hears(telegram, group, "opmerking 1")
        await bas.says("#2 Oudenbosch doet dat anders", chat=group, reply_to=post)
        second = await _hears(telegram, group, "opmerking 2")
        await bas.presses("Niet bewaren", second.message_id, chat=group)
        await _hears(telegram, group, "is niet bewaard")
        await bas.starts()
        await bas.hears()
        await bas.says("/mydata")
        await telegram.until(lambda: any(one.document for one in bas.chat.bot_messages))
        await bas.says("/forget")
        await bas.hears()
        await bas.presses(bas.sees.buttons[0][0].text)
        await telegram.until(lambda: not kept(told))

    assert b"Xantippe" not in bytes_of(told)
    assert b"Oudenbosch" not in bytes_of(told)


async def test_only_who_wrote_it_or_leads_settles_a_comment(telegram: TelegramServer, told: Path) -> None:
    telegram.person(LEAD, "Lia", "nl")
    async with running(told, config_for(telegram)):
        group, post = await _map_in_group(telegram)
        bas, eva = telegram.people[31], telegram.people[32]
        await bas.says("#1 klopt niet meer", chat=group, reply_to=post)
        answer = await _hears(telegram, group, "opmerking 1")
        await eva.presses("Niet bewaren", answer.message_id, chat=group)
        await _hears(telegram, group, "leidt")

    assert [one.words for one in kept(told)] == ["#1 klopt niet meer"]


# --- Slack -----------------------------------------------------------------------------------------------


def _in_slack(c: Connection) -> None:
    studies.set_leads(c, STUDY, (("slack", "T0TEAM", "ULIA"),))
    studies.set_home(c, STUDY, Address("slack", "T0TEAM", "C1"))


async def _map_in_channel(slack: SlackServer) -> tuple[Channel, SlackMessage]:
    await slack.people["ULIA"].command("/journey", "map", "C1")
    channel = slack.channels["C1"]
    await slack.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
    return channel, next(one for one in channel.messages if not one.ephemeral_to)


def _prepare(slack: SlackServer, file: Path) -> None:
    slack.person("ULIA", name="Lia", locale="nl-NL")
    slack.person("UBAS", name="Bas", locale="nl-NL")
    slack.channel("C1", "klantreis", members=["ULIA", "UBAS", slack.bot_user])
    with Store.open(f"sqlite:///{file}") as store:
        store.do(_in_slack)


async def test_in_the_thread_of_the_map_a_comment_is_kept_changed_and_taken_back(
    slack: SlackServer, told: Path
) -> None:
    _prepare(slack, told)
    bas = slack.people["UBAS"]
    async with running(told, config_for(slack=slack)):
        channel, post = await _map_in_channel(slack)
        await bas.says("koffie om half elf?", "C1")
        await bas.says("mooi hoor", "C1", post.ts)
        first = await bas.says("3: dat formulier is nu <weg> & vergeten", "C1", post.ts)
        await slack.until(lambda: any("opmerking 1" in words_of(one) for one in channel.messages))
        answer = next(one for one in channel.messages if "opmerking 1" in words_of(one))
        assert answer.thread_ts == post.ts
        await bas.edits(first, "3: dat formulier bestaat niet meer", "C1")
        await slack.until(lambda: [one.words for one in kept(told)] == ["3: dat formulier bestaat niet meer"])
        await slack.people["ULIA"].command("/journey", "comments", "C1")
        await slack.until(lambda: any("1 opmerking staat open" in words_of(one) for one in channel.messages))
        listed = next(words_of(one) for one in channel.messages if "1 opmerking staat open" in words_of(one))
        await bas.deletes(first, channel="C1")
        await slack.until(lambda: kept(told) == ())

    assert "Bas" in listed
    assert "bestaat niet meer" in listed


async def test_without_leave_to_read_the_channel_a_comment_mentions_the_bot(slack: SlackServer, told: Path) -> None:
    slack.scopes -= {"channels:history", "groups:history"}
    _prepare(slack, told)
    bas = slack.people["UBAS"]
    async with running(told, config_for(slack=slack)):
        channel, post = await _map_in_channel(slack)
        await bas.says("1: zo doen we het niet meer", "C1", post.ts)
        await bas.mentions_bot("nr 1 zo doen we het niet meer", "C1", post.ts)
        await slack.until(lambda: any("opmerking 1" in words_of(one) for one in channel.messages))

    assert [(one.words, one.account[-1]) for one in kept(told)] == [("nr 1 zo doen we het niet meer", "UBAS")]
