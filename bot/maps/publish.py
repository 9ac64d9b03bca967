"""Compiles a study's map from storage, off the writer, and publishes it.

Law: a published map is a numbered version; it needs the minimum group of new people since the last, the first one too,
or the same people, about whose answers a lead decided something since.
Whatever is shown is judged by the study's ledger and entered in it. One that was published under smaller groups than
hold now is shown without what is under today's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reisleider.bot.maps.folding import Whose, journeys_told
from reisleider.bot.maps.resting import resting
from reisleider.bot.maps.with_actions import with_actions
from reisleider.bot.maps.workshop import workshop_of
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Journey, Persona, Study, Texts, Track
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.compile import Merged, bring_together, judge, labels_in, one_each, tell
from reisleider.flows.synthesis.figures.glances import look_at, mark_of
from reisleider.flows.synthesis.figures.quotes import Chooser, Saying
from reisleider.flows.synthesis.privacy.ledger import Judge, Ledger
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.raised import raise_minimum
from reisleider.flows.synthesis.trace import Traced, trace
from reisleider.storage import glances, interviews, ledgers, overrides, people, studies, versions
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection
from reisleider.storage.versions import Version
from reisleider.storage.written import Written


@dataclass(frozen=True)
class Looking:
    """What a lead can look at before it stands on a map, in its order and as it was said: what none has seen, and what
    was decided about. ``names``: what each of their touchpoints is called; ``glances``: how many there were."""

    unseen: tuple[Saying, ...] = ()
    decided: tuple[Saying, ...] = ()
    names: Mapping[str, Texts] = field(default_factory=dict)
    glances: int = 0


@dataclass(frozen=True)
class Compiled:
    """A map, the journeys it was made from, how many people wait for the next version, and the number of the version
    that it was steadied by (0: none was published); ``living``: its post will be kept up to date.

    ``ledger``: what is out once it is shown, written down already where the map was made in another process, and then
    the journeys tell only whose they are; ``turn``: that of the ledger it was judged by; ``personas``: their maps,
    which go out with it; ``looking``: what of all of them a lead can look at.
    """

    study: Study
    journeys: tuple[Journey, ...]
    journey_map: JourneyMap
    waiting: int = 0
    after: int = 0
    living: bool = False
    ledger: Ledger | Written | None = None
    turn: int = 0
    personas: tuple[JourneyMap, ...] = ()
    looking: Looking = field(default_factory=Looking)

    @property
    def unseen(self) -> int:
        """How many quotes wait for a lead's glance, where the study asks for one."""
        return len(self.looking.unseen) if self.study.quotes == "lead" else 0


def load_journeys(c: Connection, study_id: str, progress: Progress = unheard) -> tuple[Study, tuple[Journey, ...]]:
    """A study and the journeys of everyone who consented. Raises StudyFault where it is unknown."""
    study = studies.load_study(c, study_id)
    if study is None:
        known = ", ".join(one.id for one in studies.list_studies(c)) or "none yet"
        raise StudyFault(f"There is no study {study_id}; there are: {known}.")
    everyone = people.participants(c, study_id)
    whose = {
        one.id: Whose(one.persona, one.organisation if study.b2b else None, one.source is not None)
        for one in everyone
        if not one.excluded
    }
    return study, journeys_told(c, study_id, whose, progress)


def compile_study(c: Connection, study_id: str, now: datetime, progress: Progress = unheard) -> Compiled:
    """The map of a study as the next version would tell it; version 0, a preview. Whoever shows it tells the ledger. A
    long one is made in a process of its own, where there is one."""
    workshop = workshop_of(c)
    if workshop is not None and interviews.count_interviews(c, study_id) >= workshop.many:
        compiled, *told = workshop.ask(study_id, now) or [None]
        if isinstance(compiled, Compiled):
            journeys = (one for piece in told if isinstance(piece, tuple) for one in piece)
            return replace(compiled, journeys=tuple(one for one in journeys if isinstance(one, Journey)))
    return _compile_here(c, study_id, now, progress)


@resting()
def _compile_here(c: Connection, study_id: str, now: datetime, progress: Progress) -> Compiled:
    study, journeys = load_journeys(c, study_id, progress)
    decided = overrides.overrides_of(c, study_id)
    ledger = _ledger(c, study, journeys, decided)
    merged = bring_together(study, journeys, decided, progress)
    judged = judge(merged, ledger)
    last = versions.latest_version(c, study_id, None)
    seen = glances.glances_of(c, study_id)
    held = look_at(seen, study.quotes)
    views = [(one, Chooser(glances=held)) for one in (None, *study.personas)]
    told, *others = (
        tell(merged, judged, _before(c, study, one), version=0, now=now, persona=one, chooser=chooser)
        for one, chooser in views
    )
    choosers = [chooser for _, chooser in views]
    looking = Looking(
        _once(saying for one in choosers for saying in one.asked),
        _once(saying for one in choosers for saying in one.decided),
        labels_in(merged, judged),
        len(seen),
    )
    number = 0 if last is None else last.number
    return Compiled(
        study,
        journeys,
        told,
        after=number,
        ledger=judged.ledger,
        turn=ledger.turn,
        personas=tuple(others),
        looking=looking,
    )


def _once(said: Iterable[Saying]) -> tuple[Saying, ...]:
    """Each words of an interview once, where they were first."""
    found: dict[tuple[str, str], Saying] = {}
    for one in said:
        found.setdefault((one.journey.interview, mark_of(one.journey.interview, one.words)), one)
    return tuple(found.values())


def _before(c: Connection, study: Study, persona: Persona | None) -> JourneyMap | None:
    """The map that went out last, a version or a preview, as it may be shown now."""
    name = None if persona is None else persona.id
    shown = ledgers.shown_last(c, study.id, name)
    last = versions.latest_version(c, study.id, name) if shown is None else None
    told = load(JourneyMap, last.map, "version") if last is not None else shown
    return None if told is None else _held(c, study, told)


def _ledger(c: Connection, study: Study, journeys: Sequence[Journey], decided: Sequence[Override]) -> Ledger:
    """The ledger of a study; one that is made of what was published before there were ledgers."""
    kept = ledgers.ledger_of(c, study.id)
    if kept is not None:
        return kept
    ledger = Ledger(salt=ledgers.first_salt(c, study.id, study.created_at))
    told: JourneyMap | None = None
    for one in versions.versions_of(c, study.id, None):
        then = [journey for journey in journeys if journey.participant in one.respondents]
        merged = bring_together(study, then, decided)
        judged = judge(merged, ledger, keep_ids=True)
        told = tell(merged, judged, told, version=one.number, now=one.published_at)
        ledger = judged.ledger
    return ledger


def _as_published(c: Connection, study: Study, version: Version) -> JourneyMap:
    """A published version as it may be shown now, with what is being done about it."""
    return with_actions(c, _held(c, study, load(JourneyMap, version.map, "version")))


def _held(c: Connection, study: Study, told: JourneyMap) -> JourneyMap:
    """A map that went out; where the smallest groups were raised since, without what is under those."""
    least = {track: minimum(study, track, split=told.persona is not None) for track in TRACKS}
    if all(told.minimums.get(track, 0) >= least[track] for track in TRACKS):
        return told
    kept = ledgers.ledger_of(c, study.id)
    return raise_minimum(told, least, {} if kept is None else kept.names)


def compile_persona(c: Connection, study_id: str, persona: Persona) -> Compiled | None:
    """One persona's map as it went out with the last published version; None where none did: made now, of who is left
    of that version, it would differ from what goes out next by whoever left since."""
    last = versions.latest_version(c, study_id, None)
    study = studies.load_study(c, study_id)
    if last is None or study is None:
        return None
    kept = versions.version_of(c, study_id, persona.id, last.number)
    return None if kept is None else Compiled(study, (), _as_published(c, study, kept))


def trace_published(
    c: Connection, study_id: str, touchpoint: MapTouchpoint, progress: Progress = unheard
) -> Traced | None:
    """The answers behind a touchpoint of the last published version, of the people of that version alone."""
    last = versions.latest_version(c, study_id, None)
    if last is None:
        return None
    study, journeys = load_journeys(c, study_id, progress)
    decided = overrides.overrides_of(c, study_id)
    then = [one for one in journeys if one.participant in last.respondents]
    _, judged = judge_again(c, study, journeys, last, progress)
    group = next((group for group, public in judged.ids.items() if public == touchpoint.id), touchpoint.id)
    return trace(study, then, touchpoint, group, decided)


def judge_again(
    c: Connection, study: Study, journeys: Sequence[Journey], last: Version, progress: Progress = unheard
) -> tuple[Merged, Judge]:
    """What the people of a published version told, as it is decided about now, and what of it is out by which ids."""
    decided = overrides.overrides_of(c, study.id)
    ledger = _ledger(c, study, journeys, decided)
    kept = ledgers.ledger_of(c, study.id) is None
    merged = bring_together(study, [one for one in journeys if one.participant in last.respondents], decided, progress)
    return merged, judge(merged, ledger, keep_ids=kept)


def wording_behind(c: Connection, study_id: str, name: str) -> str | None:
    """Words that somebody used for the touchpoint that the map calls by this name, where nobody called it so: what is
    decided about these is about it. None where no touchpoint has this name."""
    study, journeys = load_journeys(c, study_id)
    decided = overrides.overrides_of(c, study_id)
    merged = bring_together(study, journeys, decided)
    judged = judge(merged, _ledger(c, study, journeys, decided))
    for cell in merged.cells:
        called = judged.names.get(judged.ids.get(cell.id, cell.id))
        if called is not None and form(name) in {form(one) for one in called.label.values()}:
            return min(one.touchpoint.words for track in TRACKS for one in cell.voices(track))
    return None


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

    The minimum group of new respondents since the last version keeps the difference from revealing one person. Of the
    first version too: without it what comes back is still a preview. Where the same people answered the same, what a
    lead decided since makes a version too.
    """
    last = versions.latest_version(c, compiled.study.id, None)
    new = new_since(last, compiled.journeys)
    if last is not None and (
        compiled.after != last.number or not (enough(compiled.study, new) or _decided_since(last, compiled))
    ):
        told = _as_published(c, compiled.study, last)  # perhaps published meanwhile, under the groups of now
        return replace(compiled, journey_map=told, waiting=len(new))
    compiled = _enter(c, compiled, now)
    if last is None and not begins(compiled.study, new_since(None, compiled.journeys)):
        return _with_actions(c, compiled)
    number = 1 if last is None else last.number + 1
    respondents = {one.participant for one in compiled.journeys}
    published = replace(compiled.journey_map, version=number)
    versions.publish(c, compiled.study.id, None, dump(published), respondents, now)
    for one in compiled.personas:
        assert one.persona is not None  # each is of one
        told = dump(replace(one, version=number))
        versions.publish(c, compiled.study.id, one.persona.id, told, respondents, now, number)
    return _with_actions(c, replace(compiled, journey_map=published))


def _decided_since(last: Version, compiled: Compiled) -> bool:
    """Whether the same people stand behind a map that tells something else than the version before."""
    if {one.participant for one in compiled.journeys} != set(last.respondents):
        return False
    told = load(JourneyMap, last.map, "version")
    now = compiled.journey_map
    if told.minimums != now.minimums:
        return False  # its groups are an operator's, and hold for the version that is out
    return replace(told, version=now.version, compiled_at=now.compiled_at, as_of=now.as_of) != now


def show_preview(c: Connection, compiled: Compiled, now: datetime) -> Compiled:
    """Tell the ledger that a preview is shown, with what is being done about it; compiled again where somebody left, a
    lead looked at a quote or another was shown meanwhile."""
    return _with_actions(c, _enter(c, compiled, now))


def _with_actions(c: Connection, compiled: Compiled) -> Compiled:
    return replace(compiled, journey_map=with_actions(c, compiled.journey_map))


def _enter(c: Connection, compiled: Compiled, now: datetime) -> Compiled:
    if is_stale(c, compiled):
        compiled = compile_study(c, compiled.study.id, now)
    if compiled.ledger is not None:
        maps = {one.persona.id: one for one in compiled.personas if one.persona is not None}
        ledgers.keep_ledger(c, compiled.study.id, compiled.ledger, {"": compiled.journey_map, **maps})
    return compiled


def is_stale(c: Connection, compiled: Compiled) -> bool:
    """Whether somebody left, a lead looked at a quote, or something else was shown, since a map was compiled."""
    here = people.present(c, compiled.study.id)
    told = {one.participant for one in compiled.journeys}
    looked = len(glances.glances_of(c, compiled.study.id)) != compiled.looking.glances
    return looked or ledgers.turn_of(c, compiled.study.id) != compiled.turn or not told <= here


def new_since(last: Version | None, journeys: Sequence[Journey]) -> Mapping[str, Track]:
    """Who told since a version (None: ever), with their track; of an organisation one (see ``one_each``)."""
    known = () if last is None else last.respondents
    voices = {one.participant for one in one_each(journeys)}
    return {
        one.participant: one.track
        for one in journeys
        if one.participant not in known and (one.organisation is None or one.participant in voices)
    }


def enough(study: Study, new: Mapping[str, Track]) -> bool:
    """Whether these new people are a group in every track they are of, so that none can be told by subtraction."""
    counts = [(track, list(new.values()).count(track)) for track in TRACKS]
    return bool(new) and all(count == 0 or count >= minimum(study, track) for track, count in counts)


def begins(study: Study, people: Mapping[str, Track]) -> bool:
    """Whether so many people told in some track that a first version can be of them."""
    told = list(people.values())
    return any(told.count(track) >= minimum(study, track) for track in TRACKS)


def shown_map(c: Connection, study: Study) -> JourneyMap | None:
    """The map of everyone that was shown last, a version or a preview, as it may be shown now; None where none was."""
    return _before(c, study, None)


def latest_map(c: Connection, study_id: str) -> JourneyMap | None:
    """The map that was published last, or None."""
    last = versions.latest_version(c, study_id, None)
    return None if last is None else published_map(c, study_id, last)


def published_map(c: Connection, study_id: str, version: Version) -> JourneyMap:
    """A published version as it may be shown now."""
    study = studies.load_study(c, study_id)
    return load(JourneyMap, version.map, "version") if study is None else _as_published(c, study, version)
