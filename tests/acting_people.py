"""A study with a published map, and people who choose what to do about it: each in a chat of their own, over the
dispatcher, the engine, storage and the outbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from weighing_people import LEAD, Weighing, a_map, study_led

from reisleider.flows.journey_map import Target
from reisleider.flows.messages import Message, Said
from reisleider.storage import studies, versions
from reisleider.storage.actions import actions_of
from reisleider.storage.codec import dump
from reisleider.storage.store import Connection

STUDY = "zonnevaart"
TARGETS = (Target("2 dagen", 5, "offerte"),)
__all__ = ["LEAD", "STUDY", "Acting", "aims", "study_led"]


def aims(c: Connection) -> None:
    """What colleagues aim for stands on the map too."""
    study = studies.load_study(c, STUDY)
    assert study is not None
    told = a_map(study)
    first = replace(told.columns[0], targets=TARGETS)
    versions.rewrite(c, STUDY, None, 1, dump(replace(told, columns=(first, *told.columns[1:]))))


class Acting(Weighing):
    """Actions in chats of the terminal's kind."""

    def __init__(self, database: Path, language: str = "nl") -> None:
        super().__init__(database, language)
        self.ask(aims)

    def tells(self, *words: str, who: str = LEAD) -> list[Message]:
        """Begin a talk, and reply so."""
        told = self.commands("act", who)
        for one in words:
            told = self.says(who, one)
        return told

    def kept(self) -> list[tuple[int, str, str, str]]:
        """Each action: number, words, who and when."""
        there = self.ask(lambda c: actions_of(c, STUDY))
        return [(one.number, one.words, one.owner, str(one.due)) for one in there]

    def taps(self, who: str, carried: str) -> list[Message]:
        """Press a button that carries this."""
        return self._hear(who, Said("press", choice=carried))
