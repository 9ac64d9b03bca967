"""The permitted answers behind a touchpoint, for whoever leads the study.

Law: looked up beside the writer; a trace goes to a lead in private only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.answers import find_or_say, tells
from reisleider.bot.commands.command import Command, Look, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.publish import latest_map, trace_published
from reisleider.bot.work import Tell, slow
from reisleider.flows.journey_map import PhaseColumn
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.messages import Message
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.renderers.chat.trace import show_trace
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import blobs, studies
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer


@dataclass(frozen=True)
class Traced:
    """The touchpoint that is meant, named loosely."""

    words: str


@dataclass(frozen=True)
class Trace(Job):
    """Tell a lead at ``address`` what stands behind the touchpoint that words name."""

    kind: ClassVar[str] = "trace"
    address: Place
    language: str
    words: str


def trace_words(
    c: Connection, study_id: str, words: str, language: str, progress: Progress = unheard
) -> Message | None:
    """What stands behind the touchpoint that is called so; None where none on the map is. Reads only."""
    published = latest_map(c, study_id)
    found = None if published is None else find_on_map(published, words)
    if found is None or isinstance(found, PhaseColumn):
        return None
    told = trace_published(c, study_id, found, progress)
    if told is None:
        return None
    digests = (digest for track in told.tracks.values() for digest in track.pictures)
    return show_trace(told, language, tuple(filter(None, (blobs.load_picture(c, digest) for digest in digests))))


def _parse(asked: Asked) -> Traced:
    if not asked.words:
        raise Unclear("trace.what")
    return Traced(" ".join(asked.words))


def _begin(asked: Asked, wanted: Traced) -> None:
    """Look it up beside the writer; the answer comes in private."""
    set_timer(asked.c, Trace(asked.study.id, asked.private, asked.language, wanted.words), asked.now)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def _find(look: Look, wanted: Traced) -> Message:
    told = trace_words(look.c, look.study.id, wanted.words, look.language, look.progress)
    if told is None:
        raise Unclear("trace.unknown", words=shorten(wanted.words))
    return told


def _look_behind(c: Connection, job: Trace, now: datetime) -> Tell:
    """Find the answers; returns what tells them."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    look = Look(c, study, ("", "", ""), job.language, now)
    return tells(find_or_say(_find, look, Traced(job.words)), job.address, now)


COMMAND = Command(
    "trace", 80, "lead", _parse, _begin, _find, slow=(slow(Trace, _look_behind),), takes="words", told=True
)
