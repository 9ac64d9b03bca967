"""Why a touchpoint or phase looks on the map as it does.

Law: told from the published map, as everybody may read it, and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.bot.commands.command import Command, Look, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.publish import latest_map
from reisleider.flows.journey import Study
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.messages import Message
from reisleider.renderers.chat.why import explain
from reisleider.renderers.words.own_words import shorten
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class Asking:
    """What is asked about, named loosely."""

    words: str


def _parse(asked: Asked) -> Asking:
    return Asking(" ".join(asked.words))


def _answer(asked: Asked, wanted: Asking) -> None:
    asked.post(asked.update.address, _explained(asked.c, asked.study, wanted, asked.language))


def _find(look: Look, wanted: Asking) -> Message:
    return _explained(look.c, look.study, wanted, look.language)


def _explained(c: Connection, study: Study, wanted: Asking, language: str) -> Message:
    published = latest_map(c, study.id)
    if published is None:
        raise Unclear("why.no-map", study=study.id)
    if not wanted.words:
        raise Unclear("why.what")
    what = find_on_map(published, wanted.words)
    if what is None:
        raise Unclear("why.unknown", words=shorten(wanted.words))
    return explain(published, what, language)


COMMAND = Command("why", 60, "lead", _parse, _answer, _find, menu="everywhere", takes="words", told=True)
