"""What is done about a map, chosen in Slack and over Telegram: the real libraries, strict local servers."""

from __future__ import annotations

from pathlib import Path

from acting_people import STUDY, aims, study_led
from running import config_for, running
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import labels_of
from telegram_people import Person as InTelegram
from telegram_server import TelegramServer
from telegram_talks import LEAD

from reisleider.flows.acting.planned import Planned
from reisleider.flows.messages import Address
from reisleider.storage.actions import actions_of
from reisleider.storage.store import Store

PRICE = "Een vaste prijs binnen twee dagen"


def led(file: Path, lead: tuple[str, str, str], home: Address) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: study_led(lead, c, home))
        store.do(aims)


def kept_in(file: Path) -> tuple[Planned, ...]:
    with Store.open(f"sqlite:///{file}") as store:
        return store.do(lambda c: actions_of(c, STUDY))


async def test_a_lead_chooses_in_slack_and_whom_they_mention_is_told_in_private(slack: SlackServer, file: Path) -> None:
    led(file, ("slack", "T0TEAM", "ULIA"), Address("slack", "T0TEAM", "C1"))
    lia, anna = slack.person("ULIA", "Lia"), slack.person("UANNA", "Anna")
    channel = slack.channel("C1", "klantreis", members=["ULIA", "UANNA", slack.bot_user])

    async def told(words: str) -> None:
        await slack.until(lambda: lia.sees is not None and words in words_of(lia.sees))

    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "aanpakken", "C1")
        await told("Welk contactmoment")
        assert lia.sees is not None
        await lia.presses(next(one for one in labels_of(lia.sees) if "Offerte" in one))
        await told("Wat gaan jullie doen?")
        await lia.says(PRICE)
        await told("Wie pakt het op?")
        await lia.says("<@UANNA>")
        await told("Wanneer is het klaar?")
        await lia.says("over drie maanden")
        await told("Welk doel dient het?")
        await lia.presses("2 dagen")
        await told("Wie: Anna")
        await lia.presses("Ja, zo is het")
        await told("actie 1")
        await slack.until(lambda: anna.sees is not None and PRICE in words_of(anna.sees))
        await anna.presses("Mee bezig")
        await slack.until(lambda: anna.sees is not None and "Actie 1, mee bezig" in words_of(anna.sees))
        await anna.command("/journey", "acties", "C1")
        await slack.until(lambda: any("1 actie staat open" in words_of(one) for one in channel.messages))
        await anna.command("/journey", "acties 1 klaar", "C1")
        await slack.until(lambda: any("Actie 1, klaar" in words_of(one) for one in channel.messages))
        await told("Anna: actie 1 is nu: klaar")

    (kept,) = kept_in(file)
    assert (kept.words, kept.owner, kept.account, kept.status) == (PRICE, "Anna", ("slack", "T0TEAM", "UANNA"), "done")
    assert slack.missed_acks == []


async def test_whom_a_lead_names_in_slack_chooses_too(slack: SlackServer, file: Path) -> None:
    led(file, ("slack", "T0TEAM", "ULIA"), Address("slack", "T0TEAM", "C1"))
    lia, anna = slack.person("ULIA", "Lia"), slack.person("UANNA", "Anna")
    slack.channel("C1", "klantreis", members=["ULIA", "UANNA", slack.bot_user])
    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "act <@UANNA>", "C1")
        await slack.until(lambda: anna.sees is not None and "Ik kies mee" in labels_of(anna.sees))
        await anna.presses("Ik kies mee")
        await slack.until(lambda: anna.sees is not None and "Welk contactmoment" in words_of(anna.sees))


async def says_and_hears(server: TelegramServer, who: InTelegram, words: str, answer: str) -> None:
    await who.says(words)
    await server.until(lambda: answer in who.sees.text)


async def test_a_lead_chooses_over_telegram(telegram: TelegramServer, file: Path) -> None:
    led(file, ("telegram", "4242", str(LEAD)), Address("telegram", "4242", "-55"))
    lia = telegram.person(LEAD, "Lia", "nl")
    async with running(file, config_for(telegram)):
        await lia.starts()
        await lia.hears()
        for words, answer in (
            ("/act", "Welk contactmoment"),
            ("offerte", "Wat gaan jullie doen?"),
            (PRICE, "Wie pakt het op?"),
            ("ik", "Wanneer is het klaar?"),
            ("over drie maanden", "Welk doel dient het?"),
            ("minder vragen aan de balie", "Wie: jij"),
            ("ja", "actie 1"),
            ("/actions", "1 actie staat open"),
            ("/actions 1 later over vier maanden", "gepland"),
            ("/actions 1 vervalt want te duur", "gaat niet door"),
        ):
            await says_and_hears(telegram, lia, words, answer)

    (kept,) = kept_in(file)
    assert (kept.owner, kept.account) == ("Lia", ("telegram", "4242", str(LEAD)))
    assert (kept.status, kept.why) == ("dropped", "te duur")
