"""Where a study posts its map.

Law: in a chat its home is where that is asked; a terminal, which is nowhere, names a place or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from reisleider.bot.adapters.platform import platform_of, read_home, set_up
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.maps.living_post import look_soon
from reisleider.flows.effects import Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.messages import Address
from reisleider.storage import chats, studies

NOWHERE = "-"


@dataclass(frozen=True)
class Home:
    """An address, or None for no home any more."""

    address: Address | None


def _parse(asked: Asked) -> Home:
    if asked.hears is None:
        return Home(platform_of(asked.update.address.platform).place(asked.update.address))
    where = " ".join(asked.words)
    if where == NOWHERE:
        return Home(None)
    try:
        return Home(read_home(where))
    except StudyFault:
        raise Unclear("home.what", where=where, known=", ".join(one.name for one, _ in set_up())) from None


def _settle(asked: Asked, home: Home) -> None:
    study = asked.study
    studies.set_home(asked.c, study.id, home.address)
    title = Words(title_of(study, asked.language))
    if home.address is None:
        asked.say("home.none", {"study": title})
        return
    if asked.hears is not None:
        place = f"{home.address.platform}:{home.address.tenant}:{home.address.chat}"
        asked.say("home.there", {"study": title, "where": place})
        return
    chats.set_back(asked.c, home.address)
    if study.living:
        look_soon(asked.c, study.id, asked.now, timedelta())
    asked.say("home.set", {"study": title})


COMMAND = Command("home", 20, "lead", _parse, _settle, menu="everywhere", takes="words")
