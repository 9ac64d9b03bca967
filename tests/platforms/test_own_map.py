"""At the play-back everybody sees their own journey: as they told it, anew when they change it, gone when they go."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import config_for, kept, running
from slack_people import buttons_of, words_of
from slack_server import SlackServer
from slack_talks import labels_of
from slack_talks import prepare as prepare_slack
from slack_talks import talk as talk_in_slack
from sqlalchemy import select
from telegram_people import Person
from telegram_server import Sent, TelegramServer, measured
from telegram_talks import prepare, talk

from reisleider.bot.commands.themselves import forget_all, participations_of
from reisleider.bot.interviews.own_map import show_own
from reisleider.flows.messages import Address
from reisleider.storage import queues, tables
from reisleider.storage.operations import OwnMap
from reisleider.storage.store import Store

CHAT = Address("telegram", "4242", "8")
REVIEW = "Klopt dat?"


@pytest.fixture(name="server")
def _server(telegram: TelegramServer) -> TelegramServer:
    return telegram


def pictures(person: Person) -> list[Sent]:
    return [one for one in person.chat.bot_messages if one.photo is not None]


async def reviews(server: TelegramServer, person: Person, times: int) -> None:
    """Wait until the bot has played the story back so many times."""

    def played_back() -> int:
        return sum(REVIEW in one.text for one in person.chat.bot_messages)

    await server.until(lambda: played_back() == times)


async def changes(server: TelegramServer, person: Person, what: str) -> None:
    """Choose something that can be changed, on whichever page it stands."""

    def labels() -> list[str]:
        return [one.text for row in person.chat.bot_messages[-1].buttons for one in row]

    await person.presses("Iets aanpassen")
    await person.hears()
    for _ in range(4):
        chosen = next((label for label in labels() if label.startswith(what)), None)
        if chosen is not None:
            await person.presses(chosen)
            return
        before = labels()
        await person.presses(before[-1])
        await server.until(lambda before=before: labels() != before)
    raise AssertionError(f"{what} is on no page")


def kept_files(file: Path) -> list[str]:
    """The names of the files that the database holds."""
    with Store.open(f"sqlite:///{file}") as store:
        return store.do(lambda c: list(c.execute(select(tables.blobs.c.name)).scalars()))


def waiting_rows(file: Path) -> int:
    """How many rows of the outbox tell of an interview."""
    with Store.open(f"sqlite:///{file}") as store:
        rows = select(tables.outbox.c.id).where(tables.outbox.c.interview.is_not(None))
        return store.do(lambda c: len(c.execute(rows).all()))


async def test_a_customer_sees_their_journey_and_a_new_picture_only_when_it_changed(
    server: TelegramServer, tmp_path: Path
) -> None:
    file = tmp_path / "study.db"
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, before=REVIEW)
        (first,) = pictures(anna)
        (played_back,) = [one for one in anna.chat.bot_messages if REVIEW in one.text]

        await changes(server, anna, "Toch niets")
        await reviews(server, anna, 2)
        unchanged = len(pictures(anna))

        await changes(server, anna, "Hoe de afloop was: ")
        await anna.hears()
        await anna.presses("😄 Heel fijn")
        await reviews(server, anna, 3)
        _, second = pictures(anna)

        await anna.says("stop")
        await anna.hears()
        await anna.presses("Nee, gooi het weg")
        await anna.hears()
        before_leaving = len(pictures(anna))

    assert first.photo is not None
    assert measured(first.photo)[0] == 780
    assert first.text == "Jouw reis in beeld. Klopt er iets niet? Dat kun je hieronder aanpassen."
    assert first.message_id < played_back.message_id
    assert unchanged == 1
    assert second.photo is not None
    assert second.photo != first.photo
    assert before_leaving == 2
    assert kept_files(file) == []
    assert waiting_rows(file) <= 1  # the goodbye, without a word of hers


async def test_of_a_sent_picture_nothing_is_kept_and_forgetting_stops_one_that_waits(
    server: TelegramServer, tmp_path: Path
) -> None:
    file = tmp_path / "study.db"
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await anna.starts(token)
        await talk(server, anna, before=REVIEW)
    (interview,) = kept(file)
    with Store.open(f"sqlite:///{file}") as store:
        own = select(tables.outbox).where(tables.outbox.c.operation == OwnMap.name)
        sent = store.do(lambda c: c.execute(own).one())
        waiting = OwnMap(interview.id, "0")
        store.do(lambda c: queues.enqueue(c, CHAT, waiting, datetime.now(UTC)))
        shown = await show_own(store, waiting, "telegram")
        store.do(lambda c: forget_all(c, participations_of(c, None, ("telegram", "4242", "8")), datetime.now(UTC)))
        left = store.do(lambda c: c.execute(own).all())
        forgotten = await show_own(store, waiting, "telegram")

    assert (sent.state, sent.payload, set(sent.answer)) == ("sent", {}, {"mark", "ref"})
    assert shown is not None
    assert shown.attachments[0].alt.startswith("Jouw reis. 1. zoeken op internet, Vervelend")
    assert left == []
    assert forgotten is None
    assert kept_files(file) == []


async def test_a_colleague_sees_their_contact_moments_with_their_guesses(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    prepare_slack(file)
    async with SlackServer() as server:
        lia = server.person("ULIA", name="Lia", locale="nl-NL")
        bas = server.person("UBAS", name="Bas", locale="nl-NL")
        server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
        async with running(file, config_for(slack=server)):
            await lia.command("/journey", "invite", "C1")
            await server.until(lambda: any(labels_of(one) for one in server.channel("C1").messages))
            await bas.presses(labels_of(server.channel("C1").messages[-1])[0], channel="C1")
            await server.until(lambda: bas.sees is not None)
            await talk_in_slack(server, bas, "nl", before=REVIEW)
        told = server.dm("UBAS").messages
    (place,) = [place for place, one in enumerate(told) if one.files]

    assert [name for name, _, _ in told[place].files] == ["jouw-reis.png"]
    assert measured(told[place].files[0][1])[0] == 780
    assert REVIEW in words_of(told[place + 1])
    assert buttons_of(told[place + 1])
    assert kept_files(file) == []
