"""Plays transcripts through dispatcher, engine, storage and outbox; the database is reopened between replies."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.demo.play import LINE, PLATFORM, Room
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.transcripts.acts import Act
from reisleider.bot.transcripts.transcript import Transcript, print_message
from reisleider.flows.journey import Fact, Interview, Study
from reisleider.flows.messages import Address
from reisleider.flows.scripts.script import Script, load_script
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FACTS = (
    Fact(
        "children",
        {"nl": "Reis je met kinderen?", "en": "Do you travel with children?"},
        (("yes", {"nl": "Ja", "en": "Yes"}), ("no", {"nl": "Nee", "en": "No"})),
    ),
    Fact(
        "often",
        {"nl": "Hoe vaak ga je weg?", "en": "How often do you go away?"},
        (("once", {"nl": "Eén keer per jaar", "en": "Once a year"}), ("more", {"nl": "Vaker", "en": "More often"})),
    ),
)


def everything(study: Study) -> Study:
    """The study with every block of every script switched on, two segment facts, and room for every question."""
    blocks = {name: tuple(block.id for block in load_script(name).blocks) for name in ("customer", "stakeholder")}
    return replace(study, rotating=9, replies=200, facts=FACTS, blocks=blocks)


class Stage:
    """One person's conversation, over a database that is closed and opened as the play asks."""

    def __init__(self, database: Path, study: Study, script: Script, language: str, id: str, *, reopen: bool) -> None:
        self.url = f"sqlite:///{database}"
        self.study, self.script, self.language, self.id, self.reopen = study, script, language, id, reopen
        self.room = Room()
        self.address = Address(PLATFORM, "local", id)
        self.seat = self.room.seats[id] = Seat(self.address, id, id, lambda: NOW)
        self.store = Store.open(self.url)
        self.shown = 0

    def begin(self) -> None:
        self.store.do(lambda c: studies.save_study(c, self.study))
        self.store.do(
            lambda c: open_interview(c, self.study, self.script, self.address, self.id, self.language, NOW, id=self.id)
        )
        self.deliver()

    def deliver(self) -> None:
        asyncio.run(Delivery(self.store, {LINE: self.room}, lambda: NOW, own=show_own).deliver_due())

    def play(self, transcript: Transcript) -> list[str]:
        """Do what the transcript's person does; returns the talk as lines, bot and person."""
        lines = self.new_lines()
        for line in transcript.lines:
            if line.act is None:
                continue
            lines.append(line.source)
            if line.act.kind == "restart" or self.reopen:
                self.restart()
            if line.act.kind not in ("restart", "wait"):
                self.do(line.act)
            lines.extend(self.new_lines())
        return lines

    def do(self, act: Act) -> None:
        """Do one thing, and hear what the bot says to it."""
        asyncio.run(Dispatcher(self.store, lambda: NOW).receive(self.seat.update(act)))
        self.deliver()

    def new_lines(self) -> list[str]:
        new = [print_message(message) for _, message in self.room.seen[self.shown :]]
        self.shown = len(self.room.seen)
        return [line for text in new for line in text.split("\n")]

    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.url)

    def interview(self) -> Interview:
        found = self.store.do(lambda c: interviews.load_interview(c, self.id))
        if found is None:
            raise AssertionError(self.id)
        return found
