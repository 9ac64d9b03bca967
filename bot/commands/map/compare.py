"""Maps beside each other: personas of one study, published versions, or studies.

Law: a lead sees it in private; each side is what was published, under its own minimum groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.answers import find_or_say, tells
from reisleider.bot.commands.command import Command, Look, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.publish import compile_persona, latest_map, persona_called, published_map
from reisleider.bot.work import Tell, slow
from reisleider.flows.effects import Notify
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message
from reisleider.flows.synthesis.measures.difference import compare
from reisleider.renderers.chat.comparison import draw_comparison, show_comparison
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import studies, versions
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

MOST = 6  # sides of one comparison, as many as there are marks for
MayRead = Callable[[str], bool]


@dataclass(frozen=True)
class Sides:
    """What is put beside each other, by name; none for all personas."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Compare(Job):
    """Tell a lead at ``address`` how the maps that words name differ; ``may``: other studies that they lead."""

    kind: ClassVar[str] = "compare"
    address: Place
    language: str
    words: tuple[str, ...]
    may: tuple[str, ...]


def side_of(c: Connection, study: Study, name: str, may_read: MayRead) -> JourneyMap:
    """The map that a word names: a persona, a version's number, or another study. Raises Unclear for any other."""
    persona = persona_called(study, name)
    if persona is not None:
        published = compile_persona(c, study.id, persona)
        if published is None:
            raise Unclear("why.no-map", study=study.id)
        return published.journey_map
    if name.removeprefix("v").isdecimal():
        found = versions.version_of(c, study.id, None, int(name.removeprefix("v")))
        if found is not None:
            return published_map(c, study.id, found)
    other = studies.load_study(c, name)
    latest = latest_map(c, other.id) if other is not None and may_read(other.id) else None
    if latest is not None:
        return latest
    raise Unclear("compare.unknown", words=name, study=study.id, known=", ".join(one.id for one in study.personas))


def sides_of(
    c: Connection,
    study: Study,
    names: Sequence[str],
    may_read: MayRead,
) -> tuple[JourneyMap, ...]:
    """The maps that words name; without any the study's personas, at most six, those of most customers.

    Raises Unclear where a name is unknown, or there are no personas to compare.
    """
    if names:
        return tuple(side_of(c, study, name, may_read) for name in names)
    if len(study.personas) < 2:
        raise Unclear("compare.what", most=MOST)
    maps = [side_of(c, study, persona.id, may_read) for persona in study.personas]
    most = sorted(maps, key=lambda one: -one.customers.counted)[:MOST]
    return tuple(one for one in maps if one in most)


def _parse(asked: Asked) -> Sides:
    words = asked.words
    if len(words) == 1 or len(words) > MOST or (not words and len(asked.study.personas) < 2):
        raise Unclear("compare.what", most=MOST)
    return Sides(words)


def _begin(asked: Asked, wanted: Sides) -> None:
    """Look it up beside the writer; the answer comes in private. Without words: all personas."""
    others = [word for word in wanted.names if studies.load_study(asked.c, word) is not None]
    if not all(asked.may_lead(one) for one in others):
        raise Unclear("lead.refused")
    job = Compare(asked.study.id, asked.private, asked.language, wanted.names, tuple(others))
    set_timer(asked.c, job, asked.now)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def _find(look: Look, wanted: Sides) -> Message:
    """The maps beside each other, with their picture where one is wanted."""
    maps = sides_of(look.c, look.study, wanted.names, look.may_read)
    rows = compare(*maps)
    told = show_comparison(rows, maps, look.language)
    if look.picture is None or not rows:
        return told
    picture = draw_comparison(rows, maps, look.language, svg=look.picture == "svg")
    return replace(told, attachments=(picture,))


def _look_beside(c: Connection, job: Compare, now: datetime) -> Tell:
    """Compile both sides; returns what tells them."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    look = Look(c, study, ("", "", ""), job.language, now, may_read=lambda id: id in job.may)
    try:
        told = find_or_say(_find, look, Sides(job.words))
    except StudyFault:
        told = word_notice(Notify("compare.unknown"), job.language)
    return tells(told, job.address, now)


COMMAND = Command(
    "compare",
    85,
    "lead",
    _parse,
    _begin,
    _find,
    slow=(slow(Compare, _look_beside),),
    takes="some words",
    file="asked",
    told=True,
)
