"""Leaves somebody's answers out of the map (or takes them back): a lead names them by the code that `status` shows.

Law: a code is the beginning of a participant's id, long enough to mean one person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.flows.effects import Words
from reisleider.flows.journey import Participant
from reisleider.storage import people

SHORTEST = 4  # characters of a code


@dataclass(frozen=True)
class Code:
    """Whose answers are meant."""

    code: str


def read_code(asked: Asked) -> Code:
    """The first word is the code."""
    return Code(next(iter(asked.words), ""))


def set_excluded(asked: Asked, meant: Code, *, excluded: bool) -> None:
    """Leave out, or take back. Raises Unclear where the code means nobody, or several."""
    people.save_participant(asked.c, replace(find_by_code(asked, meant.code), excluded=excluded))
    asked.say("exclude.done" if excluded else "include.done", {"code": Words(meant.code)})


def find_by_code(asked: Asked, code: str) -> Participant:
    """Who is meant. Raises Unclear where the code means nobody, or several."""
    everyone = people.participants(asked.c, asked.study.id)
    found = [one for one in everyone if len(code) >= SHORTEST and one.id.startswith(code)]
    if len(found) != 1:
        raise Unclear("exclude.unknown", code=Words(code), study=asked.study.id)
    return found[0]


COMMAND = Command(
    "exclude", 110, "lead", read_code, partial(set_excluded, excluded=True), menu="nowhere", takes="words"
)
