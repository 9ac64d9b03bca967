"""A lead audits merging in Telegram and in Slack: in private, blind, with a split offered after the judgement."""

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
from three_customers import people_of

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.messages import Address
from reisleider.storage import studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection, Store

ASKS = "Is dit hetzelfde contactmoment?"
CHOICES = ["Hetzelfde", "Niet hetzelfde", "Weet ik niet", "Later"]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(first=900001) as one:  # updates the copied database has not seen
        yield one


def decided(file: Path) -> list[Override]:
    with Store.open(f"sqlite:///{file}") as store:
        return list(store.do(lambda c: overrides_of(c, "zonnevaart")))


async def sees(server: TelegramServer, person: Person, words: str) -> str:
    await server.until(lambda: words in person.sees.text)
    return person.sees.text


async def judges(server: TelegramServer, person: Person, choice: str) -> None:
    earlier = person.sees.message_id
    await person.presses(choice)
    await server.until(lambda: person.sees.message_id != earlier and "Goed, dat telt mee" in person.sees.text)


def buttons(person: Person) -> list[str]:
    return [button.text for row in person.sees.buttons for button in row]


async def test_a_lead_judges_blind_splits_what_was_one_and_reads_the_result(server: TelegramServer, told: Path) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    group = server.group(-55, "klantreis", members=[lead, server.bot_id])
    async with running(told, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/keuren", chat=group)
        first = await sees(server, lead, ASKS)
        assert buttons(lead) == CHOICES
        assert "customer-" not in first
        for _ in range(12):
            await judges(server, lead, "Niet hetzelfde")
            if "Splits het vorige paar" in buttons(lead):
                break
        assert "je kunt het splitsen" in lead.sees.text
        await lead.presses("Splits het vorige paar")
        await sees(server, lead, "Goed, dit blijft apart.")
        await lead.says("/audit result")
        told_so_far = await sees(server, lead, "Klopt het samenvoegen?")
        assert "hoort 0% bij elkaar" in told_so_far

    rows = decided(told)
    (split,) = (one for one in rows if one.decision == "different")
    assert any((one.words, one.other) == (split.words, split.other) and one.merged for one in rows)
    assert {one.by for one in rows} == {f"telegram:4242:{LEAD}"}
    assert not any(ASKS in one.text for one in group.bot_messages)


async def test_a_button_of_an_earlier_pair_and_of_who_leads_nothing_decides_nothing(
    server: TelegramServer, told: Path
) -> None:
    lead = server.person(LEAD, "Lia", "nl")
    async with running(told, config_for(server)):
        await lead.starts()
        await lead.hears()
        await lead.says("/audit")
        await sees(server, lead, ASKS)
        earlier = lead.sees
        await lead.presses("Later")
        await server.until(lambda: ASKS in lead.sees.text and lead.sees.message_id != earlier.message_id)
        await lead.presses("Hetzelfde", earlier.message_id)
        await sees(server, lead, "Dat paar ligt er niet meer")
        stranger = people_of(server)[0]
        await stranger.says("/audit")
        assert "Je leidt nog geen onderzoek" in (await stranger.hears()).text
        await lead.says("/audit zomaar")
        await sees(server, lead, "Typ audit, of audit met result, share of undo")
        await lead.says("/audit result")
        await sees(server, lead, "Nog niemand beoordeelde een paar")

    assert decided(told) == []


async def test_in_slack_a_lead_judges_in_private_and_takes_it_back(told: Path) -> None:
    with Store.open(f"sqlite:///{told}") as store:

        def change(c: Connection) -> None:
            studies.set_leads(c, "zonnevaart", (("slack", "T0TEAM", "ULIA"),))
            studies.set_home(c, "zonnevaart", Address("slack", "T0TEAM", "C1"))

        store.do(change)
    async with SlackServer() as server:
        lia = server.person("ULIA", "Lia")
        channel = server.channel("C1", members=["ULIA", server.bot_user])
        async with running(told, config_for(slack=server)):
            await lia.command("/journey", "audit", "C1")
            first = await sees_in_slack(server, lia, ASKS)
            assert lia.sees is not None
            assert labels_of(lia.sees) == CHOICES
            said = first.partition("“")[2].partition("”")[0]
            await lia.presses("Hetzelfde")
            await sees_in_slack(server, lia, "Goed, dat telt mee.")
            await lia.presses("Laatste keuze terug")
            await sees_in_slack(server, lia, "Je laatste keuze is teruggedraaid.")
            assert not any(said in words_of(one) for one in channel.messages)

    assert decided(told) == []
