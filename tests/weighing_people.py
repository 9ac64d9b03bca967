"""A study with a published map, and colleagues who weigh what it shows: each in a chat of their own, over the
dispatcher, the engine, storage and the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.play import LINE, PLATFORM, TENANT, Room
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.transcripts.acts import Act
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, Point, Turnout
from reisleider.flows.messages import Address, Message, Said
from reisleider.storage import studies, versions
from reisleider.storage.codec import dump
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEAD = "lia"
CLOSES = ("Nee, liever niet", "Klaar")
NEEDS = (("Wat kost het alles bij elkaar?", 4), ("Kan ik nog omboeken?", None))
WISHES = (("Eén scherm met alle kosten", 3), ("Een mens aan de telefoon", None))


def study_led(lead: tuple[str, str, str], c: Connection, home: Address | None = None) -> Study:
    """The demo's study, led by one account and with a published map."""
    study = load_demo_study()
    studies.save_study(c, study)
    studies.set_leads(c, study.id, (lead,))
    studies.set_home(c, study.id, home)
    versions.publish(c, study.id, None, dump(a_map(study)), ["p1", "p2", "p3"], NOW)
    return study


def a_map(study: Study) -> JourneyMap:
    """A map that shows two pains, two questions and two opportunities."""
    first, second = study.model.phases[0], study.model.phases[1]
    pains = (
        ("zoeken", {"nl": "Zoeken op internet", "en": "Searching online"}, 6),
        ("offerte", {"nl": "Offerte", "en": "Offer"}, 5),
    )
    touchpoints = tuple(
        MapTouchpoint(id, label, first.id, place, "both", named=8, faces=Faces((n, 0, 1, 1, 0)))
        for place, (id, label, n) in enumerate(pains)
    )
    columns = (
        PhaseColumn(
            first,
            touchpoints,
            needs=tuple(Point(words, n, "zoeken") for words, n in NEEDS),
            pains=tuple(Point(label["nl"], n, id) for id, label, n in pains),
        ),
        PhaseColumn(second, opportunities=tuple(Point(words, n) for words, n in WISHES)),
    )
    return JourneyMap(
        study.id,
        study.title,
        study.goal,
        study.organisation,
        study.model,
        1,
        NOW,
        date(2026, 11, 23),
        study.languages,
        Turnout(8, 0),
        Turnout(5, 0),
        {"customer": 3, "stakeholder": 5},
        columns=columns,
    )


T = TypeVar("T")


class Weighing:
    """A round in chats of the terminal's kind. ``replies``: how many each colleague gave."""

    def __init__(self, database: Path, language: str = "nl") -> None:
        self.url, self.language = f"sqlite:///{database}", language
        self.room = Room()
        self.home = Address(PLATFORM, TENANT, "home")
        self.host = Host(language=language)
        self.now = NOW
        self.replies: dict[str, int] = {}
        self._seats: dict[str, Seat] = {}
        self._shown = 0
        self.seat("home")
        with Store.open(self.url) as store:
            self.study = store.do(lambda c: study_led((PLATFORM, TENANT, LEAD), c, self.home))

    def seat(self, who: str) -> Seat:
        if who not in self._seats:
            address = Address(PLATFORM, TENANT, who)
            self._seats[who] = self.room.seats[who] = Seat(address, who, who, lambda: self.now)
        return self._seats[who]

    def commands(self, words: str, who: str = LEAD) -> list[Message]:
        return self._hear(who, Said("command", text=words))

    def says(self, who: str, words: str) -> list[Message]:
        self.replies[who] = self.replies.get(who, 0) + 1
        return self._hear(who, None, words)

    def presses(self, who: str, message: Message, label: str) -> list[Message]:
        """Press a button of a message of a talk."""
        self.replies[who] = self.replies.get(who, 0) + 1
        button = next(one for one in message.buttons if one.label.removeprefix("✓ ") == label)
        said = Said("press", choice=button.id, turn=message.turn, interview=message.interview)
        return self._hear(who, said)

    def acts(self, who: str, act: Act) -> list[Message]:
        """Do what a transcript says."""
        self.replies[who] = self.replies.get(who, 0) + 1
        return self._hear(who, self.seat(who).update(act).said)

    def joins(self, who: str, call: Message) -> list[Message]:
        """Press the button under the call in the home channel."""
        said = Said("press", choice=call.buttons[0].id)
        return self._hear(who, said, at=self.home)

    def _hear(self, who: str, said: Said | None, words: str = "", at: Address | None = None) -> list[Message]:
        self.now += timedelta(seconds=1)
        update = replace(self.seat(who).update(Act("say", words or "x")), language=self.language, private=at is None)
        update = replace(update, said=said or update.said, address=at or update.address)
        with Store.open(self.url) as store:
            asyncio.run(Dispatcher(store, lambda: self.now, converse(self.host)).receive(update))
            asyncio.run(self._ring(store))
            asyncio.run(Delivery(store, {LINE: self.room}, lambda: self.now, own=show_own).deliver_due())
        return [message for _, message in self.news()]

    def votes(self, who: str, call: Message, most: str = "", seed: int = 0) -> None:
        """Take part from the call to the end, by buttons: ``most`` wherever that lies there, else by chance."""
        chance = Random(seed)
        question = next(one for one in self.joins(who, call) if one.interview is not None)
        while question.buttons:
            labels = [one.label for one in question.buttons if one.label not in CLOSES and "✓" not in one.label]
            wanted = next((one for one in labels if most and most in one and "minst?" not in question.plain), None)
            others = [one for one in labels if not most or most not in one] or labels
            question = self.presses(who, question, wanted or chance.choice(others))[-1]

    def ask(self, look: Callable[[Connection], T]) -> T:
        with Store.open(self.url) as store:
            return store.do(look)

    async def _ring(self, store: Store) -> None:
        timers = Timers(store, lambda: self.now)
        await timers.ring_due()
        await timers.settle_all()

    def news(self) -> Sequence[tuple[Address, Message]]:
        new = self.room.seen[self._shown :]
        self._shown = len(self.room.seen)
        return new
