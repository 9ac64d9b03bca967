"""Compiles a study's map from storage, off the writer, and publishes it.

Law: a published map is a numbered version; a new one needs the minimum group of new people since the last. One that
was published under smaller groups than hold now is told anew, of the same people, under today's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.interviews.revisions import compile_script
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Journey, Persona, Study, Track
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.compile import compile_map
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.steady import steady
from reisleider.storage import interviews, overrides, people, studies, versions
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection
from reisleider.storage.versions import Version


@dataclass(frozen=True)
class Compiled:
    """A map, the journeys it was made from, how many people wait for the next version, and the number of the version
    that it was steadied by (0: none was published), with that version's map, ``last``; ``living``: its post will be
    kept up to date."""

    study: Study
    journeys: tuple[Journey, ...]
    journey_map: JourneyMap
    waiting: int = 0
    after: int = 0
    living: bool = False
    last: JourneyMap | None = None


def load_journeys(c: Connection, study_id: str, progress: Progress = unheard) -> tuple[Study, tuple[Journey, ...]]:
    """A study and the journeys of everyone who consented. Raises StudyFault where it is unknown."""
    study = studies.load_study(c, study_id)
    if study is None:
        known = ", ".join(one.id for one in studies.list_studies(c)) or "none yet"
        raise StudyFault(f"There is no study {study_id}; there are: {known}.")
    everyone = people.participants(c, study_id)
    personas = {one.id: one.persona for one in everyone}
    excluded = {one.id for one in everyone if one.excluded}
    journeys = []
    held = interviews.interviews(c, study_id)
    progress("read", 0, len(held))
    for place, interview in enumerate(held, 1):
        progress("read", place, len(held))
        source = interviews.script_source(c, interview.revision)
        if source is None or interview.state in ("declined", "withdrawn") or not interview.log:
            continue
        if interview.participant in excluded:
            continue
        script = compile_script(source, f"{interview.script}.toml")
        journeys.append(fold(script, interview, persona=personas.get(interview.participant)))
    return study, tuple(journeys)


def compile_study(
    c: Connection, study_id: str, now: datetime, persona: Persona | None = None, progress: Progress = unheard
) -> Compiled:
    """The map of a study as the next version would tell it, or one persona's as it stands; version 0, a preview."""
    study, journeys = load_journeys(c, study_id, progress)
    decided = overrides.overrides_of(c, study_id)
    told = compile_map(study, journeys, overrides=decided, version=0, now=now, persona=persona, progress=progress)
    last = versions.latest_version(c, study_id, None)
    if persona is not None or last is None:
        return Compiled(study, journeys, told)
    published = _as_published(c, study, journeys, decided, last)
    before = published
    if not {one.participant for one in journeys}.issuperset(last.respondents):
        before = _retold(study, journeys, decided, versions.versions_of(c, study.id, None))
    return Compiled(study, journeys, steady(before, told), after=last.number, last=published)


def _as_published(
    c: Connection, study: Study, journeys: Sequence[Journey], decided: Sequence[Override], version: Version
) -> JourneyMap:
    """A published version; where the smallest groups were raised since, the same people's map under those."""
    told = load(JourneyMap, version.map, "version")
    if _may_be_shown(study, told):
        return told
    until = [one for one in versions.versions_of(c, study.id, None) if one.number <= version.number]
    return _retold(study, journeys, decided, until)


def _may_be_shown(study: Study, told: JourneyMap) -> bool:
    return all(told.minimums.get(track, 0) >= minimum(study, track) for track in TRACKS)


def _retold(
    study: Study,
    journeys: Sequence[Journey],
    decided: Sequence[Override],
    published: Sequence[Version],
    persona: Persona | None = None,
) -> JourneyMap:
    """The last of these versions, told anew by who is still there, each version steadied by the one before."""
    told: JourneyMap | None = None
    for one in published:
        then = [journey for journey in journeys if journey.participant in one.respondents]
        fresh = compile_map(study, then, overrides=decided, version=one.number, now=one.published_at, persona=persona)
        told = fresh if told is None else steady(told, fresh)
    assert told is not None  # asked for only where something was published
    return told


def compile_persona(c: Connection, study_id: str, persona: Persona) -> Compiled | None:
    """One persona's map of the last published version; None where nothing is published yet.

    It is made from exactly the people of that version, so that no map of another moment can be subtracted from it.
    """
    published = versions.versions_of(c, study_id, None)
    if not published:
        return None
    study, journeys = load_journeys(c, study_id)
    then = tuple(one for one in journeys if one.participant in published[-1].respondents)
    return Compiled(study, then, _retold(study, then, overrides.overrides_of(c, study_id), published, persona))


def compile_personas(c: Connection, study_id: str) -> tuple[JourneyMap, ...]:
    """The maps of a study's personas, of the last published version: of those with enough customers to show figures.

    Nothing where fewer than two personas are told apart, or nothing is published.
    """
    study = studies.load_study(c, study_id)
    if study is None or len(study.personas) < 2:
        return ()
    found = (compile_persona(c, study_id, persona) for persona in study.personas)
    maps = (one.journey_map for one in found if one is not None)
    return tuple(one for one in maps if one.customers.counted >= one.minimums["customer"])


def persona_called(study: Study, name: str) -> Persona | None:
    """The persona with this id, or one of these names."""
    wanted = name.casefold()
    return next(
        (
            one
            for one in study.personas
            if wanted in (one.id.casefold(), *(text.casefold() for text in one.name.values()))
        ),
        None,
    )


def publish_map(c: Connection, compiled: Compiled, now: datetime) -> Compiled:
    """Make a preview the next published version, where enough new people stand behind it; else the version before.

    The minimum group of new respondents since the last version keeps the difference from revealing one person.
    """
    study, journeys = compiled.study, compiled.journeys
    respondents = {one.participant for one in journeys}
    last = versions.latest_version(c, study.id, None)
    if last is not None:
        new = new_since(last, journeys)
        if not enough(study, new) or compiled.after != last.number:
            told = compiled.last if compiled.after == last.number else None
            told = told or load(JourneyMap, last.map, "version")  # published meanwhile, under the groups of now
            return replace(compiled, journey_map=told, waiting=len(new))
    number = 1 if last is None else last.number + 1
    published = replace(compiled.journey_map, version=number)
    versions.publish(c, study.id, None, dump(published), respondents, now)
    return replace(compiled, journey_map=published)


def new_since(last: Version | None, journeys: Sequence[Journey]) -> Mapping[str, Track]:
    """Who told since a version (None: ever), with their track."""
    known = () if last is None else last.respondents
    return {one.participant: one.track for one in journeys if one.participant not in known}


def enough(study: Study, new: Mapping[str, Track]) -> bool:
    """Whether these new people are a group in every track they are of, so that none can be told by subtraction."""
    counts = [(track, list(new.values()).count(track)) for track in TRACKS]
    return bool(new) and all(count == 0 or count >= minimum(study, track) for track, count in counts)


def latest_map(c: Connection, study_id: str) -> JourneyMap | None:
    """The map that was published last, or None."""
    last = versions.latest_version(c, study_id, None)
    return None if last is None else published_map(c, study_id, last)


def published_map(c: Connection, study_id: str, version: Version) -> JourneyMap:
    """A published version as it may be shown now. Raises StudyFault where the study is unknown.

    It takes a moment only where the operator raised the smallest groups since it was published.
    """
    told = load(JourneyMap, version.map, "version")
    study = studies.load_study(c, study_id)
    if study is not None and _may_be_shown(study, told):
        return told
    study, journeys = load_journeys(c, study_id)
    return _as_published(c, study, journeys, overrides.overrides_of(c, study_id), version)
