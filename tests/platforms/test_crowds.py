"""Three hundred people who begin at once, on both platforms: everybody has a first question as soon as the platforms
let us ask it, whoever is in the middle of an interview hardly waits, and Slack is never kept waiting.

Law: what the machine kept the program and us from running is no wait of the program's, see ``Held``; so these numbers
hold on a busy machine too.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from slack_people import Person as SlackPerson
from slack_server import SlackServer
from slack_talks import labels_of
from slack_talks import view_of as slack_view
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import view_of
from two_databases import url_of
from whole_program import YES, Program, program, set_up

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.outbox.pace import LIMITS
from reisleider.flows.journey import Participant
from reisleider.flows.messages import Address
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store

pytestmark = [pytest.mark.long, pytest.mark.alone, pytest.mark.timeout(900)]
STARTING = 150  # on each platform
AMIDST = 6  # on each platform, who were asked already whether they take part
PRESSES = 3  # of each of them, meanwhile
CALLS = 2  # for a first question: what it is about, and whether they take part
MAPS, TOLD = 10, 40  # maps, and interviews that each is made of
PROMPT = 3.0  # seconds in which whoever is in the middle is answered, and Slack and a pressed button are


@dataclass
class Held:
    """How long each thing took, in seconds: of the clock, and without what the machine kept us from running."""

    pid: int
    waits: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        """This takes as long as what is done here."""
        began, kept = time.monotonic(), self._kept()
        yield
        seconds = time.monotonic() - began
        self.waits.setdefault(what, []).append((seconds, max(0.0, seconds - (self._kept() - kept))))

    def longest(self, what: str) -> float:
        """The longest, without what the machine kept us from running."""
        return max(fair for _, fair in self.waits[what])

    def told(self) -> str:
        """All of it."""
        return "\n".join(
            f"{what}: {len(waits)}, longest {max(waits)[0]:.2f} s, of its own {self.longest(what):.2f} s"
            for what, waits in self.waits.items()
        )

    def _kept(self) -> float:
        """The seconds that the program and we could have run, and others did."""
        return _not_run(self.pid) + _not_run(os.getpid())


def _not_run(pid: int) -> float:
    """The seconds that the first thread of a process waited for a processor."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[1]) / 1e9


@dataclass
class Crowd:
    """Both stand-ins, the program between them, and how long everything takes."""

    telegram: TelegramServer
    slack: SlackServer
    token: str
    one: Program

    def __post_init__(self) -> None:
        self.held = Held(self.one.pid)

    async def invited(self) -> None:
        """Slack's channel has its invitation."""
        await self.slack.people["ULIA"].command("/journey", "invite", "C1")
        await self.slack.until(lambda: any(labels_of(one) for one in self.slack.channel("C1").messages))
        self.invitation = next(one for one in self.slack.channel("C1").messages if labels_of(one))

    async def customer(self, number: int) -> Person:
        """Somebody follows the link, and is asked whether they take part."""
        person = self.telegram.person(number, "Anna", "nl")
        with self.held.waiting("first question on Telegram"):
            await person.starts(self.token)
            await self.telegram.until(lambda: YES in _labels(view_of(person)()))
        return person

    async def colleague(self, number: int) -> SlackPerson:
        """Somebody presses the invitation in Slack, and is asked whether they take part."""
        person = self.slack.person(f"U{number}", name="Bas", locale="nl-NL")
        self.slack.channel("C1").members.add(person.id)
        with self.held.waiting("first question in Slack"):
            await self._acked(person, labels_of(self.invitation)[0], channel="C1", ts=self.invitation.ts)
            await self.slack.until(lambda: YES in _labels(slack_view(person)()))
        return person

    async def goes_on_there(self, person: Person) -> None:
        """Somebody on Telegram presses the first button, again and again."""
        for _ in range(PRESSES):
            before = view_of(person)()
            with self.held.waiting("answer amidst on Telegram"):
                with self.held.waiting("toast"):
                    query = await person.presses(_labels(before)[0])
                    await self.telegram.until(lambda query=query: self._toasted(query))
                await self.telegram.until(lambda before=before: _is_asked(before, view_of(person)()))

    async def goes_on_in_slack(self, person: SlackPerson) -> None:
        """Somebody in Slack presses the first button, again and again."""
        for _ in range(PRESSES):
            before = slack_view(person)()
            with self.held.waiting("answer amidst in Slack"):
                await self._acked(person, _labels(before)[0])
                await self.slack.until(lambda before=before: _is_asked(before, slack_view(person)()))

    async def _acked(self, person: SlackPerson, label: str, **where: str) -> None:
        with self.held.waiting("acknowledgement"):
            await person.presses(label, **where)

    def _toasted(self, query: str) -> bool:
        return any(one.params.get("callback_query_id") == query for one in self.telegram.called("answerCallbackQuery"))


Shown = tuple[object, str, list[str]] | None


def _is_asked(before: Shown, now: Shown) -> bool:
    """Whether something else is asked now."""
    if now is None or before is None:
        return now is not None
    return now[0] != before[0] or bool(now[2] and now[2] != before[2])


def _labels(view: Shown) -> list[str]:
    return [] if view is None else view[2]


async def test_three_hundred_begin_at_once(telegram: TelegramServer, slack: SlackServer, file: Path) -> None:
    token = set_up(file, slack)
    async with program(file, telegram, slack) as one:
        crowd = Crowd(telegram, slack, token, one)
        await crowd.invited()
        amidst = await asyncio.gather(*(crowd.customer(100 + number) for number in range(AMIDST)))
        amidst_in_slack = await asyncio.gather(*(crowd.colleague(100 + number) for number in range(AMIDST)))
        crowd.held.waits.clear()
        began = time.monotonic()
        await asyncio.gather(
            *(crowd.customer(1000 + number) for number in range(STARTING)),
            *(crowd.colleague(1000 + number) for number in range(STARTING)),
            *map(crowd.goes_on_there, amidst),
            *map(crowd.goes_on_in_slack, amidst_in_slack),
        )
        print(f"all in {time.monotonic() - began:.1f} s\n{crowd.held.told()}")
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}

    pace = {name: (STARTING + AMIDST * PRESSES) * CALLS / LIMITS[name].overall for name in ("telegram", "slack")}
    assert crowd.held.longest("first question on Telegram") < pace["telegram"] + PROMPT
    assert crowd.held.longest("first question in Slack") < pace["slack"] + PROMPT
    for prompt in ("answer amidst on Telegram", "answer amidst in Slack", "toast", "acknowledgement"):
        assert crowd.held.longest(prompt) < PROMPT
    assert not slack.missed_acks


def tell_in_many(file: Path, slack: SlackServer) -> None:
    """Studies, each with a channel of Lia's, in which the demo's customers told it all several times over."""
    study = load_demo_study()
    with Store.open(url_of(file)) as store:
        store.do(lambda c: studies.save_study(c, study))
        for person in load_people():
            if person.track == "customer":
                asyncio.run(play(store, study, person, Room()))
        told = [one for one in store.do(lambda c: interviews.interviews(c, study.id)) if one.log]

        def copy(c: Connection, id: str) -> None:
            studies.save_study(c, replace(study, id=id))
            studies.set_leads(c, id, (("slack", slack.team_id, "ULIA"),))
            studies.set_home(c, id, Address("slack", slack.team_id, f"C{id}"))
            for number in range(TOLD):
                one = told[number % len(told)]
                name = f"{id}-{number}"
                people.add_participant(c, Participant(name, id, one.track, one.language, one.began_at))
                interviews.add_interview(c, replace(one, id=name, study=id, participant=name))

        for number in range(MAPS):
            store.do(partial(copy, id=f"map{number}"))
            slack.channel(f"Cmap{number}", f"kaart-{number}", members=["ULIA", slack.bot_user])


async def test_ten_maps_are_drawn_while_people_tell(telegram: TelegramServer, slack: SlackServer, file: Path) -> None:
    token = set_up(file, slack)
    await asyncio.to_thread(tell_in_many, file, slack)
    lia = slack.people["ULIA"]
    async with program(file, telegram, slack) as one:
        crowd = Crowd(telegram, slack, token, one)
        await crowd.invited()
        amidst = await asyncio.gather(*(crowd.customer(100 + number) for number in range(AMIDST)))
        amidst_in_slack = await asyncio.gather(*(crowd.colleague(100 + number) for number in range(AMIDST)))
        crowd.held.waits.clear()
        began = time.monotonic()

        async def ask(number: int) -> None:
            channel = f"Cmap{number}"
            with crowd.held.waiting("acknowledgement"):
                await lia.command("/journey", "map", channel)
            with crowd.held.waiting("map"):
                await slack.until(lambda: any(one.files for one in slack.channel(channel).messages))

        maps = asyncio.gather(*map(ask, range(MAPS)))
        for number in itertools.count(2000):  # somebody comes, and goes on, for as long as maps are drawn
            if maps.done() and number >= 2000 + AMIDST:
                break
            there, here = await asyncio.gather(crowd.customer(number), crowd.colleague(number))
            await asyncio.gather(crowd.goes_on_there(there), crowd.goes_on_in_slack(here))
        await asyncio.gather(maps, *map(crowd.goes_on_there, amidst), *map(crowd.goes_on_in_slack, amidst_in_slack))
        print(f"all in {time.monotonic() - began:.1f} s\n{crowd.held.told()}")
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}

    for prompt in ("answer amidst on Telegram", "answer amidst in Slack", "toast", "acknowledgement"):
        assert crowd.held.longest(prompt) < PROMPT
    assert not slack.missed_acks
