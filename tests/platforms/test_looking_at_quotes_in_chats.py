"""A lead looks at what three customers said before it stands on a map, in Telegram and in Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from running import Clock, config_for, running
from slack_people import sees_in_slack, words_of
from slack_server import SlackServer
from slack_talks import labels_of
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import LEAD
from telling import OPEN
from three_customers import people_of

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Address
from reisleider.flows.synthesis.figures.glances import Glance
from reisleider.storage import interviews, studies, versions
from reisleider.storage.codec import load
from reisleider.storage.glances import glances_of
from reisleider.storage.interviews import put_answers
from reisleider.storage.store import Connection, Store

ASKS = "Mag dit zo op de kaart?"
SAID = OPEN["nl"]
OTHERS = ("ik moest wel drie keer mijn klantnummer noemen", "de koerier stond twee uur te laat voor mijn deur")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


@pytest.fixture(name="allowed")
def _allowed(told: Path) -> Path:
    """The three allow quotes, and each says it in words of their own."""

    def allow(c: Connection) -> None:
        told = interviews.interviews(c, "zonnevaart")
        for one, words in zip(told, (SAID, *OTHERS), strict=True):
            values = {"quotes": "yes", **{line.step: words for line in one.log if line.value == SAID}}
            log = tuple(replace(line, value=values.get(line.step, line.value)) for line in one.log)
            put_answers(c, one.id, log)

    with Store.open(f"sqlite:///{told}") as store:
        store.do(allow)
    return told


def decided(file: Path) -> list[Glance]:
    with Store.open(f"sqlite:///{file}") as store:
        return list(store.do(lambda c: glances_of(c, "zonnevaart")))


def own_words(file: Path) -> list[str]:
    """What stands on the last version in one person's words."""
    with Store.open(f"sqlite:///{file}") as store:
        last = store.do(lambda c: versions.latest_version(c, "zonnevaart", None))
    assert last is not None
    told = load(JourneyMap, last.map, "version")
    return [one.words for column in told.columns for one in column.quotes] + [one.words for one in told.wishes]


async def sees(server: TelegramServer, person: Person, words: str) -> str:
    await server.until(lambda: words in person.sees.text)
    return person.sees.text


def buttons(person: Person) -> list[str]:
    return [button.text for row in person.sees.buttons for button in row]


async def test_a_lead_hides_words_shows_and_leaves_out_and_the_map_follows(
    server: TelegramServer, allowed: Path
) -> None:
    clock = Clock()
    lead = server.person(LEAD, "Lia", "nl")
    group = server.group(-55, "klantreis", members=[lead, server.bot_id])
    async with running(allowed, config_for(server), clock=clock):
        await lead.starts()
        await lead.hears()
        await lead.says("/home", chat=group)
        await server.until(lambda: group.bot_messages)
        await lead.says("/map", chat=group)
        waiting = await sees(server, lead, "op jouw blik")
        assert "/quotes" in waiting
        assert own_words(allowed) == []
        await lead.says("/citaten")
        first = await sees(server, lead, ASKS)
        said = first.partition("“")[2].partition("”")[0]
        assert said in (SAID, *OTHERS)
        word = max(said.split(), key=len)
        printed = said.replace(word, "[…]")
        assert buttons(lead) == ["Laat zien", "Laat weg", "Later"]
        assert "customer" not in first
        await lead.says("verberg: olifant")
        await sees(server, lead, "In dit citaat staat “olifant” niet")
        await lead.says(f"Verberg: {word}")
        await sees(server, lead, "zo staat het er dan")
        assert f"“{printed}”" in lead.sees.text
        await lead.presses("Laat zien")
        await sees(server, lead, "Goed, dat mag op de kaart.")
        assert ASKS in lead.sees.text
        await lead.presses("Laat weg")
        await sees(server, lead, "Goed, dat komt niet op de kaart.")
        clock.move(minutes=2)
        await server.until(lambda: own_words(allowed) != [])

    assert own_words(allowed) == [printed]
    assert [one.decided for one in decided(allowed)] == ["hide", "show", "leave-out"]
    assert {one.by for one in decided(allowed)} == {f"telegram:4242:{LEAD}"}
    assert not any(part in one.text for one in group.bot_messages for part in (said, printed, ASKS, "op jouw blik"))


async def test_a_button_of_an_earlier_quote_and_of_who_leads_nothing_decides_nothing(
    server: TelegramServer, allowed: Path
) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(allowed, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/quotes")
        await sees(server, lead, ASKS)
        earlier = lead.sees
        await lead.presses("Later")
        await server.until(lambda: ASKS in lead.sees.text and lead.sees.message_id != earlier.message_id)
        await lead.presses("Laat zien", earlier.message_id)
        await sees(server, lead, "Dat citaat ligt er niet meer")
        stranger = people_of(server)[0]
        await stranger.says("/quotes")
        assert "Je leidt nog geen onderzoek" in (await stranger.hears()).text
        await stranger.says("verberg: niemand")
        await stranger.hears()
        await lead.says("/quotes zomaar")
        await sees(server, lead, "Typ quotes, quotes again of quotes undo")

    assert decided(allowed) == []


async def test_who_is_forgotten_takes_the_quote_along(server: TelegramServer, allowed: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(allowed, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/quotes")
        await sees(server, lead, ASKS)
        for person in people_of(server):
            await person.says("/forget")
            await person.hears()
            await person.presses("Ja, wis alles")
            await person.hears()
        await lead.presses("Laat zien")
        await sees(server, lead, "Dat citaat ligt er niet meer")

    assert decided(allowed) == []


async def test_in_slack_a_lead_looks_in_private_and_takes_a_choice_back(allowed: Path) -> None:
    with Store.open(f"sqlite:///{allowed}") as store:

        def change(c: Connection) -> None:
            studies.set_leads(c, "zonnevaart", (("slack", "T0TEAM", "ULIA"),))
            studies.set_home(c, "zonnevaart", Address("slack", "T0TEAM", "C1"))

        store.do(change)
    async with SlackServer() as server:
        lia = server.person("ULIA", "Lia")
        channel = server.channel("C1", members=["ULIA", server.bot_user])
        async with running(allowed, config_for(slack=server)):
            await lia.command("/journey", "quotes", "C1")
            first = await sees_in_slack(server, lia, ASKS)
            said = first.partition("“")[2].partition("”")[0]
            assert said in (SAID, *OTHERS)
            assert lia.sees is not None
            assert labels_of(lia.sees) == ["Laat zien", "Laat weg", "Later"]
            await lia.says(f"verberg: {max(said.split(), key=len)}")
            await sees_in_slack(server, lia, "zo staat het er dan")
            await lia.presses("Laat zien")
            await sees_in_slack(server, lia, "Goed, dat mag op de kaart.")
            await lia.presses("Laatste keuze terug")
            await sees_in_slack(server, lia, "Je laatste keuze is teruggedraaid.")
            assert not any(said in words_of(one) for one in channel.messages)

    assert [one.decided for one in decided(allowed)] == ["hide", "show", "undo"]
