"""A study of a field that nobody prepared, from its labels to its map: a lead, three colleagues, eight learners.

The lead begins with a start list and seven labels of her own; colleagues tell in Slack, learners in Telegram, in words
of their own; she sorts at most twelve cards and posts the map.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from bee_course import (
    COLLEAGUES,
    LABELS,
    LEARNERS,
    MEANT,
    NAMES,
    NEITHER,
    OUTLINED,
    PHASES,
    STARTER,
    STUDY,
    Answering,
    Learner,
)
from running import Clock, config_for, running
from slack_people import Person as SlackPerson
from slack_people import words_of
from slack_server import Channel, SlackServer
from slack_server import Sent as SlackMessage
from slack_talks import labels_of
from slack_talks import view_of as view_in_slack
from talking import Talk
from telegram_people import Person
from telegram_server import Chat, TelegramServer
from telegram_talks import view_of
from telling import Teller, tell_all
from typing_in import type_in
from waiting import until_told

from reisleider.bot.interviews.errands import LookAtLabels
from reisleider.bot.interviews.invitation import make_token
from reisleider.bot.serving.app import App
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.flows.scripts.script import load_script
from reisleider.flows.starters.start_lists import load_starter
from reisleider.renderers.chat.wording import word
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import is_set

CARDS = 12
FEWER = "Een paar stappen van klanten staan nog niet op de kaart"  # all that is told of fewer than the minimum group
SEVERAL = re.compile(r"^(?:Horen deze|Wat hoort) bij (.+)\?$", re.MULTILINE)
ASKED = 4  # steps that somebody is asked about at most
STARTED = {name for label in load_starter(STARTER).labels for name in label.words.values()}


def prepare(folder: Path) -> tuple[Path, str]:
    """The lead types the study file; the study is at home in C1. The database, and the link for learners."""
    shutil.copy(STUDY, folder)
    type_in(folder, "study", "new", STUDY.name)
    file = folder / "reisleider.db"

    def lead(c: Connection) -> str:
        study = studies.load_study(c, "bees")
        assert study is not None
        studies.set_leads(c, "bees", (("slack", "T0TEAM", "ULIA"),))
        studies.set_home(c, "bees", Address("slack", "T0TEAM", "C1"))
        return make_token(c, study, "customer", "open", None, datetime.now(UTC))

    with Store.open(f"sqlite:///{file}") as store:
        return file, store.do(lead)


# --- people --------------------------------------------------------------------------------------------


async def in_telegram(server: TelegramServer, person: Person, token: str, who: Learner) -> Answering:
    """A learner tells everything."""
    await person.starts(token)
    one = Answering(who)
    await tell_all(Acting(who.language, person.says, person.presses, who=one), view_of(person), server.until)
    return one


async def in_slack(server: SlackServer, person: SlackPerson, who: Learner) -> Answering:
    """A colleague tells everything."""

    async def press(label: str) -> object:
        return await (person.selects(label) if len(labels_of(person.sees)) > 10 else person.presses(label))

    await person.presses(invitation(server), channel="C1")
    await server.until(lambda: person.sees is not None)
    one = Answering(who)
    await tell_all(Acting(who.language, person.says, press, who=one), view_in_slack(person), server.until)
    return one


def invitation(server: SlackServer) -> str:
    """The button under what invites colleagues."""
    return next(labels[0] for one in server.channel("C1").messages if (labels := labels_of(one)))


@dataclass
class Acting(Teller):
    """One of these people, at a chat."""

    who: Answering = field(kw_only=True)

    async def answer(self, text: str, labels: Sequence[str]) -> None:
        speaks, words = self.who.answer(text, labels)
        await (self._say if speaks else self._press)(words)


async def labels_are_looked_at(app: App, clock: Clock) -> None:
    """The minute after an interview is over."""
    clock.move(minutes=2)

    async def looked() -> bool:
        app.timers.wake.set()
        return not await app.store.read(lambda c: is_set(c, LookAtLabels, "bees"))

    await until_told(looked, True)


async def sorts(server: SlackServer, lia: SlackPerson) -> list[str]:
    """The lead sorts until it is enough, twelve cards at most; the cards she saw, the last one not decided."""
    seen: list[str] = []
    await lia.command("/journey", "sort", "C1")
    for count in range(CARDS + 1):
        await server.until(lambda: is_next(lia))
        card = seen_by(lia)
        seen.append(card)
        if count == CARDS or not is_card(card) or "Dat is genoeg" in card:
            return seen
        if (asked := SEVERAL.search(card)) is not None:
            await picks(server, lia, asked[1])
            continue
        await decides(server, lia, re.findall(r"“([^”]+)”", card.partition("\n\n")[2]))
    raise AssertionError


def seen_by(person: SlackPerson) -> str:
    return words_of(person.sees) if person.sees is not None else ""


async def decides(server: SlackServer, lia: SlackPerson, wordings: Sequence[str]) -> None:
    """The label that a card's wordings mean, by her own name for it before a colleague's; a new one where no button
    says it."""
    card = lia.sees
    assert card is not None
    meant = [MEANT[one] for one in wordings]
    id = max(meant, key=meant.count)
    right = next((one for names in (NAMES[id], LABELS[id]) for one in labels_of(card) if one in names), None)
    if right is not None:
        await lia.presses(right, ts=card.ts)
    else:
        dutch, english = NAMES[id]
        await lia.presses("Nieuw label", ts=card.ts)
        await server.until(lambda: "Typ een korte naam" in seen_by(lia))
        await lia.says(dutch)
        await server.until(lambda: "in het Engels?" in seen_by(lia) or (lia.sees.ts > card.ts and is_next(lia)))
        if "in het Engels?" in seen_by(lia):
            await lia.says(english)
            await server.until(lambda: "In welke fase" in seen_by(lia))
            phase = lia.sees
            await lia.presses(PHASES[id], ts=phase.ts)
    await server.until(lambda: lia.sees.ts != card.ts and is_next(lia))


async def picks(server: SlackServer, lia: SlackPerson, label: str) -> None:
    """Which wordings of a card belong under its label: what does not is taken out."""
    for words, chosen in wordings_of(lia).items():
        if (label in LABELS[MEANT[words]]) != chosen:
            before = lia.sees
            await lia.presses(f"✓ {words}" if chosen else words, ts=before.ts)
            await server.until(lambda before=before: lia.sees.ts != before.ts)
    card, belongs = lia.sees, any(wordings_of(lia).values())
    await lia.presses(labels_of(card)[0] if belongs else "Geen van deze", ts=card.ts)
    await server.until(lambda: lia.sees.ts != card.ts and is_next(lia))


def wordings_of(lia: SlackPerson) -> dict[str, bool]:
    """The wordings on a card that asks about several, and which of them seem to belong."""
    return {words: mark == "✓" for mark, words in re.findall(r"^\*?([✓–]) “([^”]+)”", seen_by(lia), re.MULTILINE)}


def is_card(said: str) -> bool:
    return "Waar hoort dit bij?" in said or SEVERAL.search(said) is not None


def is_next(lia: SlackPerson) -> bool:
    return is_card(seen_by(lia)) or "heeft een plek" in seen_by(lia)


# --- the whole study -----------------------------------------------------------------------------------


async def test_from_labels_to_a_map_worth_showing(slack: SlackServer, telegram: TelegramServer, tmp_path: Path) -> None:
    file, link = prepare(tmp_path)
    lia = slack.person("ULIA", "Lia")
    colleagues = [slack.person(f"U{name.upper()}", name) for name in ("Bas", "Kim", "Mo")]
    home = slack.channel("C1", members=["ULIA", *(one.id for one in colleagues), slack.bot_user])
    learners = [telegram.person(20 + at, f"P{at}", one.language) for at, one in enumerate(LEARNERS)]
    clock = Clock()
    async with running(file, config_for(telegram, slack), clock=clock) as app:
        await lia.command("/journey", f"starters {STARTER}", "C1")
        await slack.until(lambda: any("16 contactmomenten staan klaar" in words_of(one) for one in home.messages))
        await lia.command("/journey", "invite", "C1")
        await slack.until(lambda: any(labels_of(one) for one in home.messages))
        await asyncio.gather(*map(partial(in_slack, slack), colleagues, COLLEAGUES))
        await labels_are_looked_at(app, clock)
        told = []
        for wave in (slice(0, 4), slice(4, 8)):
            for person, who in zip(learners[wave], LEARNERS[wave], strict=True):  # in turn: the cards depend on it
                told.append(await in_telegram(telegram, person, link, who))
            await labels_are_looked_at(app, clock)
        cards = await sorts(slack, lia)
        await lia.command("/journey", "map", "C1")
        await slack.until(lambda: sum(len(one.files) for one in home.messages) >= 2)
        await lia.command("/journey", "map json", "C1")
        await slack.until(lambda: "bees.json" in files_of(home))
        await lia.command("/journey", "status", "C1")
        await slack.until(lambda: statuses(home))
    (after,) = statuses(home)
    files = files_of(home)

    assert share_in(cards[0], "van de stappen op de kaart") < 80
    assert 1 < len(cards) <= CARDS + 1
    assert "Dat is genoeg" in cards[-1]
    post = next(words_of(one) for one in home.messages if "bees.png" in pictures_of(one))
    assert steps_on(files["bees.json"]) >= 0.9 * sum(len(one.steps) for one in LEARNERS)
    assert all(FEWER in said for said in (after, post))  # what is left is of two of them
    assert {"bees.png", "bees-phone.png", "bees.html"} <= set(files)
    assert names_on(files["bees.json"]) <= {name for names in LABELS.values() for name in names} | STARTED
    assert set(NEITHER) & {chosen for one in told for chosen in one.placed.values()}
    assert any(len(one.placed) < len(one.who.steps) - 3 for one in told)
    assert all(len(one.placed) <= ASKED for one in told)
    for person in learners:
        assert early_labels(telegram.chat(person.id)) == []
    with_labels, without = [median(one.answers for one in every) for every in (told, unlabelled(file))]
    assert with_labels <= without + 1


def files_of(home: Channel) -> dict[str, bytes]:
    """The files in a channel, by name, the latest of each."""
    return {name: data for one in home.messages for name, data, _ in one.files}


def statuses(home: Channel) -> list[str]:
    """What the lead was told of how the study stands, in order."""
    return [words_of(one) for one in home.messages if "klanten: 8 begonnen, 8 klaar" in words_of(one)]


def pictures_of(message: SlackMessage) -> dict[str, bytes]:
    """The files of a message, by name."""
    return {name: data for name, data, _ in message.files}


def share_in(said: str, of: str) -> int:
    """The percentage of the told steps that stands on the map, as a card or a status tells it."""
    found = re.search(rf"(\d+)% {of}", said)
    assert found is not None
    return int(found[1])


def steps_on(map_file: bytes) -> int:
    """How many of the told steps a map counts."""
    columns = json.loads(map_file)["map"]["columns"]
    return sum(one["named"] or 0 for column in columns for one in column["touchpoints"])


def names_on(map_file: bytes) -> set[str]:
    """What the touchpoints of a map are called, in every language."""
    columns = json.loads(map_file)["map"]["columns"]
    return {name for column in columns for one in column["touchpoints"] for name in one["label"].values()}


def early_labels(chat: Chat) -> list[str]:
    """Names of labels that somebody was shown before they had told everything."""
    closed = next(at for at, one in enumerate(chat.messages) if one.sender == "bot" and OUTLINED.search(one.text))
    said = [one.text for one in chat.messages if one.sender != "bot"]
    shown = [
        text
        for one in chat.messages[:closed]
        if one.sender == "bot"
        for text in (one.text, *(button.text for row in one.buttons for button in row))
    ]
    names = {name for id in NAMES for name in LABELS[id]} - set(said)
    return sorted(name for name in names for text in shown if name in text)


def unlabelled(file: Path) -> list[Answering]:
    """The same learners, interviewed without any labels to place their steps under."""
    with Store.open(f"sqlite:///{file}") as store:
        study = store.do(lambda c: studies.load_study(c, "bees"))
    assert study is not None
    return [told_to_the_engine(replace(study, labels=()), who, f"u{at}") for at, who in enumerate(LEARNERS)]


def told_to_the_engine(study: Study, who: Learner, id: str) -> Answering:
    """A learner tells everything to the engine alone."""
    talk, one = Talk(load_script("customer"), study, language=who.language, id=id), Answering(who)
    while not talk.interview.ended:
        messages = word(talk.effects, talk.interview)
        buttons = {button.label: button.id for message in messages for button in message.buttons}
        speaks, words = one.answer("\n".join(message.plain for message in messages), list(buttons))
        if speaks:
            talk.says(words)
        else:
            talk.presses(buttons[words].rpartition(":")[2])
        assert one.answers < 100
    return one
