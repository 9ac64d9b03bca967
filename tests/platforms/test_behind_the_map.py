"""A lead looks behind the map in Telegram: what was merged, why something is red, the answers; and a customer asks for
their own data."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from running import config_for, running
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from three_customers import STEPS, people_of, tells

from reisleider.storage.overrides import overrides_of
from reisleider.storage.people import participants
from reisleider.storage.store import Store


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


async def test_a_lead_decides_what_is_the_same_and_takes_it_back(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")

    async def sees(words: str) -> str:
        await server.until(lambda: words in lead.sees.text)
        return lead.sees.text

    async with running(told, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/merge")
        first = await sees("Is het hetzelfde?")
        assert "staan nu" in first or "zijn nu één" in first
        labels = [button.text for row in lead.sees.buttons for button in row]
        assert {"Hetzelfde", "Andere naam", "Andere fase", "Van wie?", "Volgende"} <= set(labels)
        await lead.presses("Hetzelfde")
        await server.until(lambda: "Is het hetzelfde?" in lead.sees.text and lead.sees.text != first)
        assert "Laatste keuze terug" in str(lead.sees.buttons)
        await lead.presses("Andere naam")
        await sees("op de kaart heten?")
        await lead.says("x" * 200)
        await sees("1 tot 80 tekens")
        await lead.says("Het telefoontje")
        await server.until(lambda: "Is het hetzelfde?" in lead.sees.text)
        await lead.presses("Andere fase")
        await sees("In welke fase")
        await lead.presses("Gebruik")
        await server.until(lambda: "Is het hetzelfde?" in lead.sees.text)
        await lead.presses("Van wie?")
        await sees("Van wie is")
        await lead.presses("van een partner")
        await server.until(lambda: "Is het hetzelfde?" in lead.sees.text)
        await lead.presses("Laatste keuze terug")
        await server.until(lambda: any("teruggedraaid" in one.text for one in lead.chat.bot_messages))
    with Store.open(f"sqlite:///{told}") as store:
        decided = store.do(lambda c: overrides_of(c, "zonnevaart"))

    assert [one.decision for one in decided] == ["same", "rename", "move"]
    assert {one.by for one in decided} == {f"telegram:4242:{LEAD}"}
    assert decided[1].texts == {"nl": "Het telefoontje"}
    assert decided[2].phase == "use"


async def test_what_forgotten_people_said_is_in_no_decision(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        people = people_of(server)
        await lead.starts()
        await lead.hears()
        await lead.says("/merge")
        await server.until(lambda: "Is het hetzelfde?" in lead.sees.text)
        await lead.presses("Hetzelfde")
        await server.until(lambda: "Laatste keuze terug" in str(lead.sees.buttons))
        for person in people:
            await person.says("/forget")
            await person.hears()
            await person.presses("Ja, wis alles")
            await person.hears()
        await lead.presses("Volgende")
        await server.until(lambda: "al voorbij" in lead.sees.text)
    with Store.open(f"sqlite:///{told}") as store:
        assert store.do(lambda c: overrides_of(c, "zonnevaart")) == ()


async def test_a_lead_asks_why_and_traces_it_to_the_answers(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    group = server.group(-55, "klantreis", members=[lead, server.bot_id])
    async with running(told, config_for(server)):
        people = people_of(server)
        await lead.starts()
        await lead.hears()
        await lead.says("/why retour")
        assert "nog geen kaart" in (await lead.hears()).text
        await lead.says("/home", chat=group)
        await server.until(lambda: group.bot_messages)
        await lead.says("/map preview", chat=group)
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages))
        assert not any(one.photo for one in group.bot_messages)
        await lead.says("/map", chat=group)
        await server.until(lambda: any(one.photo for one in group.bot_messages))
        await lead.says("/waarom is terugsturen rood?", chat=group)
        await server.until(lambda: "Genoemd door 3 van de 3 klanten" in group.bot_messages[-1].text)
        await lead.says("/why de maan", chat=group)
        await server.until(lambda: "Ik vind geen" in group.bot_messages[-1].text)
        await people[0].says("/trace retour")
        assert "Je leidt nog geen onderzoek" in (await people[0].hears()).text
        await lead.says("/trace terugsturen", chat=group)
        await server.until(lambda: "3 mensen noemden dit." in lead.sees.text)
        assert "Minder dan 5" in lead.sees.text
        assert not any("noemden dit" in one.text for one in group.bot_messages)


async def test_a_customer_gets_everything_stored_about_them_and_nobody_elses(
    server: TelegramServer, told: Path
) -> None:
    stranger = server.person(99, "Vreemd", "nl")
    async with running(told, config_for(server)):
        people = people_of(server)
        await people[1].says("/mydata")
        own = await people[1].hears()
        await stranger.starts()
        await stranger.hears()
        await stranger.says("/mydata")
        assert "niets over jou bewaard" in (await stranger.hears()).text
    (own_data,) = json.loads(own.document[1])
    text = own.document[1].decode()

    assert all(one in text for one in STEPS[1])
    assert not any(one in text for steps in (STEPS[0], STEPS[2]) for one in steps)
    assert own_data["accounts"] == [{"platform": "telegram", "tenant": "4242", "account": "9"}]
    assert own_data["interviews"][0]["state"] == "completed"
    assert own_data["contact"]


async def test_a_lead_compares_versions_and_posts_one_personas_map(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/map family")
        assert "nog geen kaart" in (await lead.hears()).text
        await lead.says("/map")
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages))
        await lead.says("/compare 1 1")
        await server.until(lambda: "Geen duidelijk verschil" in lead.sees.text)
        await lead.says("/compare 1 99")
        await server.until(lambda: "Dat kan ik niet vergelijken" in lead.sees.text)
        await lead.says("/compare 1")
        await server.until(lambda: "Wat wil je vergelijken" in lead.sees.text)
        await lead.says("/map family")
        await server.until(lambda: "Over deze persona is nog niets verteld" in lead.sees.text)


async def test_a_link_with_a_persona_fills_that_personas_map(server: TelegramServer, file: Path) -> None:
    prepare(file)
    lead, anna = server.person(LEAD, "Lia", "nl"), server.person(8, "Anna", "nl")
    async with running(file, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/invite customers family")
        link = (await lead.hears()).text
        await tells(server, anna, link.partition("start=")[2].strip(), STEPS[0])
        await lead.says("/map")
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages[2:]))
        count = len(lead.chat.bot_messages)
        await lead.says("/map family")
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages[count:]))
    with Store.open(f"sqlite:///{file}") as store:
        (who,) = store.do(lambda c: participants(c, "zonnevaart"))

    assert who.persona == "family"
