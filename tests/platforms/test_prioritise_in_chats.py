"""Colleagues weigh in Slack and over Telegram: the real libraries, strict local servers."""

from __future__ import annotations

from pathlib import Path

from running import config_for, running
from slack_people import Person as InSlack
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import labels_of
from telegram_people import Person as InTelegram
from telegram_server import Chat, TelegramServer
from telegram_talks import LEAD
from weighing_people import study_led

from reisleider.flows.messages import Address
from reisleider.storage.ballots import ballots_of
from reisleider.storage.rounds import closed_rounds
from reisleider.storage.store import Store

TEAM = ("UANNA", "UBRAM", "UCEES", "UDIRK", "UESRA")
CALL, JOIN, TAKES_PART = "Wat pakken we als eerste aan?", "Ik weeg mee", "Ja, ik doe mee"
FAVOURITE, DONE, TITLE = "omboeken", "Dat was alles", "Wat collega's als eerste aanpakken"


def led(file: Path, lead: tuple[str, str, str], home: Address) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: study_led(lead, c, home))


def left_of(file: Path) -> tuple[int, int]:
    """How many votes are kept, and how many colleagues stand behind the outcome."""
    with Store.open(f"sqlite:///{file}") as store:
        (closed,) = store.do(lambda c: closed_rounds(c, "zonnevaart"))
        kept = len(store.do(lambda c: ballots_of(c, "zonnevaart", 1)))
    assert closed.outcome is not None
    return kept, closed.outcome.voters


def choice_of(labels: list[str], question: str) -> str:
    """The favourite wherever it lies, else the last that is not chosen yet."""
    open_ = [one for one in labels if not one.startswith("✓") and one not in ("Klaar", "Nee, liever niet")]
    liked = next((one for one in open_ if FAVOURITE in one), None)
    return liked if liked is not None and "minst?" not in question else [one for one in open_ if one != liked][-1]


async def weighs_in_slack(server: SlackServer, who: InSlack, call: str) -> None:
    await who.presses(JOIN, channel="C1", ts=call)
    await server.until(lambda: who.sees is not None and TAKES_PART in labels_of(who.sees))
    while DONE not in words_of(who.sees):
        before = words_of(who.sees), labels_of(who.sees)
        await who.presses(choice_of(before[1], before[0]))
        await server.until(lambda before=before: is_asked_on(words_of(who.sees), labels_of(who.sees), before))


def is_asked_on(words: str, labels: list[str], before: tuple[str, list[str]]) -> bool:
    """Whether another question stands there, or it was the last."""
    return (words, labels) != before and (labels != [] or DONE in words)


async def test_colleagues_weigh_in_slack_and_the_channel_learns_what_they_came_to_together(
    slack: SlackServer, file: Path
) -> None:
    led(file, ("slack", "T0TEAM", "ULIA"), Address("slack", "T0TEAM", "C1"))
    lia = slack.person("ULIA", "Lia")
    team = [slack.person(id, id[1:].title()) for id in TEAM]
    channel = slack.channel("C1", "klantreis", members=["ULIA", *TEAM, slack.bot_user])
    async with running(file, config_for(slack=slack)):
        await lia.command("/journey", "prioriteer open", "C1")
        await slack.until(lambda: any(CALL in words_of(one) for one in channel.messages))
        call = next(one.ts for one in channel.messages if CALL in words_of(one))
        for who in team:
            await weighs_in_slack(slack, who, call)
        assert not any(FAVOURITE in words_of(one) for one in channel.messages)
        await lia.command("/journey", "prioriteer close", "C1")
        await slack.until(lambda: any(TITLE in words_of(one) for one in channel.messages))
        post = next(one for one in channel.messages if TITLE in words_of(one))
        await slack.until(lambda: any(data.startswith(b"\x89PNG") for data in slack.stored.values()))
        assert "Van 5 collega's samen" in words_of(post)
        assert f"Vraag: Kan ik nog {FAVOURITE}?" in words_of(post)
        assert not any(one.name in words_of(post) for one in team)

    assert left_of(file) == (0, 5)
    assert slack.missed_acks == []


async def weighs_in_telegram(server: TelegramServer, who: InTelegram, group: Chat, call: int) -> None:
    await who.starts()
    await who.hears()
    await who.presses(JOIN, call, chat=group)
    await server.until(lambda: any(TAKES_PART in one.text for row in who.sees.buttons for one in row))
    while DONE not in who.sees.text:
        before = who.sees.text, labels_on(who)
        await who.presses(choice_of(before[1], before[0]))
        await server.until(lambda before=before: is_asked_on(who.sees.text, labels_on(who), before))


def labels_on(who: InTelegram) -> list[str]:
    return [one.text for row in who.sees.buttons for one in row]


async def test_colleagues_weigh_over_telegram_in_a_chat_of_their_own(telegram: TelegramServer, file: Path) -> None:
    led(file, ("telegram", "4242", str(LEAD)), Address("telegram", "4242", "-55"))
    lead = telegram.person(LEAD, "Lia", "nl")
    team = [telegram.person(20 + place, id[1:].title(), "nl") for place, id in enumerate(TEAM)]
    group = telegram.group(-55, "klantreis", members=[lead, *team, telegram.bot_id])
    async with running(file, config_for(telegram)):
        await lead.says("/prioritise open", chat=group)
        await telegram.until(lambda: any(CALL in one.text for one in group.bot_messages))
        call = next(one.message_id for one in group.bot_messages if CALL in one.text)
        await telegram.until(lambda: any("t.me/" in one.text for one in group.bot_messages))
        for who in team:
            await weighs_in_telegram(telegram, who, group, call)
        await lead.says("/prioritise close", chat=group)
        await telegram.until(lambda: any(one.photo is not None for one in group.bot_messages))
        told = "\n".join(one.text for one in group.bot_messages)
        await telegram.until(lambda: any(TITLE in one.text for one in group.bot_messages))
        assert not any(who.user["first_name"] in told for who in team)

    assert left_of(file) == (0, 5)
