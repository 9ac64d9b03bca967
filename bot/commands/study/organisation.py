"""Says which organisation somebody speaks for, so that among businesses one organisation is one voice.

Law: only in a study among businesses; a lead names people by the code that `status` shows, and the name of an
organisation is on no map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.study.exclude import find_by_code
from reisleider.flows.effects import Words
from reisleider.storage import people

LONGEST = 80  # characters of a name


@dataclass(frozen=True)
class Belonging:
    """Who is meant, and the organisation; "" for none."""

    code: str
    name: str


def _parse(asked: Asked) -> Belonging:
    code, *name = asked.words or ("",)
    return Belonging(code, " ".join(name)[:LONGEST])


def _act(asked: Asked, meant: Belonging) -> None:
    """Keep it. Raises Unclear where the study is none of businesses, or the code means nobody, or several."""
    if not asked.study.b2b:
        raise Unclear("organisation.not-here", study=asked.study.id)
    found = find_by_code(asked, meant.code)
    people.save_participant(asked.c, replace(found, organisation=meant.name or None))
    slots = {"code": Words(meant.code), "name": Words(meant.name)}
    asked.say("organisation.done" if meant.name else "organisation.none", slots)


COMMAND = Command("organisation", 125, "lead", _parse, _act, menu="nowhere", takes="words")
