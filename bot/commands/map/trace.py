"""The permitted answers behind a touchpoint, for whoever leads the study.

Law: looked up beside the writer; a trace goes to a lead in private only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reisleider.bot.commands.answers import find_or_say, tells
from reisleider.bot.commands.command import Command, Look, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.publish import compile_study
from reisleider.flows.journey_map import PhaseColumn
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.messages import Message
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.trace import trace
from reisleider.renderers.chat.trace import show_trace
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import overrides, queues, studies
from reisleider.storage.people import address_of, key_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection


@dataclass(frozen=True)
class Traced:
    """The touchpoint that is meant, named loosely."""

    words: str


def trace_words(
    c: Connection, study_id: str, words: str, language: str, now: datetime, progress: Progress = unheard
) -> Message | None:
    """What stands behind the touchpoint that is called so; None where none on the map is. Reads only."""
    compiled = compile_study(c, study_id, now, progress=progress)
    found = find_on_map(compiled.journey_map, words)
    if found is None or isinstance(found, PhaseColumn):
        return None
    told = trace(compiled.study, compiled.journeys, found.id, overrides.overrides_of(c, study_id))
    return None if told is None else show_trace(told, language)


def _parse(asked: Asked) -> Traced:
    if not asked.words:
        raise Unclear("trace.what")
    return Traced(" ".join(asked.words))


def _begin(asked: Asked, wanted: Traced) -> None:
    """Look it up beside the writer; the answer comes in private."""
    data = {"address": key_of(asked.private), "language": asked.language, "words": wanted.words}
    queues.set_timer(asked.c, "trace", asked.study.id, 0, asked.now, data)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def _find(look: Look, wanted: Traced) -> Message:
    told = trace_words(look.c, look.study.id, wanted.words, look.language, look.now, look.progress)
    if told is None:
        raise Unclear("trace.unknown", words=shorten(wanted.words))
    return told


def look_behind(c: Connection, timer: Timer, now: datetime) -> Callable[[Connection], None]:
    """Find the answers; returns what tells them."""
    data = timer.data or {}
    study = studies.load_study(c, timer.subject)
    if study is None:
        return lambda _: None
    look = Look(c, study, ("", "", ""), str(data["language"]), now)
    return tells(find_or_say(_find, look, Traced(str(data["words"]))), address_of(data["address"]), now)


COMMAND = Command("trace", 80, "lead", _parse, _begin, _find, slow={"trace": look_behind}, takes="words", told=True)
