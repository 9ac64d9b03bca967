"""A short interview at a table: the real engine and wording, answered into a console, without a database.

Law: shared by the tests of the terminal and by the program of its own that one of them starts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.receipt import Receipt
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Givens
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import read_script
from reisleider.renderers.chat.wording import word

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCRIPT = """
id = "short"
track = "customer"
title = { nl = "Kort", en = "Short" }

[[block]]
id = "all"
title = { nl = "Gevoel", en = "How it felt" }

[[step]]
id = "consent"
block = "all"
kind = "choice"
saves = "consent"
required = true
nl = "Wil je meedoen?"
en = "Would you like to take part?"
options = [ { id = "yes", nl = "Ja", en = "Yes" }, { id = "no", nl = "Nee", en = "No", ends = "decline" } ]

[[step]]
id = "emotion"
block = "all"
kind = "faces"
saves = "end-emotion"
nl = "Hoe was dat?"
en = "How was that?"
options = [
    { id = "worst", face = -2, nl = "Heel vervelend", en = "Very unpleasant" },
    { id = "bad", face = -1, nl = "Vervelend", en = "Unpleasant" },
    { id = "fair", face = 0, nl = "Neutraal", en = "Neutral" },
    { id = "good", face = 1, nl = "Prettig", en = "Pleasant" },
    { id = "best", face = 2, nl = "Heel prettig", en = "Very pleasant" },
]

[[step]]
id = "number"
block = "all"
kind = "text"
saves = "wish"
nl = "Wat zou je veranderen?"
en = "What would you change?"

[[step]]
id = "review"
block = "all"
kind = "review"
saves = "validated"
required = true
nl = "Zo begreep ik het: {journey}. Klopt dat?"
en = "This is how I understood it: {journey}. Is that right?"
options = [ { id = "right", nl = "Ja", en = "Yes" }, { id = "change", nl = "Aanpassen", en = "Change" }, \
{ id = "leave-out", nl = "Weglaten", en = "Leave out" } ]
"""
VISIT = Visit("v1", "anna", "nl", "reisleider interview short --as anna", {"script": "short", "language": "nl"})


class Table:
    """One conversation without a database: the real engine and wording, answered into a console."""

    def __init__(self) -> None:
        self.script = read_script(SCRIPT, "short.toml")
        contact = {"contact": {"nl": "vragen@zonnevaart.example"}}
        self.interview, self.opening = engine.begin(
            self.script,
            id="i",
            study="s",
            participant="p",
            language="nl",
            givens=Givens(slots=contact, blocks=("all",)),
            now=NOW,
        )
        self.heard: list[Update] = []
        self.keys: set[str] = set()

    async def is_open(self) -> bool:
        return not self.interview.ended

    async def sit(self, typed: str, *, terminal: bool = False, out: StringIO | None = None) -> str:
        out = out or StringIO()
        console = Console(VISIT, StringIO(typed), out, clock=lambda: NOW, is_open=self.is_open, terminal=terminal)

        async def receive(update: Update) -> Receipt:
            self.heard.append(update)
            if update.key in self.keys:
                return Receipt("repeated")
            self.keys.add(update.key)
            self.interview, effects = engine.turn(self.script, self.interview, update.said, NOW)
            for message in word(effects, self.interview):
                await console.deliver(update.address, message)
            return Receipt("accepted")

        for message in word(self.opening, self.interview):
            await console.deliver(VISIT.address, message)
        await console.run(receive)
        return out.getvalue()
