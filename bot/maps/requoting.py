"""Words the maps that are out anew, after a lead looked at quotes.

Law: what a lead left out goes from every version, post and map that was shown; what a lead let comes onto the last
version, of the people of that version; no figure changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from reisleider.bot.maps.publish import judge_again, load_journeys
from reisleider.bot.work import Tell
from reisleider.flows.journey import Journey, Persona, Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.compile import tell
from reisleider.flows.synthesis.figures.glances import Glances, look_at
from reisleider.flows.synthesis.figures.quotes import Chooser
from reisleider.flows.synthesis.reworded import leave_words, word_anew, words_let
from reisleider.storage import glances, ledgers, posts, studies, versions
from reisleider.storage.codec import Json, dump, load
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, is_set, set_timer

PAUSE = timedelta(minutes=1)  # a lead looks at several; the maps are worded anew once


@dataclass(frozen=True)
class Requote(Job):
    """Word a study's maps anew."""

    kind: ClassVar[str] = "requote"


def requote_soon(c: Connection, study: str, now: datetime) -> None:
    """Word a study's maps anew after a pause, where any is out and that is not to be done already."""
    out = versions.latest_version(c, study, None) is not None or ledgers.ledger_of(c, study) is not None
    if out and not is_set(c, Requote, study):
        set_timer(c, Requote(study), now + PAUSE)


def requote(c: Connection, job: Requote, now: datetime) -> Tell:
    """Work out how every map that is out reads now; returns what writes it. Reads only, and may take seconds."""
    study, journeys = load_journeys(c, job.subject) if studies.load_study(c, job.subject) is not None else (None, ())
    if study is None or study.words_gone_at is not None:
        return lambda _: None
    seen = glances.glances_of(c, study.id)
    held = look_at(seen, study.quotes)
    let = words_let(journeys, held)
    anew = _anew(c, study, journeys, held)

    def write(writing: Connection) -> None:
        if len(glances.glances_of(writing, study.id)) != len(seen):
            requote_soon(writing, study.id, now)
        changed = [_rewrite(writing, study.id, one, let, anew) for one in (None, *(one.id for one in study.personas))]
        if _leave(writing, study.id, let) or any(changed):
            posts.ask_redraw(writing, study.id)

    return write


def _anew(
    c: Connection, study: Study, journeys: Sequence[Journey], held: Glances
) -> dict[str | None, tuple[int, JourneyMap]]:
    """The maps of the last version's people as they may be quoted now, with the number of that version."""
    last = versions.latest_version(c, study.id, None)
    if last is None:
        return {}
    merged, judged = judge_again(c, study, journeys, last)
    found: dict[str | None, tuple[int, JourneyMap]] = {}
    views: tuple[Persona | None, ...] = (None, *study.personas)
    for persona in views:
        id = None if persona is None else persona.id
        version = versions.version_of(c, study.id, id, last.number)
        if version is not None:
            told = tell(
                merged,
                judged,
                load(JourneyMap, version.map, "version"),
                version=last.number,
                now=last.published_at,
                persona=persona,
                chooser=Chooser(glances=held),
            )
            found[id] = last.number, told
    return found


def _rewrite(
    c: Connection,
    study: str,
    persona: str | None,
    let: frozenset[str],
    anew: dict[str | None, tuple[int, JourneyMap]],
) -> bool:
    """Word every version of one view anew; whether any reads otherwise."""
    number, told = anew.get(persona, (0, None))
    changed = False
    for one in versions.versions_of(c, study, persona):
        before = load(JourneyMap, one.map, "version")
        after = leave_words(before, let)
        if told is not None and one.number == number:
            after = word_anew(after, told)
        if after != before:
            versions.rewrite(c, study, persona, one.number, dump(after))
            changed = True
    return changed


def _leave(c: Connection, study: str, let: frozenset[str]) -> bool:
    """Take what was left out from posted previews and the maps shown last; whether any post reads otherwise."""

    def without(kept: Json) -> Json:
        left: Json = dump(leave_words(load(JourneyMap, kept, "shown map"), let))
        return left

    ledgers.reword_shown(c, study, without)
    changed = False
    for one in posts.posts_of(c, study):
        if one.map is not None and (left := without(one.map)) != one.map:
            posts.keep_post(c, replace(one, map=left))
            changed = True
    return changed
