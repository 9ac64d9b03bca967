"""Two looks behind the map: a lead traces a touchpoint to its answers, a participant gets everything about them.

Law: a trace goes to a lead in private only; a participant's file to that participant alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

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
from reisleider.storage import overrides, people, queues, studies
from reisleider.storage.belongings import belongings_of
from reisleider.storage.people import address_of, key_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection

TRACKS: tuple[Track, ...] = ("customer", "stakeholder")


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
    data = {"address": key_of(asked.private), "language": asked.language, "words": words}
    queues.set_timer(asked.c, "trace", study.id, 0, asked.now, data)
    asked.say("trace.looking" if asked.update.private else "merge.in-private")


def look_behind(c: Connection, timer: Timer, now: datetime) -> Callable[[Connection], None]:
    """Find the answers; returns what tells them."""
    data = timer.data or {}
    if studies.load_study(c, timer.subject) is None:
        return lambda _: None
    words, language = str(data["words"]), str(data["language"])
    told = trace_words(c, timer.subject, words, language, now)
    if told is None:
        told = word_notice(Notify("trace.unknown", {"words": shorten(words)}), language)
    address = address_of(data["address"])

    def tell(writing: Connection) -> None:
        post(writing, address, told, now)

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
