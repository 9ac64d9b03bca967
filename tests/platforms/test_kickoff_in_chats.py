"""The talk with which a study begins, in Slack and over Telegram: the real libraries, strict local servers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import Clock, config_for, running, settled
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import labels_of, shown
from telegram_server import TelegramServer
from telegram_talks import LEAD
from telegram_talks import talk as talk_in_telegram

from reisleider.bot.serving.app import App
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

TALK = {
    "nl": (
        *("[Alleen Nederlands]", "minder afhakers", "[Later]", "Zonnevaart", "een vakantie wilde boeken"),
        *("het eerste idee", "de thuiskomst", "[Later]", "gezinnen, stellen", "[Klaar]", "[Later]", "[Later]"),
        *(
            "[Vijf stations]",
            "website, offerte, reis",
            "team Klantreis",
            "bel ons maar",
            "klantreis@zonnevaart.example",
        ),
        *("zonnevaart.example/privacy", "[Zo is het goed]"),
    ),
    "en": (
        *("[English only]", "fewer people giving up", "[Later]", "Sunny Trips", "wanted to book a holiday"),
        *("the first idea", "coming home", "[Later]", "families, couples", "[Done]", "[Later]", "[Later]"),
        *("[Five stations]", "website, offer, trip", "the Journey team", "just call us", "help@sunny.example"),
        *("sunny.example/privacy", "[That's fine]"),
    ),
}
SAYS = {
    "nl": {"begun": "zetten samen", "card": "Zo staat het onderzoek", "right": "Ja, zo is het", "made": "staat klaar"},
    "en": {"begun": "set up a study", "card": "This is the study", "right": "Yes, that's it", "made": "is ready"},
}


def made(file: Path) -> tuple[tuple[Study, ...], Address | None, int]:
    with Store.open(f"sqlite:///{file}") as store:
        found = store.do(studies.list_studies)
        home = store.do(lambda c: studies.home_of(c, found[0].id)) if found else None
        held = len(store.do(lambda c: interviews.interviews(c, found[0].id))) if found else 0
    return found, home, held


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_lead_on_telegram_is_asked_and_gets_links_that_work(
    telegram: TelegramServer, file: Path, language: str
) -> None:
    says = SAYS[language]
    lead, anna = telegram.person(LEAD, "Lia", language), telegram.person(8, "Anna", language)
    async with running(file, config_for(telegram, admins=f"telegram:{LEAD}")):
        await lead.starts()
        await lead.hears()
        await lead.says("/kickoff")
        assert says["begun"] in (await lead.hears()).text
        for words in TALK[language]:
            await (lead.presses(words[1:-1]) if words.startswith("[") else lead.says(words))
            heard = await lead.hears()
        assert says["card"] in heard.text
        await lead.presses(says["right"])
        await telegram.until(lambda: sum(one.photo is not None for one in lead.chat.bot_messages) == 3)
        links = [one for one in lead.chat.bot_messages if one.photo is not None]
        assert any(says["made"] in one.text for one in lead.chat.bot_messages)
        await anna.starts(re.search(r"start=(\S+)", links[0].text)[1])
        await talk_in_telegram(telegram, anna)
    (study,), home, held = made(file)

    assert [one.id for one in study.model.phases] != []
    assert len(study.personas) == 2
    assert (home, held) == (None, 1)


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_lead_in_slack_is_asked_in_private_and_the_channel_is_the_home(
    slack: SlackServer, telegram: TelegramServer, file: Path, language: str
) -> None:
    says = SAYS[language]
    lia = slack.person("ULIA", name="Lia", locale={"nl": "nl-NL", "en": "en-GB"}[language])
    slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])

    def heard() -> int:
        return sum(one.user == slack.bot_user for one in slack.dm("ULIA").messages)

    async with running(file, config_for(telegram, slack)):
        await lia.command("/journey", "kickoff", "C1")
        await slack.until(lambda: lia.sees is not None and says["begun"] in words_of(lia.sees))
        for words in TALK[language]:
            before = heard()
            await (lia.presses(words[1:-1]) if words.startswith("[") else lia.says(words))
            await slack.until(lambda before=before: heard() > before)
        assert says["card"] in words_of(lia.sees)
        assert made_yet(file) == 0
        await lia.presses(says["right"])
        await slack.until(lambda: sum(bool(one.files) for one in slack.dm("ULIA").messages) == 3)
        assert any(says["made"] in words_of(one) for one in slack.dm("ULIA").messages)
        assert not shown(slack, says["card"])
    (study,), home, held = made(file)

    assert study.organisation in ("Zonnevaart", "Sunny Trips")
    assert home == Address("slack", home.tenant, "C1")
    assert held == 0
    assert slack.missed_acks == []


def made_yet(file: Path) -> int:
    return len(made(file)[0])


async def test_a_lead_goes_away_and_comes_back_after_a_restart(slack: SlackServer, file: Path) -> None:
    lia = slack.person("ULIA", name="Lia", locale="nl-NL")
    slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "kickoff", "C1")
        await slack.until(lambda: lia.sees is not None and labels_of(lia.sees) != [])
        question = lia.sees
        await lia.presses("Alleen Nederlands")
        await slack.until(lambda: "bereiken" in words_of(lia.sees))
        assert words_of(question).endswith("✓ Alleen Nederlands")
    async with running(file, config_for(slack=slack)):
        ts = await lia.says("minder afhakers")
        await slack.until(lambda: "beslissing" in words_of(lia.sees))
        await lia.edits(ts, "minder telefoontjes")
        await slack.until(lambda: "Aangepast" in words_of(lia.sees))
        await lia.command("/journey", "kickoff", "C1")
        await slack.until(lambda: "Verder waar we waren" in words_of(lia.sees))
        assert "beslissing" in words_of(lia.sees)


async def test_nobody_elses_button_moves_a_talk(telegram: TelegramServer, file: Path) -> None:
    lead, anna = telegram.person(LEAD, "Lia", "nl"), telegram.person(8, "Anna", "nl")
    async with running(file, config_for(telegram, admins=f"telegram:{LEAD}")):
        await lead.says("/kickoff")
        question = await lead.hears()
        data = question.buttons[0][0].data
        await anna.starts()
        await anna.hears()
        await anna.presses(data, stale=True)
        await lead.says("later")
        assert "bereiken" in (await lead.hears()).text


async def _days_pass(app: App, clock: Clock, days: int) -> None:
    for _ in range(days * 4):
        clock.move(hours=6)
        await app.timers.ring_due()
        await settled(app)


@pytest.mark.parametrize(
    ("language", "asks", "still", "ends"),
    [
        ("nl", "Bij welke beslissing", "Je onderzoek wacht nog op je", "dus ik sluit dit gesprek"),
        ("en", "Which decision", "Your study is still waiting", "so I end this talk"),
    ],
)
async def test_a_lead_who_falls_silent_is_asked_once_and_told_back_what_goes(
    telegram: TelegramServer, file: Path, language: str, asks: str, still: str, ends: str
) -> None:
    lead, clock = telegram.person(LEAD, "Lia", language), Clock()
    async with running(file, config_for(telegram, admins=f"telegram:{LEAD}"), clock=clock) as app:
        await lead.starts()
        await lead.hears()
        await lead.says("/kickoff")
        await lead.hears()
        await lead.presses(TALK[language][0][1:-1])
        await lead.hears()
        await lead.says(TALK[language][1])
        await lead.hears()
        heard = len(lead.chat.bot_messages)
        await _days_pass(app, clock, 29)
        reminded = [one.text for one in lead.chat.bot_messages[heard:]]
        await _days_pass(app, clock, 3)
        told = [one.text for one in lead.chat.bot_messages[heard + len(reminded) :]]
        await lead.says("/kickoff")
        begun = (await lead.hears()).text
    (asked,) = reminded
    (ended,) = told

    assert still in asked
    assert asks in asked
    assert ends in ended
    assert TALK[language][1] in ended
    assert "/kickoff" in ended
    assert SAYS[language]["begun"] in begun


async def test_a_lead_who_is_asked_goes_on_and_one_who_stopped_is_left_alone(
    telegram: TelegramServer, file: Path
) -> None:
    lead, clock = telegram.person(LEAD, "Lia", "nl"), Clock()
    async with running(file, config_for(telegram, admins=f"telegram:{LEAD}"), clock=clock) as app:
        await lead.starts()
        await lead.hears()
        await lead.says("/kickoff")
        await lead.hears()
        await lead.presses("Alleen Nederlands")
        await lead.hears()
        await _days_pass(app, clock, 2)
        await telegram.until(lambda: "Je onderzoek wacht nog op je" in lead.sees.text)
        await lead.says("minder afhakers")
        assert "Bij welke beslissing" in (await lead.hears()).text
        await lead.says("stop")
        await lead.hears()
        await lead.presses("Ja, dat mag")
        await lead.hears()
        heard = len(lead.chat.bot_messages)
        await _days_pass(app, clock, 25)
        assert len(lead.chat.bot_messages) == heard
        await lead.says("/kickoff")
        assert "Verder waar we waren." in (await lead.hears()).text
        await _days_pass(app, clock, 20)
        texts = [one.text for one in lead.chat.bot_messages[heard + 1 :]]

    assert len([one for one in texts if "Je onderzoek wacht nog op je" in one]) == 1
    assert not any("sluit dit gesprek" in one for one in texts)
