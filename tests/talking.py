"""A person who talks with the engine alone: what a test types, and what stands open after it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from reisleider.bot.interviews.givens import givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect, Heard, Say
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import Script
from reisleider.renderers.chat.wording import word
from reisleider.storage.codec import dump, load

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Talk:
    """One interview. It is written out as JSON and read back between any two replies."""

    def __init__(self, script: Script, study: Study, *, language: str = "nl", id: str = "talk") -> None:
        self.script = script
        givens = givens_for(study, script, id)
        self.interview, self.effects = engine.begin(
            script, id=id, study=study.id, participant="p1", language=language, givens=givens, now=NOW
        )
        self._refs = 0

    def says(self, *replies: str) -> Talk:
        for reply in replies:
            self._refs += 1
            self.turn(Said("text", text=reply, ref=f"m{self._refs}"))
        return self

    def presses(self, choice: str, turn: int | None = None) -> Talk:
        return self.turn(Said("press", choice=choice, turn=self.interview.turn if turn is None else turn))

    def edits(self, number: int, words: str) -> Talk:
        return self.turn(Said("edit", text=words, ref=f"m{number}"))

    def turn(self, said: Said) -> Talk:
        self.interview = through_json(self.interview)
        self.interview, self.effects = engine.turn(self.script, self.interview, said, NOW)
        return self

    @property
    def asked(self) -> Ask:
        return next(one for one in reversed(self.effects) if isinstance(one, Ask))

    @property
    def heard(self) -> str:
        return next(one.how for one in self.effects if isinstance(one, Heard))

    @property
    def said(self) -> list[str]:
        return [one.key for one in self.effects if isinstance(one, Say)]

    @property
    def choices(self) -> list[str]:
        return [choice.id for choice in self.asked.choices]

    @property
    def words(self) -> str:
        return "\n".join(message.plain for message in word(self.effects, self.interview))

    @property
    def place(self) -> tuple[str, str | None]:
        return self.interview.state, self.interview.item


def through_json(interview: Interview) -> Interview:
    """An interview as it comes back from JSON."""
    back = load(Interview, json.loads(json.dumps(dump(interview))), "interview")
    aside = interview.aside
    return replace(back, aside=None if aside is None else back.aside)


def open_question(effects: tuple[Effect, ...]) -> Ask | None:
    """The question that stands open, or None."""
    return next((one for one in reversed(effects) if isinstance(one, Ask)), None)
