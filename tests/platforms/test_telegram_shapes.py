"""What real Telegram chats send besides plain messages: topics, upgrades, hidden admins, pasted links, odd signs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import config_for, kept, running, settled
from telegram_people import Person, png
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare, talk

from reisleider.bot.outbox.outgoing import post
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import studies

STUDY = "zonnevaart"


@pytest.mark.parametrize(
    "text", ["https://t.me/Reisleider_Bot?start={token}", "kijk: http://telegram.me/reisleider_bot?start={token} !"]
)
async def test_an_invitation_that_was_pasted_opens(telegram: TelegramServer, file: Path, text: str) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)):
        await anna.starts()
        await telegram.until(lambda: anna.chat.bot_messages)
        await anna.says(text.format(token=token))
        await telegram.until(lambda: "Doe je mee?" in anna.sees.text)


@pytest.mark.parametrize("typed", ["/\u200bhelp", "\ufeff/help", "/he\u2060lp", "/help\n"])
async def test_signs_that_nobody_sees_change_no_command(telegram: TelegramServer, file: Path, typed: str) -> None:
    prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)):
        await anna.starts()
        await telegram.until(lambda: anna.chat.bot_messages)
        await anna.says(typed)
        await telegram.until(lambda: "/forget" in anna.sees.text)


async def test_home_map_and_answers_stay_in_their_topic(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lia = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-1001234567890, "Klantreis", (lia, telegram.bot_id), topics=(5,))
    async with running(file, config_for(telegram)) as app:
        await lia.says("/home", group, thread=5)
        await telegram.until(lambda: group.bot_messages)
        await lia.says("/map", group, thread=5)
        await telegram.until(lambda: len(group.bot_messages) > 1)
        await settled(app)
        assert {one.thread for one in group.bot_messages} == {5}
        home = await app.store.read(lambda c: studies.home_of(c, STUDY))
        assert home == Address("telegram", "4242", "-1001234567890", "topic.5")
        group.threads.clear()  # the topic is deleted: better in the group than nowhere
        await app.store.run(lambda c: post(c, home, Message((Span("hallo"),)), datetime.now(UTC)))
        app.delivery.wake.set()
        await telegram.until(lambda: group.bot_messages[-1].thread is None)


async def test_an_upgraded_group_takes_its_home_along_at_once(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lia = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-55, "Klantreis", (lia, telegram.bot_id))
    async with running(file, config_for(telegram)) as app:
        await lia.says("/home", group)
        await telegram.until(lambda: group.bot_messages)
        await settled(app)
        new = telegram.migrate(group)
        moved = Address("telegram", "4242", str(new))

        async def home() -> Address | None:
            return await app.store.read(lambda c: studies.home_of(c, STUDY))

        await lia.says("/status", telegram.chat(new))
        await telegram.until(lambda: telegram.chat(new).bot_messages)
        assert await home() == moved


def _writes(telegram: TelegramServer, who: Person, text: str, chat: int, **more: object) -> None:
    message = {"message_id": 900, "date": 1_790_000_000, "text": text, "from": who.user, **more}
    message["chat"] = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "Klantreis"}
    telegram.update("message", message, chat)


async def test_a_hidden_admin_is_told_what_to_do(telegram: TelegramServer, file: Path) -> None:
    prepare(file)
    lia = telegram.person(LEAD, "Lia", "nl")
    group = telegram.group(-1001234567890, "Klantreis", (lia, telegram.bot_id))
    async with running(file, config_for(telegram)):
        hidden = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        sender = {"id": group.id, "type": "supergroup", "title": "Klantreis"}
        for command in ("/home", "/forget", "/new", "/mydata"):
            before = len(group.bot_messages)
            _writes(telegram, lia, command, group.id, **{"from": hidden, "sender_chat": sender})
            await telegram.until(lambda before=before: len(group.bot_messages) > before)
            assert "anonieme beheerder" in group.bot_messages[-1].text


async def test_another_bot_is_never_answered(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    bot, anna = telegram.person(77, "Robot", "nl"), telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        for chat in (77, -1001234567890):
            telegram.group(chat, "x", (telegram.bot_id,)) if chat < 0 else None
            for text in (f"/start {token}", "/help", "hallo"):
                _writes(telegram, bot, text, chat, **{"from": {**bot.user, "is_bot": True}})
        await anna.starts()
        await telegram.until(lambda: anna.chat.bot_messages)
        await settled(app)
        assert telegram.chat(77).bot_messages == []
        assert telegram.chat(-1001234567890).bot_messages == []
    assert kept(file) == ()


@pytest.mark.parametrize(
    "kind", ["location", "venue", "contact", "poll", "dice", "game", "story", "checklist", "paid_media"]
)
async def test_what_is_no_words_gets_one_kind_sentence(telegram: TelegramServer, file: Path, kind: str) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await telegram.until(lambda: anna.chat.bot_messages)
        await anna.presses("Ja, ik doe mee")
        await telegram.until(lambda: "Doe je mee?" not in anna.sees.text)
        await settled(app)
        before = len(anna.chat.bot_messages)
        await anna.shares(kind)
        await telegram.until(lambda: len(anna.chat.bot_messages) > before)
        await settled(app)
        assert len(anna.chat.bot_messages) <= before + 2


@pytest.mark.parametrize(
    ("typed", "where", "told"),
    [
        ("/map", "home", "Hij staat hier zo"),
        ("/map preview", "home", "in een privébericht"),
        ("/map", "elsewhere", "in een privébericht"),
        ("/map", "private", "Hij staat hier zo"),
    ],
)
async def test_where_the_map_will_stand_is_said_as_it_is(
    telegram: TelegramServer, file: Path, typed: str, where: str, told: str
) -> None:
    token = prepare(file)
    lia, anna = telegram.person(LEAD, "Lia", "nl"), telegram.person(8, "Anna", "nl")
    groups = [telegram.group(chat, "Klantreis", (lia, telegram.bot_id)) for chat in (-1001, -1002)]
    async with running(file, config_for(telegram)) as app:
        await lia.starts()
        await telegram.until(lambda: lia.chat.bot_messages)
        await lia.says("/home", groups[0])
        await telegram.until(lambda: groups[0].bot_messages)
        await anna.starts(token)
        await talk(telegram, anna)
        await settled(app)
        places = {"home": groups[0], "elsewhere": groups[1], "private": lia.chat}
        chat = places[where]
        before = {name: len(one.bot_messages) for name, one in places.items()}
        await lia.says(typed, chat if where != "private" else None)
        await telegram.until(lambda: any(told in one.text for one in chat.bot_messages[before[where] :]))

        def pictures() -> list[str]:
            return [name for name, one in places.items() if any(m.photo for m in one.bot_messages[before[name] :])]

        await telegram.until(lambda: bool(pictures()))
        await settled(app)
        assert pictures() == [where if "hier" in told else "private"]


async def test_no_map_is_promised_where_nobody_told_anything(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    lia, anna = telegram.person(LEAD, "Lia", "nl"), telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        await lia.starts()
        await anna.starts(token)
        await telegram.until(lambda: lia.chat.bot_messages and anna.chat.bot_messages)
        await anna.presses("Ja, ik doe mee")
        await settled(app)
        await lia.says("/map")
        await telegram.until(lambda: "nog niets verteld" in lia.sees.text)
        assert not any("zo" in one.text.split() for one in lia.chat.bot_messages)


async def test_every_photo_of_an_album_is_kept(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)) as app:
        await anna.starts(token)
        await talk(telegram, anna, after=3)
        await anna.hears()
        for number in range(3):
            await anna.sends_photo("zo zag het eruit" if number == 0 else None, album="a", content=png(2 + number))
        await telegram.until(lambda: not telegram.unconfirmed)
        await settled(app)
    (interview,) = kept(file)

    digests = [line.value[1] for line in interview.log if line.kind == "file"]
    assert digests == [hashlib.sha256(png(2 + number)).hexdigest() for number in range(3)]
