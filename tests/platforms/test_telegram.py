"""Customers over Telegram: the real library, a strict local server, whole interviews."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Clock, config_for, hurrying, kept, running, settled
from telegram import Bot
from telegram.error import Conflict
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import LEAD, begin_study, prepare, talk, teller_of, view_of

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Shown
from reisleider.bot.interviews.invitation import make_token, open_token
from reisleider.bot.interviews.reply import hear
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address, Message, Said, Span, Update
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store


@pytest.fixture(name="server")
def _server(telegram: TelegramServer) -> TelegramServer:
    return telegram


def said_by(interview: Interview) -> list[tuple[str, str | None, object]]:
    """What an interview holds, without ids and times."""
    return [(one.step, one.item, one.value) for one in interview.log]


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_customer_tells_everything(server: TelegramServer, file: Path, language: str) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", language)
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna)
    (interview,) = kept(file)

    journey = fold(load_script("customer"), interview)
    assert interview.state == "completed"
    assert interview.language == language
    assert len(journey.touchpoints) == 3
    assert all(one.emotion is not None for one in journey.touchpoints)


async def test_used_buttons_show_what_was_chosen(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        await anna.hears()
        await server.until(lambda: not anna.chat.bot_messages[0].buttons)
        await anna.says("drie maanden geleden")
        await server.until(lambda: not anna.chat.bot_messages[1].buttons)

    first, second = anna.chat.bot_messages[:2]
    assert first.text.endswith("\n✓ Ja, ik doe mee")
    assert second.text.endswith("\n✓ 1–5 maanden geleden")
    assert len(anna.toasts) == 1


async def test_a_question_answered_before_its_sending_was_noted_is_still_edited(
    server: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    chat = Address("telegram", "4242", "8")
    async with running(file, config_for(server)):
        await anna.starts()
        await anna.hears()
    with Store.open(f"sqlite:///{file}") as store:

        def answer_at_once(c: Connection) -> None:
            at = datetime.now(UTC)
            open_token(c, Update("u1", chat, "8", Said("command", text="start"), at, private=True), token, at)
            hear(c, chat, Said("text", text="ja"), at)

        store.do(answer_at_once)
    async with running(file, config_for(server)):
        await server.until(lambda: len(anna.chat.bot_messages) == 3)
        await server.until(lambda: not anna.chat.bot_messages[1].buttons)

    assert anna.chat.bot_messages[1].text.startswith("Hoi, ik ben Reisleider")
    assert anna.chat.bot_messages[1].text.endswith("Doe je mee?\n✓ Ja, ik doe mee")


async def test_a_burst_of_messages_is_one_answer(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    clock = Clock()
    async with running(file, config_for(server), clock=clock, burst=timedelta(hours=1)) as app:
        await anna.starts(token)
        await talk(server, anna, after=3)
        await anna.hears()
        for words in ("we moesten vrij vragen", "en de kinderen ook", "dus het werd de herfst"):
            await anna.says(words)
        await server.until(lambda: not server.unconfirmed)
        clock.move(hours=1)
        app.timers.wake.set()
        await anna.hears()
    (interview,) = kept(file)

    (answer,) = [one for one in interview.log if one.step == "trigger" and one.kind == "answer"]
    assert answer.value == "we moesten vrij vragen\nen de kinderen ook\ndus het werd de herfst"
    assert "Wat deed je eerst?" in anna.sees.text


async def test_an_edited_message_corrects_its_answer_and_a_photo_is_kept(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, after=3)
        await anna.hears()
        message = await anna.says("we moesten onze vrije dagen al in december doorgeven")
        await anna.hears()
        await anna.edits(message, "we moesten onze vrije dagen al in november doorgeven")
        assert "Aangepast" in (await anna.hears()).text
        await anna.sends_photo()
        assert "Ik bewaar de foto" in (await anna.hears()).text
        await anna.sends_sticker()
        assert "in een paar woorden" in (await anna.hears()).text
    (interview,) = kept(file)

    assert [one.value for one in interview.log if one.step == "trigger"][-1].endswith("november doorgeven")
    assert [one.value[0] for one in interview.log if one.kind == "file"] == ["photo"]


@pytest.mark.long  # a whole interview, thrice
async def test_every_update_three_times_and_chats_beside_each_other(server: TelegramServer, tmp_path: Path) -> None:
    told = []
    for times in (1, 3):
        file = tmp_path / f"{times}.db"
        async with TelegramServer() as one:
            token = prepare(file)
            one.redeliver(times)
            crowd = [one.person(10 + number, f"P{number}", "nl") for number in range(4)]
            async with running(file, config_for(one)):

                async def tell(person: Person, token: str = token, one: TelegramServer = one) -> None:
                    await person.starts(token)
                    await talk(one, person, after=12)
                    await person.hears()

                await asyncio.gather(*(tell(person) for person in crowd))
            told.append(sorted(said_by(interview)[:9] for interview in kept(file)))

    assert len(told[0]) == 4
    assert told[0] == told[1]


@pytest.mark.long  # as many restarts as answers
async def test_restarting_at_every_step_changes_nothing(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await anna.hears()
    teller, count = teller_of(anna), 0
    while count < 80 and not kept(file)[0].ended:
        async with running(file, config_for(server)):
            shown = view_of(anna)()
            await teller.answer(shown[1], shown[2])
            await server.until(lambda before=shown: is_new(view_of(anna)(), before))
        count += 1
    (interview,) = kept(file)

    assert interview.state == "completed"
    assert [one.words for one in fold(load_script("customer"), interview).touchpoints] == [
        "zoeken op internet",
        "online geboekt",
        "naar het hotel",
    ]
    assert len({answer.turn for answer in interview.log if answer.kind == "answer"}) > 15


def is_new(now: tuple, before: tuple) -> bool:
    return now[0] != before[0] or bool(now[2] and now[2] != before[2])


MENUS = 6  # two for each language, and two for any other
FAULTS = ("429", "500", "reset", "lost", "timeout")


@pytest.mark.parametrize("kind", FAULTS)
async def test_with_a_fault_on_every_call_all_messages_arrive_in_order(
    server: TelegramServer, file: Path, kind: str
) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    clock = Clock()
    server.stall = 0.2
    asked: list[str] = []

    def question() -> str:
        """What stands open; a message that came twice is read once."""
        open_ones = [one.text for one in anna.chat.bot_messages if "\n✓" not in one.text]
        return open_ones[-1] if open_ones else ""

    async with running(file, config_for(server), clock=clock) as app, hurrying(app, clock):
        await anna.starts(token)
        teller = teller_of(anna)
        for _ in range(6):
            server.fail(None, kind, 2, retry_after=0)
            await server.until(lambda: question() not in ("", *asked))
            asked.append(question())
            shown = view_of(anna)()
            await teller.answer(shown[1], shown[2])
        await server.until(lambda: question() not in asked)
    texts = [message.text.split("\n✓")[0] for message in anna.chat.bot_messages]

    assert list(dict.fromkeys(texts)) == [*asked, question()]
    assert [text for place, text in enumerate(texts) if place == 0 or texts[place - 1] != text] == [*asked, question()]


async def test_who_blocks_the_bot_is_told_of_to_the_lead_and_can_come_back(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna, lead = server.person(8, "Anna", "nl"), server.person(LEAD, "Lia", "nl")
    async with running(file, config_for(server)):
        await lead.starts()
        await lead.hears()
        await anna.starts(token)
        await anna.hears()
        server.fail("sendMessage", "forbidden-blocked", 1, chat=8)
        await anna.presses("Ja, ik doe mee")
        await server.until(lambda: "geblokkeerd" in lead.sees.text)
        await anna.starts()
        assert "Wanneer was dat ongeveer" in (await anna.hears()).text


async def test_a_link_says_why_it_does_not_work(server: TelegramServer, file: Path) -> None:
    prepare(file)
    lead, anna, bea = server.person(LEAD, "Lia", "nl"), server.person(8, "Anna", "nl"), server.person(9, "Bea", "en")
    async with running(file, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/invite persoonlijk")
        link = (await lead.hears()).text
        token = re.search(r"start=(\S+)", link)[1]
        await anna.starts(token)
        assert "Doe je mee?" in (await anna.hears()).text
        await bea.starts(token)
        assert "has been used already" in (await bea.hears()).text
        await bea.starts("nonsense")
        assert "don't know this invitation" in (await bea.hears()).text
        await bea.starts()
        assert "You need an invitation" in (await bea.hears()).text
        await anna.starts(token)
        assert "Doe je mee?" in (await anna.hears()).text

    assert len(kept(file)) == 1


async def test_two_studies_in_one_chat_are_told_apart(server: TelegramServer, file: Path) -> None:
    first, second = prepare(file), prepare(file, id="tweede")
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(first)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        old = await anna.hears()
        await anna.starts(second)
        await server.until(lambda: "Doe je mee" in anna.sees.text)
        await server.until(lambda: any("vragen over" in one.text for one in anna.chat.bot_messages))
        await anna.presses(old.buttons[1][0].text, old.message_id)
        await server.until(lambda: "Waarvoor kwam je toen" in anna.sees.text)
    state = {study: kept(file, study)[0].state for study in ("zonnevaart", "tweede")}

    assert state == {"zonnevaart": "intent", "tweede": "consent"}


async def test_a_quoted_question_routes_the_answer_to_its_study(server: TelegramServer, file: Path) -> None:
    first, second = prepare(file), prepare(file, id="tweede")
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(first)
        await talk(server, anna, before="Hoe begon het?")
        old = anna.sees
        await anna.starts(second)
        await server.until(lambda: any("vragen over" in one.text for one in anna.chat.bot_messages))
        await server.until(lambda: "Doe je mee" in anna.sees.text)
        await anna.says("we moesten vrij vragen in december", reply_to=old.message_id)
        await server.until(lambda: "Wat deed je eerst?" in anna.sees.text)
    (one,), (other,) = kept(file), kept(file, "tweede")

    assert [answer.value for answer in one.log if answer.step == "trigger"] == ["we moesten vrij vragen in december"]
    assert other.log == ()


async def test_a_long_list_is_turned_page_by_page(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, before="stap voor stap")
        for number in range(14):
            count = len(anna.chat.bot_messages)
            await anna.says(f"stap nummer {number}")
            await server.until(lambda count=count: len(anna.chat.bot_messages) > count)
        await anna.presses("Klaar")
        await server.until(lambda: "Ben je iets vergeten" in anna.sees.text)
        await anna.presses("Nee, dit was alles")
        await server.until(lambda: "Bij welke stap" in anna.sees.text)
        count = len(anna.chat.bot_messages)
        await anna.presses("2/2 ▶")
        await server.until(lambda: "stap nummer 13" in str(anna.sees.buttons))
        assert len(anna.chat.bot_messages) == count
        await anna.presses("stap nummer 13")
        await server.until(lambda: "Wat gaf toen de doorslag" in anna.sees.text)


async def test_an_old_query_and_an_unchanged_message_are_no_faults(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)) as app:
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        server.expire_queries()
        question = await anna.hears()
        await app.adapters["telegram"].edit(
            Address("telegram", "4242", "8"), Shown(str(question.message_id)), Message((Span(question.text),))
        )
        await app.adapters["telegram"].edit(
            Address("telegram", "4242", "8"), Shown(str(question.message_id)), Message((Span(question.text),))
        )
        await anna.says("vorig jaar")
        assert "Waarvoor kwam je toen" in (await anna.hears()).text


async def test_somebody_silent_is_reminded_twice_in_their_day_and_then_left_alone(
    server: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    clock = Clock()
    async with running(file, config_for(server), clock=clock) as app:
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        await anna.hears()
        heard = len(anna.chat.bot_messages)
        for _ in range(16 * 4):
            clock.move(hours=6)
            await app.timers.ring_due()
            await settled(app)
    texts = [one.text for one in anna.chat.bot_messages[heard:]]

    assert [text for text in texts if "Zullen we verdergaan?" in text].__len__() == 2
    assert kept(file)[0].state == "expired"


async def test_a_reminder_is_answered_with_its_buttons_or_with_the_old_ones(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    clock = Clock()
    async with running(file, config_for(server), clock=clock) as app:
        await anna.starts(token)
        await anna.hears()
        await anna.presses("Ja, ik doe mee")
        question = await anna.hears()
        for _ in range(7):  # a day, and the night that follows where a reminder waits for the morning
            clock.move(hours=6)
            await app.timers.ring_due()
            await settled(app)
        await server.until(lambda: "Zullen we verdergaan?" in anna.sees.text)
        await anna.presses("Verdergaan")
        await server.until(lambda: "Wanneer was dat ongeveer" in anna.sees.text)
        await anna.presses(question.buttons[1][0].text, question.message_id)
        assert "Waarvoor kwam je toen" in (await anna.hears()).text


async def test_forgetting_asks_first_and_then_erases(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, after=6)
        await anna.hears()
        await anna.says("/forget")
        await server.until(lambda: "Wil je alles laten wissen" in anna.sees.text)
        await anna.presses("Ja, wis alles")
        await server.until(lambda: "is gewist" in anna.sees.text)

    assert kept(file) == ()


async def test_people_excluded_do_not_count_and_can_be_taken_back(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna, lead = server.person(8, "Anna", "nl"), server.person(LEAD, "Lia", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna)
        await lead.starts()
        await lead.hears()
        await lead.says("/status")
        code = re.search(r"verteld: (\w+)", (await lead.hears()).text)[1]
        await lead.says(f"/exclude {code}")
        assert "tellen niet mee in wat nog komt" in (await lead.hears()).text
        await lead.says("/map")
        await server.until(lambda: "nog niets verteld" in lead.sees.text)
        await lead.says(f"/include {code}")
        assert "tellen weer mee" in (await lead.hears()).text
        await anna.says("/status")
        assert "leidt nog geen onderzoek" in (await anna.hears()).text


async def test_the_lead_makes_a_study_and_gets_its_map_in_the_group(
    server: TelegramServer, anywhere: Path | str
) -> None:
    lead, anna = server.person(LEAD, "Lia", "nl"), server.person(8, "Anna", "nl")
    group = server.group(-55, "klantreis", members=[lead, anna])
    async with running(anywhere, config_for(server, admins=f"telegram:{LEAD}")):
        await lead.adds_bot(group)
        await server.until(lambda: group.bot_messages and "Hoi, ik ben Reisleider" in group.bot_messages[-1].text)
        await lead.starts()
        await lead.hears()
        await begin_study(lead)
        assert "staat klaar, als herfst-met-gezin" in lead.sees.text
        await lead.says("/home", chat=group)
        await server.until(lambda: "voortaan de kaart" in group.bot_messages[-1].text)
        await lead.says("/invite")
        link = await lead.hears()
        assert link.photo is not None
        await anna.starts(re.search(r"start=(\S+)", link.text)[1])
        await talk(server, anna)
        await anna.says("/map", chat=group)
        await server.until(lambda: "alleen degene die dit onderzoek leidt" in group.bot_messages[-1].text)
        await lead.says("/map", chat=group)
        await server.until(lambda: any(one.photo for one in group.bot_messages))
        await server.until(lambda: sum(one.photo is not None for one in group.bot_messages) == 2)
    post = next(one for one in group.bot_messages if one.photo)

    assert post.text.startswith("Herfst met gezin\n1 klant")
    assert post.photo[:4] == b"\x89PNG"


async def test_a_group_that_became_a_supergroup_is_followed(server: TelegramServer, file: Path) -> None:
    prepare(file)
    lead = server.person(LEAD, "Lia", "nl")
    group = server.group(-55, "klantreis", members=[lead])
    async with running(file, config_for(server)) as app:
        await lead.adds_bot(group)
        await server.until(lambda: group.bot_messages)
        await lead.says("/home", chat=group)
        await server.until(lambda: "voortaan de kaart" in group.bot_messages[-1].text)
        new = server.migrate(group, quietly=True)
        here = app.store.do(lambda c: studies.home_of(c, "zonnevaart"))
        app.store.do(lambda c: post(c, here, Message((Span("de kaart"),)), app.clock()))
        app.delivery.wake.set()
        await server.until(lambda: server.chat(new).bot_messages)
        assert server.chat(new).bot_messages[-1].text == "de kaart"
        assert app.store.do(lambda c: studies.home_of(c, "zonnevaart")).chat == str(new)


async def test_a_second_poller_is_named(server: TelegramServer, file: Path, logged: list[dict[str, object]]) -> None:
    prepare(file)

    def named() -> bool:
        return any("another program polls" in str(one["event"]) for one in logged)

    async with running(file, config_for(server)), Bot(server.token, base_url=server.base_url) as other:
        while not named():
            with suppress(Conflict):  # whoever asks first of the two is ended
                await other.get_updates(timeout=1)

    assert re.search(rb"conflicts_total\S* [1-9]", metrics.tell_metrics())


async def test_nobody_waits_for_the_menus_and_they_come_when_they_can(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    server.fail("setMyCommands", "500", times=10**6)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await anna.hears()
        assert not server.commands
        server.forgive()
        await server.until(lambda: len(server.commands) == MENUS)


async def test_the_menus_are_set_in_both_languages(server: TelegramServer, file: Path) -> None:
    prepare(file)
    async with running(file, config_for(server)):
        await server.until(lambda: len(server.commands) == MENUS)
        told = {(json.loads(scope)["type"], language): rows for (scope, language), rows in server.commands.items()}

    assert {language for _, language in told} == {"", "nl", "en"}
    assert [row["command"] for row in told["all_group_chats", "nl"]] == [
        "home",
        "invite",
        "status",
        "map",
        "why",
        "prioritise",
        "help",
    ]
    assert {row["command"]: row["description"] for row in told["all_private_chats", "en"]}["map"] == "post the map"


async def test_a_lead_exports_closes_and_deletes_and_shares_the_lead(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    lead, anna, bas = server.person(LEAD, "Lia", "nl"), server.person(8, "Anna", "nl"), server.person(9, "Bas", "en")
    async with running(file, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/lead")
        link = (await lead.hears()).text
        await bas.starts(re.search(r"start=(\S+)", link)[1])
        assert "From now on you lead too" in (await bas.hears()).text
        await bas.says("/status")
        assert "0 started" in (await bas.hears()).text
        await lead.says("/export")
        archive = await lead.hears()
        assert json.loads(archive.document[1])["kind"] == "reisleider-study"
        await lead.says("/close")
        assert "is afgesloten" in (await lead.hears()).text
        await anna.starts(token)
        assert "Dit onderzoek is afgesloten" in (await anna.hears()).text
        await lead.says("/delete")
        assert "kan niet ongedaan worden gemaakt" in (await lead.hears()).text
        await lead.presses("Nee, bewaren")
        assert "er verandert niets" in (await lead.hears()).text
        await lead.says("/delete")
        await lead.hears()
        await lead.presses("Ja, wis alles")
        assert "is gewist" in (await lead.hears()).text
        await lead.says("/nonsense")
        assert "ken ik niet" in (await lead.hears()).text
        await lead.says("/help")
        assert "/status" in (await lead.hears()).text

    with Store.open(f"sqlite:///{file}") as store:
        assert store.do(studies.list_studies) == ()


async def test_the_status_counts_who_stopped_and_not_where_one_did(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    lead, anna = server.person(LEAD, "Lia", "nl"), server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, before="Hoe begon het?")
        await anna.says("stop")
        await server.until(lambda: "mogen we dat gebruiken" in anna.sees.text)
        await anna.presses(anna.sees.buttons[0][0].text)
        await server.until(lambda: not anna.sees.buttons)
        await lead.says("/status")
        lines = (await lead.hears()).text.splitlines()

    assert not any("stopte" in line for line in lines)
    assert lines[1:3] == [
        "klanten: 16 uitgenodigd, 1 begonnen, 0 klaar, 1 gestopt, 0 stilgevallen, 0 bezig",
        "  vraag er nog 10",
    ]
    assert "Wie vraag je nu?" in lines
    assert any(line.endswith("□□□□□ nog te vroeg om te zeggen. Vraag er nog 5.") for line in lines)


async def test_a_full_quota_posts_the_map_by_itself_once(told: Path) -> None:
    async with TelegramServer(first=900001) as server:  # updates the copied database has not seen
        crowd = [server.person(20 + number, f"P{number}", "nl") for number in range(2)]
        group = server.group(-55, "klantreis", members=[*crowd, server.bot_id])
        with Store.open(f"sqlite:///{told}") as store:
            study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
            store.do(lambda c: studies.save_study(c, replace(study, quotas={"customer": 5})))
            store.do(lambda c: studies.set_home(c, "zonnevaart", Address("telegram", "4242", "-55")))
            token = store.do(lambda c: make_token(c, study, "customer", "open", None, datetime.now(UTC)))
        async with running(told, config_for(server)) as app:
            for person in crowd:
                assert not group.bot_messages
                await person.starts(token)
                await talk(server, person)
            await server.until(lambda: any(one.photo for one in group.bot_messages))
            await app.timers.settle_all()
    assert sum(one.photo is not None for one in group.bot_messages) == 1
    assert "5 klanten" in group.bot_messages[0].text
