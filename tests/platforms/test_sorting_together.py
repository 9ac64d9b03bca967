"""A lead sorts what three customers told, in Telegram and in Slack; a colleague helps; two leads are compared."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from running import config_for, running
from slack_people import sees_in_slack, words_of
from slack_server import SlackServer
from slack_talks import labels_of
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import LEAD
from three_customers import STEPS, people_of

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.messages import Address
from reisleider.storage import studies
from reisleider.storage.overrides import history_of, overrides_of
from reisleider.storage.store import Connection, Store

WHERE = "Waar hoort dit bij?"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


def decided(file: Path) -> tuple[Override, ...]:
    with Store.open(f"sqlite:///{file}") as store:
        return store.do(lambda c: overrides_of(c, "zonnevaart"))


def buttons(person: Person) -> list[str]:
    return [button.text for row in person.sees.buttons for button in row]


async def begins(server: TelegramServer, lead: Person, words: str = "/sort") -> str:
    """A lead asks for cards; what the first says."""
    await lead.starts()
    await lead.hears()
    await lead.says(words)
    return await sees(server, lead, WHERE)


async def sees(server: TelegramServer, person: Person, words: str) -> str:
    await server.until(lambda: words in person.sees.text)
    return person.sees.text


async def test_a_lead_sorts_card_by_card_in_telegram_and_takes_a_choice_back(
    server: TelegramServer, told: Path
) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        first = await begins(server, lead)
        assert "van de stappen op de kaart" in first
        assert {"Nieuw label", "Later", "Geen van deze"} <= set(buttons(lead))
        assert "Laatste keuze terug" not in buttons(lead)
        await lead.presses("Nieuw label")
        await sees(server, lead, "Typ een korte naam")
        await lead.says("x" * 81)
        await sees(server, lead, "1 tot 80 tekens")
        await lead.says("Contact met de klantenservice")
        await sees(server, lead, "En hoe heet Contact met de klantenservice in het Engels?")
        assert buttons(lead) == ["Zelfde", "Terug"]
        await lead.says("Contact with customer service")
        await sees(server, lead, "In welke fase hoort Contact met de klantenservice?")
        await lead.presses("Gebruik")
        second = await sees(server, lead, "Contact met de klantenservice is er nu bij")
        assert WHERE in second
        assert {"Contact met de klantenservice", "Laatste keuze terug"} <= set(buttons(lead))
        await lead.presses("Contact met de klantenservice")
        await sees(server, lead, "dat hoort nu bij Contact met de klantenservice")
        await lead.presses("Laatste keuze terug")
        third = await sees(server, lead, "Je laatste keuze is teruggedraaid.")
        assert third.rpartition("\n\n“")[2] == second.rpartition("\n\n“")[2]

    made, *placed = decided(told)
    assert (made.words, made.texts, made.phase) == (
        "contact-met-de-klantenservice",
        {"nl": "Contact met de klantenservice", "en": "Contact with customer service"},
        "use",
    )
    assert {one.other for one in placed} == {made.words}
    assert {one.by for one in placed} == {f"telegram:4242:{LEAD}"}


async def test_a_button_of_an_earlier_card_decides_nothing(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        await begins(server, lead)
        earlier = lead.sees
        await lead.presses("Later")
        await server.until(lambda: WHERE in lead.sees.text and lead.sees.message_id != earlier.message_id)
        await lead.presses("Geen van deze", earlier.message_id)
        await sees(server, lead, "Dat kaartje is al weg")

    assert decided(told) == ()


async def test_cards_asked_for_in_a_group_come_in_private_and_only_to_a_lead(
    server: TelegramServer, told: Path
) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    group = server.group(-55, "klantreis", members=[lead, server.bot_id])
    async with running(told, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/home", chat=group)
        await server.until(lambda: group.bot_messages)
        await lead.says("/sorteren", chat=group)
        await sees(server, lead, WHERE)
        stranger = people_of(server)[0]
        await stranger.says("/sort")
        assert "Je leidt nog geen onderzoek" in (await stranger.hears()).text

    assert not any(words in one.text for steps in STEPS for words in steps for one in group.bot_messages)


async def test_who_is_forgotten_takes_the_card_along(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        await begins(server, lead)
        for person in people_of(server):
            await person.says("/forget")
            await person.hears()
            await person.presses("Ja, wis alles")
            await person.hears()
        await lead.presses("Geen van deze")
        await sees(server, lead, "Dat kaartje is al weg")

    assert decided(told) == ()


async def test_the_sheet_comes_as_a_file_and_two_leads_are_compared(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    second = server.person(77, "Mo", "nl")
    with Store.open(f"sqlite:///{told}") as store:
        both = (("telegram", "4242", str(LEAD)), ("telegram", "4242", "77"))
        store.do(lambda c: studies.set_leads(c, "zonnevaart", both))
    async with running(told, config_for(server)):
        first = await begins(server, lead, "/sort apart")
        await lead.presses("Geen van deze")
        await sees(server, lead, "blijft op zichzelf")
        assert (await begins(server, second, "/sort apart")) == first
        await second.presses("Nieuw label")
        await sees(server, second, "Typ een korte naam")
        await second.says("Iets anders")
        await sees(server, second, "in het Engels")
        await second.presses("Zelfde")
        await sees(server, second, "In welke fase")
        await second.presses("Weet ik niet")
        await sees(server, second, "Iets anders is er nu bij")
        await lead.says("/sort compare")
        compared = await sees(server, lead, "plaatsten allebei")
        assert "Cohens kappa" in compared
        assert "Jij: Geen van deze" in compared
        await lead.presses("Verschillen beslechten")
        await sees(server, lead, "Hierover dachten jullie verschillend")
        await lead.presses("Iets anders")
        await sees(server, lead, "dat hoort nu bij Iets anders")
        await lead.says("/sort file")
        await server.until(lambda: lead.sees.document is not None)
        assert lead.sees.document[0] == "zonnevaart.sort.csv"


# --- Slack ---------------------------------------------------------------------------------------------


def lead_in_slack(file: Path) -> None:
    """Lia leads the study from Slack, where it is at home in C1."""
    with Store.open(f"sqlite:///{file}") as store:

        def change(c: Connection) -> None:
            studies.set_leads(c, "zonnevaart", (("slack", "T0TEAM", "ULIA"),))
            studies.set_home(c, "zonnevaart", Address("slack", "T0TEAM", "C1"))

        store.do(change)


async def test_a_lead_sorts_in_slack_and_a_colleague_gets_only_what_the_minimum_group_told(told: Path) -> None:
    lead_in_slack(told)
    async with SlackServer() as server:
        lia, kim = server.person("ULIA", "Lia"), server.person("UKIM", "Kim")
        server.channel("C1", members=["ULIA", "UKIM", server.bot_user])
        async with running(told, config_for(slack=server)):
            await lia.command("/journey", "sort", "C1")
            await sees_in_slack(server, lia, WHERE)
            await lia.presses("Nieuw label")
            await sees_in_slack(server, lia, "Typ een korte naam")
            await lia.says("Contact")
            await sees_in_slack(server, lia, "En hoe heet Contact in het Engels?")
            await lia.presses("Zelfde")
            await sees_in_slack(server, lia, "In welke fase hoort Contact?")
            await lia.selects("Gebruik")
            await sees_in_slack(server, lia, "Contact is er nu bij")
            await lia.presses("Contact")
            await sees_in_slack(server, lia, "dat hoort nu bij Contact")
            await lia.command("/journey", "sort share", "C1")
            call = server.channel("C1")
            await server.until(lambda: any("zoekt hulp bij" in words_of(one) for one in call.messages))
            asked = next(one for one in call.messages if "zoekt hulp bij" in words_of(one))
            assert labels_of(asked) == ["Help sorteren"]
            await kim.presses("Help sorteren", channel="C1", ts=asked.ts)
            told_kim = await sees_in_slack(server, kim, "minder dan 3 klanten")
            assert not any(words in told_kim for steps in STEPS for words in steps)

    assert {one.role for one in decided(told)} == {"lead"}
    with Store.open(f"sqlite:///{told}") as store:
        assert all(one.at is not None for one in store.do(lambda c: history_of(c, "zonnevaart")))
