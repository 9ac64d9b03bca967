"""Two looks behind the map: a lead traces a touchpoint to its answers, a participant gets everything about them.

Law: a trace goes to a lead in private only; a participant's file to that participant alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.maps.publish import compile_study
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Participant, Study, Track
from reisleider.flows.journey_map import PhaseColumn
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.messages import Attachment, Message
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.trace import trace
from reisleider.renderers.chat.trace import show_trace
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import overrides, people, studies
from reisleider.storage.belongings import belongings_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")


@dataclass(frozen=True)
class Trace(Job):
    """Tell a lead at ``address`` what stands behind the touchpoint that words name."""

    kind: ClassVar[str] = "trace"
    address: Place
    language: str
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


def begin_tracing(asked: Asked, study: Study, words: str) -> None:
    """Look it up beside the writer; the answer comes in private."""
    if not words:
        asked.say("trace.what", {"command": slash(asked.update)})
        return
    set_timer(asked.c, Trace(study.id, asked.private, asked.language, words), asked.now)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def look_behind(c: Connection, job: Trace, now: datetime) -> Callable[[Connection], None]:
    """Find the answers; returns what tells them."""
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    told = trace_words(c, job.subject, job.words, job.language, now)
    if told is None:
        told = word_notice(Notify("trace.unknown", {"words": shorten(job.words)}), job.language)

    def tell(writing: Connection) -> None:
        post(writing, job.address, told, now)

    return tell


def own_json(c: Connection, found: list[Participant]) -> bytes:
    """Everything about these participations of one person, as a file."""
    told = [belongings_of(c, one) for one in found]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def give_own_data(asked: Asked) -> None:
    """Send somebody everything that is stored about them, in private."""
    found = [
        who
        for study in studies.list_studies(asked.c)
        for track in TRACKS
        if (who := people.find_participant(asked.c, study.id, track, *asked.account)) is not None
    ]
    if not found:
        asked.say("mydata.none")
        return
    file = Attachment("mydata.json", "application/json", own_json(asked.c, found), "mydata")
    asked.post(asked.private, replace(asked.message("mydata.done"), attachments=(file,), only_for=None))
    if not asked.update.private:
        asked.say("invite.in-private")
