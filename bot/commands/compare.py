"""Maps beside each other: personas of one study, published versions, or studies.

Law: a lead sees it in private; each side is compiled under its own minimum groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.maps.publish import compile_study, persona_called, published_map
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
from reisleider.storage import studies, versions
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

MOST = 6  # sides of one comparison, as many as there are marks for
MayRead = Callable[[str], bool]


@dataclass(frozen=True)
class Compare(Job):
    """Tell a lead at ``address`` how the maps that words name differ; ``may``: other studies that they lead."""

    kind: ClassVar[str] = "compare"
    address: Place
    language: str
    words: tuple[str, ...]
    may: tuple[str, ...]


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
            return published_map(c, study.id, found)
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
    job = Compare(study.id, asked.private, asked.language, tuple(words), tuple(others))
    set_timer(asked.c, job, asked.now)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def look_beside(c: Connection, job: Compare, now: datetime) -> Callable[[Connection], None]:
    """Compile both sides; returns what tells them."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    try:
        told = compare_sides(c, study, job.words, job.language, now, lambda id: id in job.may)
    except StudyFault:
        told = word_notice(Notify("compare.unknown", {}), job.language)

    def tell(writing: Connection) -> None:
        post(writing, job.address, told, now)

    return tell
