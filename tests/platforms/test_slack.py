"""Colleagues in Slack: the real Bolt over a socket, a strict local server, whole interviews and the lead's commands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from running import Clock, SlowDrawing, config_for, free_port, hurrying, kept, running, settled
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import FORM, labels_of, prepare, shown, talk, view_of
from telegram_people import png
from telegram_server import TelegramServer
from telegram_talks import talk as talk_in_telegram
from telling import Teller
from waiting import rings

from reisleider.bot.adapters.slack.manifest import write_manifest
from reisleider.bot.adapters.slack.scopes import BELOW_MAPS, SCOPES
from reisleider.bot.interviews.invitation import make_token
from reisleider.bot.serving.check import check_platforms
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import studies
from reisleider.storage.store import Store


@pytest.fixture(name="server")
def _server(slack: SlackServer) -> SlackServer:
    return slack


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_colleague_is_invited_and_tells_everything(server: SlackServer, file: Path, language: str) -> None:
    prepare(file)
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    lia = server.person("ULIA", name="Lia", locale=locale)
    bas = server.person("UBAS", name="Bas", tz="Asia/Tokyo", locale=locale)
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with running(file, config_for(slack=server)):
        await lia.command("/journey", "invite", "C1")
        await server.until(lambda: any(labels_of(one) for one in server.channel("C1").messages))
        await bas.presses(labels_of(server.channel("C1").messages[-1])[0], channel="C1")
        await server.until(lambda: bas.sees is not None)
        await talk(server, bas, language)
    (interview,) = kept(file)

    assert interview.state == "completed"
    assert interview.language == language
    assert len(fold(load_script("stakeholder"), interview).touchpoints) == 3


async def test_a_lead_invites_by_name_and_only_leads_may(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with running(file, config_for(slack=server)):
        await bas.command("/journey", "status", "C1")
        await server.until(
            lambda: any("alleen degene die dit onderzoek leidt" in words_of(m) for m in server.channel("C1").messages)
        )
        await lia.command("/journey", "invite <@UBAS|bas>", "C1")
        await server.until(lambda: bas.sees is not None and "Doe je mee?" in words_of(bas.sees))
        assert "minstens 5 collega's" in words_of(bas.sees)
        await lia.mentions_bot("status", "C1")
        await server.until(lambda: any("1 begonnen" in words_of(m) for m in server.channel("C1").messages))
    refusal = next(m for m in server.channel("C1").messages if "alleen degene" in words_of(m))

    assert refusal.ephemeral_to == "UBAS"
    assert kept(file)[0].participant


async def test_one_person_in_three_interviews_on_two_platforms(server: SlackServer, file: Path) -> None:
    prepare(file)
    prepare(file, id="tweede")
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with TelegramServer() as telegram, running(file, config_for(telegram, server)):
        link = prepare_customers(file, "tweede")
        customer = telegram.person(8, "Bas", "nl")
        await lia.command("/journey", "invite <@UBAS> zonnevaart", "C1")
        await server.until(lambda: bas.sees is not None)
        first = bas.sees
        await lia.command("/journey", "invite <@UBAS> tweede", "C1")
        await server.until(lambda: bas.sees.ts != first.ts and "Doe je mee?" in words_of(bas.sees))
        private = [words_of(one) for one in server.dm("UBAS").messages]
        assert ["Nu een paar vragen over" in one for one in private] == [False, True, False]
        await customer.starts(link)
        assert "Doe je mee" in (await customer.hears()).text
        await bas.presses("Ja, ik doe mee", ts=first.ts)
        await server.until(lambda: labels_of(bas.sees) != [] and "Doe je mee?" not in words_of(bas.sees))
        await customer.presses("Ja, ik doe mee")
        await telegram.until(lambda: "Doe je mee" not in customer.sees.text)
    states = {(one.study, one.script): one.state for id in ("zonnevaart", "tweede") for one in kept(file, id)}

    assert states.pop(("tweede", "stakeholder")) == "consent"
    assert set(states) == {("zonnevaart", "stakeholder"), ("tweede", "customer")}
    assert "consent" not in states.values()


def prepare_customers(file: Path, id: str) -> str:
    """An open link for customers of this study; returns its token."""
    with Store.open(f"sqlite:///{file}") as store:
        return store.do(lambda c: make_token(c, studies.load_study(c, id), "customer", "open", None, datetime.now(UTC)))


async def test_a_reply_in_a_questions_thread_answers_that_study(server: SlackServer, file: Path) -> None:
    prepare(file)
    prepare(file, id="tweede")
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with running(file, config_for(slack=server)):
        await lia.command("/journey", "invite <@UBAS> zonnevaart", "C1")
        await server.until(lambda: bas.sees is not None)
        first = bas.sees
        await lia.command("/journey", "invite <@UBAS> tweede", "C1")
        await server.until(lambda: bas.sees.ts != first.ts and "Doe je mee?" in words_of(bas.sees))
        await bas.says("ja", thread=first.ts)
        await server.until(lambda: labels_of(bas.sees) != [] and "Doe je mee?" not in words_of(bas.sees))
    (one,), (other,) = kept(file), kept(file, "tweede")

    assert (one.state == "consent", other.state) == (False, "consent")


async def test_used_buttons_and_edits_in_the_private_chat(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with running(file, config_for(slack=server)):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None)
        await bas.presses("Ja, ik doe mee")
        await server.until(lambda: "In welk team" in words_of(bas.sees))
        await server.until(lambda: "✓ Ja, ik doe mee" in words_of(server.dm("UBAS").messages[0]))
        assert labels_of(server.dm("UBAS").messages[0]) == []
        await bas.presses(labels_of(bas.sees)[0])
        await server.until(lambda: "meer dan één" in words_of(bas.sees))
        count = len(server.dm("UBAS").messages)
        await bas.presses(labels_of(bas.sees)[0])
        await server.until(lambda: any(label.startswith("✓") for label in labels_of(bas.sees)))
        assert len(server.dm("UBAS").messages) == count
        question = bas.sees
        first = labels_of(question)[0].removeprefix("✓ ")
        await bas.presses(labels_of(question)[1])
        await server.until(lambda: labels_of(question)[1].startswith("✓"))
        second = labels_of(question)[1].removeprefix("✓ ")
        await bas.presses("Klaar")
        await server.until(lambda: labels_of(question) == [])
        assert words_of(question).endswith(f"\n✓ {first}, {second}")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_from_a_new_study_to_its_map_in_the_channel(
    server: SlackServer, anywhere: Path | str, language: str
) -> None:
    said = WORDS[language]
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    lia, bas = server.person("ULIA", name="Lia", locale=locale), server.person("UBAS", name="Bas", locale=locale)
    channel = server.channel("C1", "klantreis", members=["ULIA", "UBAS"])
    async with TelegramServer() as telegram, running(anywhere, config_for(telegram, server)):
        await lia.invites_bot("C1")
        await server.until(lambda: shown(server, "Reisleider"))
        await lia.command("/journey", "new", "C1")
        await server.until(lambda: lia.modal is not None)
        told = await lia.submits({**FORM, "contact": "hier"})
        assert told["response_action"] == "errors"
        assert said["wrong"] in told["errors"]["contact"]
        await lia.submits(FORM)
        await server.until(lambda: lia.sees is not None and said["made"] in words_of(lia.sees))
        await lia.command("/journey", "invite customers", "C1")
        await server.until(lambda: any(one.files for one in server.dm("ULIA").messages))
        link = next(words_of(one) for one in server.dm("ULIA").messages if one.files)
        anna = telegram.person(8, "Anna", language)
        await anna.starts(re.search(r"start=([\w-]+)", link)[1])
        await talk_in_telegram(telegram, anna)
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None)
        await talk(server, bas, language)
        await lia.command("/journey", "status", "C1")
        await server.until(lambda: shown(server, said["finished"]))
        await lia.command("/journey", "map", "C1")
        await server.until(lambda: sum(len(one.files) for one in channel.messages) >= 2)
        await lia.opens_home()
        await server.until(lambda: lia.home is not None and FORM["title"] in str(lia.home))
    posts = [one for one in channel.messages if one.files]

    assert posts[0].text.startswith(f"{FORM['title']}\n{said['turnout']}")
    assert posts[0].blocks[0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": FORM["title"], "emoji": True},
    }
    assert posts[0].files[0][1][:4] == b"\x89PNG"
    assert {one.thread_ts for one in posts[1:]} == {posts[0].ts}
    assert server.missed_acks == []


WORDS = {
    "nl": {"wrong": "e-mailadres", "made": "staat klaar", "finished": "1 klaar", "turnout": "1 klant"},
    "en": {"wrong": "e-mail address", "made": "is ready", "finished": "1 finished", "turnout": "1 customer"},
}


async def test_in_the_private_chat_an_edit_corrects_and_a_photo_is_kept(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    async with running(file, config_for(slack=server)):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None)
        await talk(server, bas, "nl", before="Wat willen zij bereiken?")
        ts = await bas.says("snel weten waar ze aan toe zijn met hun vakantie")
        await server.until(lambda: "laatste klant" in words_of(bas.sees))
        await bas.edits(ts, "snel weten waar ze aan toe zijn met hun verre reis")
        await server.until(lambda: "Aangepast" in words_of(bas.sees))
        await bas.sends_file("foto.jpg", "image/jpeg", data=png())
        await server.until(lambda: "Ik bewaar de foto" in words_of(bas.sees))
    (interview,) = kept(file)

    assert [one.value for one in interview.log if one.step == "persona-goal"][-1].endswith("verre reis")
    assert [one.value[0] for one in interview.log if one.kind == "file"] == ["photo"]


async def test_a_slow_map_delays_no_acknowledgement(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    slow = SlowDrawing()
    async with running(file, config_for(slack=server), draw=slow):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None)
        await talk(server, bas, "nl")
        await lia.command("/journey", "map", "C1")
        await rings(slow.began)
        for _ in range(5):
            await lia.mentions_bot("status", "C1")  # returns once it is acknowledged
        assert not any(one.files for one in server.channel("C1").messages)
        slow.may_end.set()
        await server.until(lambda: any(one.files for one in server.channel("C1").messages))

    assert server.missed_acks == []


async def test_a_colleague_abroad_is_reminded_in_their_own_day(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia = server.person("ULIA", name="Lia", locale="nl-NL")
    bas = server.person("UBAS", name="Bas", tz="Asia/Tokyo", locale="en-GB")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    clock = Clock()
    async with running(file, config_for(slack=server), clock=clock) as app:
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None and "Will you take part?" in words_of(bas.sees))
        rang = None
        for _ in range(48):
            clock.move(hours=1)
            await app.timers.ring_due()
            await settled(app)
            if rang is None and any("Shall we" in words_of(one) for one in server.dm("UBAS").messages):
                rang = clock().astimezone(ZoneInfo("Asia/Tokyo"))
        assert rang is not None
        assert 9 <= rang.hour <= 20


@pytest.mark.long  # as many restarts as answers
async def test_every_event_three_times_is_taken_once_and_survives_restarts(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    server.redeliver(3)
    async with running(file, config_for(slack=server)):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None)
    teller, steps = None, 0
    while steps < 90 and not kept(file)[0].ended:
        async with running(file, config_for(slack=server)):
            before = view_of(bas)()
            teller = teller or Teller("nl", bas.says, bas.presses)
            teller.presses = bas.selects if len(before[2]) > 10 else bas.presses
            await teller.answer(before[1], before[2])
            await server.until(
                lambda before=before: (now := view_of(bas)())[0] != before[0] or bool(now[2] and now[2] != before[2])
            )
        steps += 1
    (interview,) = kept(file)

    assert interview.state == "completed"
    assert [one.words for one in fold(load_script("stakeholder"), interview).touchpoints][:3] == [
        "zoeken op internet",
        "online geboekt",
        "naar het hotel",
    ]


@pytest.mark.parametrize("kind", ["429", "500", "reset", "lost", "timeout"])
async def test_with_a_fault_on_every_call_all_messages_arrive_in_order(
    server: SlackServer, file: Path, kind: str
) -> None:
    prepare(file)
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    clock = Clock()
    server.stall = 0.2
    async with running(file, config_for(slack=server), clock=clock) as app, hurrying(app, clock):
        server.fail("chat.postMessage", kind, 2)
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await server.until(lambda: bas.sees is not None and labels_of(bas.sees) != [])
        server.fail("chat.postMessage", kind, 2)
        server.fail("chat.update", kind, 2)
        await bas.presses("Ja, ik doe mee")
        await server.until(lambda: "In welk team" in words_of(bas.sees))
    texts = [words_of(one).split("✓")[0].strip() for one in server.dm("UBAS").messages]

    assert len(dict.fromkeys(texts)) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("not_in_channel", "ik zit niet in het kanaal"),
        ("is_archived", "het kanaal is gearchiveerd"),
        ("channel_not_found", "bestaat niet of ik mag er niet in"),
    ],
)
async def test_a_home_that_cannot_be_posted_to_is_told_to_the_lead(
    server: SlackServer, file: Path, error: str, words: str
) -> None:
    prepare(file)
    lia = server.person("ULIA", name="Lia", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", server.bot_user])
    async with running(file, config_for(slack=server)):
        server.fail("chat.postMessage", error, 1, channel="C1")
        await lia.command("/journey", "invite", "C1")
        await server.until(lambda: lia.sees is not None and words in words_of(lia.sees))


async def test_a_silent_connection_is_made_anew(server: SlackServer, file: Path) -> None:
    prepare(file)
    lia = server.person("ULIA", name="Lia", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", server.bot_user])
    async with running(file, config_for(slack=server), quiet=1.0):
        await server.until(lambda: sum(call.method == "apps.connections.open" for call in server.calls) > 1)
        await lia.mentions_bot("help", "C1")
        await server.until(lambda: any("/journey status" in words_of(m) for m in server.channel("C1").messages))


async def test_signed_requests_are_taken_and_wrong_or_old_ones_refused(server: SlackServer, file: Path) -> None:
    prepare(file)
    port = free_port()
    lia = server.person("ULIA", name="Lia", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", server.bot_user])
    config = config_for(
        slack=server,
        REISLEIDER_HTTP__PORT=str(port),
        REISLEIDER_SLACK__SIGNING_SECRET=server.signing_secret,
        socket=False,
    )
    server.request_url = f"http://127.0.0.1:{port}/slack"
    async with running(file, config), aiohttp.ClientSession() as web:
        await lia.command("/journey", "status", "C1")
        await server.until(lambda: any("0 begonnen" in words_of(m) for m in server.channel("C1").messages))
        count = len(server.channel("C1").messages)
        for stamp in ("1", "99999999999"):
            headers = {
                "x-slack-request-timestamp": stamp,
                "x-slack-signature": "v0=00",
                "content-type": "application/json",
            }
            async with web.post(server.request_url, data=b"{}", headers=headers) as answer:
                assert answer.status in (401, 403)
        assert len(server.channel("C1").messages) == count


async def test_checking_names_missing_scopes_and_tokens(server: SlackServer) -> None:
    server.scopes.discard("im:history")
    good = SlackServer()
    async with good:
        assert await check_platforms(config_for(slack=good)) == (("slack: ready in Test as reisleider.",), True)
    lines, well = await check_platforms(config_for(slack=server))
    assert not well
    assert lines[1] == (
        "slack: these scopes are missing: im:history; add them under OAuth & Permissions and reinstall."
    )
    server.fail("apps.connections.open", "invalid_auth", 1)
    assert "the app token is refused (invalid_auth)" in (await check_platforms(config_for(slack=server)))[0][2]
    server.fail("auth.test", "account_inactive", 1)
    assert "the bot token is refused (account_inactive)" in (await check_platforms(config_for(slack=server)))[0][0]
    lines, _ = await check_platforms(config_for(slack=server, socket=False))
    assert "give REISLEIDER_SLACK__APP_TOKEN" in lines[-1]


@pytest.mark.parametrize("url", [None, "https://bot.example.org/"])
def test_the_manifest_asks_for_what_the_check_wants(url: str | None) -> None:
    manifest = write_manifest(url)

    assert manifest["oauth_config"]["scopes"]["bot"] == [*SCOPES, *BELOW_MAPS]
    assert manifest["settings"]["socket_mode_enabled"] is (url is None)
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert ("https://bot.example.org/slack" in str(manifest)) is (url is not None)
