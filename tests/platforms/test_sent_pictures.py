"""What people send that is no words, through both real libraries: kept where it can be fetched, else never promised."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from running import config_for, kept, running
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from slack_talks import talk as talk_slack
from telegram_people import Person, png
from telegram_server import TelegramServer
from telegram_talks import prepare, talk

from reisleider.bot.adapters.pictures import LARGEST, picture_of
from reisleider.bot.adapters.slack.read_body import read_body
from reisleider.storage import blobs
from reisleider.storage.store import Store

CAPTION = "we moesten onze vrije dagen al in december doorgeven, zie de brief op de foto"
LENT = "Beste klant, uw reis naar Kreta is helaas geannuleerd wegens omstandigheden"


@asynccontextmanager
async def asked_openly(telegram: TelegramServer, file: Path) -> AsyncIterator[Person]:
    """Anna, to whom an open question was just put."""
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram)):
        await anna.starts(token)
        await talk(telegram, anna, after=3)
        await anna.hears()
        yield anna


def pictures(file: Path) -> list[bytes | None]:
    """The pictures kept with answers, as they were sent."""
    (interview,) = kept(file)
    digests = [one.value[1] for one in interview.log if one.kind == "file"]
    with Store.open(f"sqlite:///{file}") as store:
        return [store.look(lambda c, digest=digest: blobs.get_blob(c, digest)) for digest in digests]


async def test_in_telegram_a_caption_is_the_answer_and_the_photo_is_kept(telegram: TelegramServer, file: Path) -> None:
    async with asked_openly(telegram, file) as anna:
        await anna.sends_photo(CAPTION)
        shown = (await anna.hears()).text
    (interview,) = kept(file)

    assert shown.startswith("Ik bewaar de foto bij deze stap. ")
    assert [one.value for one in interview.log if (one.step, one.kind) == ("trigger", "answer")] == [CAPTION]
    assert pictures(file) == [png()]


async def test_in_telegram_what_is_no_words_gets_one_kind_sentence(telegram: TelegramServer, file: Path) -> None:
    async with asked_openly(telegram, file) as anna:
        before = kept(file)
        for kind, words in (
            ("location", "Een locatie"),
            ("venue", "Een locatie"),
            ("contact", "Gegevens van iemand anders"),
            ("poll", "Met een peiling"),
            ("dice", "Met een dobbelsteen"),
            ("game", "Dat kan ik niet bekijken."),
            ("story", "Dat kan ik niet bekijken."),
        ):
            await anna.shares(kind)
            assert (await anna.hears()).text.startswith(words)
        await anna.sends_voice()
        assert (await anna.hears()).text.startswith("Een spraakbericht kan ik niet beluisteren.")
        await anna.sends_photo(content=b"no picture at all")
        assert (await anna.hears()).text.startswith("De foto kon ik niet ophalen.")

    assert kept(file) == before
    with Store.open(f"sqlite:///{file}") as store:
        assert store.look(lambda c: c.exec_driver_sql("SELECT count(*) FROM blobs").scalar()) == 0


async def test_in_telegram_a_forwarded_text_is_marked(telegram: TelegramServer, file: Path) -> None:
    async with asked_openly(telegram, file) as anna:
        await anna.forwards(LENT)
        shown = (await anna.hears()).text
    (interview,) = kept(file)

    assert "citeer het niet" in shown
    assert [one.kind for one in interview.log if one.step == "trigger"] == ["answer", "forwarded"]


async def test_in_slack_a_caption_is_the_answer_and_the_photo_is_kept(slack: SlackServer, file: Path) -> None:
    prepare_slack(file)
    lia, bas = slack.person("ULIA", name="Lia", locale="nl-NL"), slack.person("UBAS", name="Bas", locale="nl-NL")
    slack.channel("C1", "klantreis", members=["ULIA", "UBAS", slack.bot_user])
    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await slack.until(lambda: bas.sees is not None)
        await talk_slack(slack, bas, "nl", before="Wat willen zij bereiken?")
        await bas.sends_file("foto.jpg", "image/jpeg", "snel weten waar ze aan toe zijn met hun vakantie", png())
        await slack.until(lambda: "Ik bewaar de foto" in words_of(bas.sees))
        await bas.sends_file("foto.jpg", "image/jpeg", data=png(), url="http://127.0.0.1:1/files-pri/F1")
        await slack.until(lambda: "De foto kon ik niet ophalen" in words_of(bas.sees))
        await bas.sends_file("praatje.ogg", "audio/ogg")
        await slack.until(lambda: "Een spraakbericht kan ik niet" in words_of(bas.sees))
    (interview,) = kept(file)

    assert [one.value for one in interview.log if (one.step, one.kind) == ("persona-goal", "answer")] == [
        "snel weten waar ze aan toe zijn met hun vakantie"
    ]
    assert pictures(file) == [png()]


def test_in_slack_a_shared_message_without_own_words_is_forwarded() -> None:
    shared = {"is_share": True, "text": LENT}
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "UBAS", "ts": "1.0", "text": ""}
    read = read_body({"event": {**event, "attachments": [shared]}}, "T0TEAM", "UBOT")
    own = read_body({"event": {**event, "text": "kijk", "attachments": [shared]}}, "T0TEAM", "UBOT")

    assert read is not None
    assert own is not None
    assert (read.said.text, read.said.forwarded) == (LENT, True)
    assert (own.said.text, own.said.forwarded) == ("kijk", False)


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
def test_in_slack_what_was_written_in_another_way_is_heard_too(subtype: str) -> None:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "UBAS", "ts": "1.0", "text": "gebeld"}
    read = read_body({"event": {**event, "subtype": subtype}}, "T0TEAM", "UBOT")

    assert read is not None
    assert (read.said.kind, read.said.text) == ("text", "gebeld")


def test_what_is_no_picture_or_too_large_is_none() -> None:
    assert picture_of(png()) is not None
    assert picture_of(b"<svg onload=alert(1)>") is None
    assert picture_of(b"%PDF-1.7") is None
    assert picture_of(png() + bytes(LARGEST)) is None
