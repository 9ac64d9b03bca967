"""Maps beside each other: personas of one study, published versions, or studies.

Law: a lead sees it in private; each side is compiled under its own minimum groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.maps.publish import compile_study, persona_called
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message
from reisleider.flows.synthesis.measures.difference import compare
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.renderers.chat.comparison import draw_comparison, show_comparison
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import queues, studies, versions
from reisleider.storage.codec import load
from reisleider.storage.people import address_of, key_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection

MOST = 6  # sides of one comparison, as many as there are marks for
MayRead = Callable[[str], bool]


def side_of(
    c: Connection, study: Study, name: str, now: datetime, may_read: MayRead, progress: Progress = unheard
) -> JourneyMap:
    """The map that a word names: a persona, a version's number, or another study. Raises StudyFault for any other."""
    persona = persona_called(study, name)
    if persona is not None:
        return compile_study(c, study.id, now, persona=persona, progress=progress).journey_map
    if name.removeprefix("v").isdecimal():
        found = versions.version_of(c, study.id, None, int(name.removeprefix("v")))
        if found is not None:
            return load(JourneyMap, found.map, "version")
    other = studies.load_study(c, name)
    if other is not None and may_read(other.id):
        return compile_study(c, other.id, now, progress=progress).journey_map
    known = ", ".join((*(one.id for one in study.personas), "a version's number, another study's id"))
    raise StudyFault(f"{study.id}: there is no {name} to compare; choose {known}.")


def sides_of(
    c: Connection,
    study: Study,
    names: Sequence[str],
    now: datetime,
    may_read: MayRead,
    progress: Progress = unheard,
) -> tuple[JourneyMap, ...]:
    """The maps that words name; without any the study's personas, at most six, those of most customers.

    Raises StudyFault where a name is unknown, or there are no personas to compare.
    """
    if names:
        return tuple(side_of(c, study, name, now, may_read, progress) for name in names)
    if len(study.personas) < 2:
        raise StudyFault(f"{study.id}: this study has no personas to compare; name two versions or another study.")
    maps = [
        compile_study(c, study.id, now, persona=persona, progress=progress).journey_map for persona in study.personas
    ]
    most = sorted(maps, key=lambda one: -one.customers.counted)[:MOST]
    return tuple(one for one in maps if one in most)


def compare_sides(
    c: Connection, study: Study, names: Sequence[str], language: str, now: datetime, may_read: MayRead
) -> Message:
    """The maps beside each other, with their picture. Raises StudyFault where a name is unknown. Reads only."""
    maps = sides_of(c, study, names, now, may_read)
    rows = compare(*maps)
    told = show_comparison(rows, maps, language)
    return replace(told, attachments=(draw_comparison(rows, maps, language),)) if rows else told


def begin_comparing(asked: Asked, study: Study, words: Sequence[str]) -> None:
    """Look it up beside the writer; the answer comes in private. Without words: all personas."""
    if len(words) == 1 or len(words) > MOST or (not words and len(study.personas) < 2):
        asked.say("compare.what", {"command": slash(asked.update)})
        return
    others = [word for word in words if studies.load_study(asked.c, word) is not None]
    if not all(asked.may_lead(one) for one in others):
        asked.say("lead.refused")
        return
    data = {"address": key_of(asked.private), "language": asked.language, "words": list(words), "may": others}
    queues.set_timer(asked.c, "compare", study.id, 0, asked.now, data)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def look_beside(c: Connection, timer: Timer, now: datetime) -> Callable[[Connection], None]:
    """Compile both sides; returns what tells them."""
    data = timer.data or {}
    study = studies.load_study(c, timer.subject)
    if study is None:
        return lambda _: None
    language, may = str(data["language"]), frozenset(data["may"])
    try:
        told = compare_sides(c, study, data["words"], language, now, lambda id: id in may)
    except StudyFault:
        told = word_notice(Notify("compare.unknown", {}), language)
    address = address_of(data["address"])

    def tell(writing: Connection) -> None:
        post(writing, address, told, now)

    return tell
