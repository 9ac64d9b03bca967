"""A lead who talks in a terminal: what they type goes through dispatcher, engine, storage and outbox, and the database
is closed and opened between any two replies."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.play import LINE, PLATFORM, Room
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.transcripts.acts import Act
from reisleider.bot.transcripts.transcript import Transcript, print_message
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Message, Said
from reisleider.storage import studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Lead:
    """One lead's conversation. ``replies`` counts what they said after the talk began."""

    def __init__(self, database: Path, language: str, *, names: dict[str, str] | None = None) -> None:
        self.url, self.language = f"sqlite:///{database}", language
        self.room = Room()
        self.address = Address(PLATFORM, "local", "lead")
        self.seat = self.room.seats["lead"] = Seat(self.address, "lead", "lead", lambda: NOW)
        self.host = Host(frozenset({(PLATFORM, "local", "lead")}), names or {}, language)
        self.shown = self.replies = 0

    def begin(self) -> list[str]:
        return self._hear(Act("say", "kickoff"), command=True)

    def command(self, words: str) -> list[str]:
        return self._hear(Act("say", words), command=True)

    def says(self, *replies: str) -> list[str]:
        lines: list[str] = []
        for one in replies:
            lines = self._hear(Act("say", one))
        return lines

    def does(self, act: Act) -> list[str]:
        return [] if act.kind == "restart" else self._hear(act)

    def play(self, transcript: Transcript) -> list[str]:
        """Do what the transcript's lead does; returns the talk as lines, bot and person."""
        lines = self.begin()
        for line in transcript.lines:
            if line.act is not None:
                typed = line.act.text.startswith("/") and line.act.kind == "say"
                lines.append(line.source)
                lines += self.command(line.act.text[1:]) if typed else self.does(line.act)
        return lines

    def _hear(self, act: Act, *, command: bool = False) -> list[str]:
        update = replace(self.seat.update(act), language=self.language, private=True)
        if command:
            update = replace(update, said=Said("command", text=act.text))
        else:
            self.replies += 1
        with Store.open(self.url) as store:
            asyncio.run(Dispatcher(store, lambda: NOW, converse(self.host)).receive(update))
            asyncio.run(Delivery(store, {LINE: self.room}, lambda: NOW, own=show_own).deliver_due())
        return [line for message in self.news() for line in print_message(message).split("\n")]

    def news(self) -> list[Message]:
        new = [message for _, message in self.room.seen[self.shown :]]
        self.shown = len(self.room.seen)
        return new

    def studies(self) -> tuple[Study, ...]:
        with Store.open(self.url) as store:
            return store.do(studies.list_studies)
