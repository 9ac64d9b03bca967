"""Compiles many journeys into one map: a pure function of journeys, overrides, phase model and settings.

Law: the two tracks are never pooled, one respondent is one voice, and privacy has passed before anything leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from reisleider.flows.codebook.codebook import confirmed
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Journey, Persona, Study, Texts, Track
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn, StudyFigures, Turnout
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.behind import (
    Makers,
    felt_of,
    figures_of,
    figures_of_reasons,
    further_figures_of,
    reasons_in,
    told_by,
)
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.figures.claims import mark_worst, sure_moments
from reisleider.flows.synthesis.figures.glances import Glance, look_at
from reisleider.flows.synthesis.figures.measured import lay_measured
from reisleider.flows.synthesis.figures.priorities import Stakes, stakes, weigh
from reisleider.flows.synthesis.figures.quotes import Chooser, quote, spoken_by
from reisleider.flows.synthesis.figures.routes import count_ways, variants, ways
from reisleider.flows.synthesis.figures.said import TOLD, column, wishes
from reisleider.flows.synthesis.figures.segments import asked
from reisleider.flows.synthesis.figures.shared_ways import share_ways
from reisleider.flows.synthesis.figures.tracks import inside_outside, shared_priorities, side_by_side
from reisleider.flows.synthesis.figures.uncounted import (
    faces_in,
    feelings,
    mostly_phases,
    phase_sayings,
    placement,
    uncounted,
)
from reisleider.flows.synthesis.measures.evidence import strength
from reisleider.flows.synthesis.measures.order import Lines, order
from reisleider.flows.synthesis.merging.cells import TRACKS, Cell, gather
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.merging.own_steps import Grouped, line_of
from reisleider.flows.synthesis.privacy.called import name_all
from reisleider.flows.synthesis.privacy.ledger import NAMED, Behind, Judge, Ledger
from reisleider.flows.synthesis.privacy.minimum import SPLIT, Guard, minimum, publish
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.reasons.themes import Reason
from reisleider.flows.synthesis.steady import steady

NO_PERSONA = "none"
"""What a customer says of whom none of the study's personas fits."""


@dataclass(frozen=True)
class Voices:
    """The journeys of one map, per track; ``elsewhere`` those of the study's other personas."""

    customers: tuple[Journey, ...]
    staff: tuple[Journey, ...]
    elsewhere: tuple[Journey, ...]

    @property
    def counted(self) -> Mapping[Track, int]:
        return {"customer": len(self.customers), "stakeholder": len(self.staff)}

    @property
    def interviews(self) -> frozenset[str]:
        return frozenset(one.interview for one in (*self.customers, *self.staff))

    @property
    def other_customers(self) -> tuple[Journey, ...]:
        return tuple(one for one in self.elsewhere if one.track == "customer")


@dataclass(frozen=True)
class Merged:
    """A study's answers brought together, before anything is hidden: raw, and of everyone. ``group_of``: (interview,
    touchpoint id) -> the id of the merged touchpoint; ``own_names``: those whose name is a lead's."""

    study: Study
    everyone: tuple[Journey, ...]
    cells: tuple[Cell, ...]
    group_of: Mapping[tuple[str, str], str]
    own_names: frozenset[str]

    @cached_property
    def reasons(self) -> Sequence[Reason]:
        """Why customers chose their faces, looked for once: the ledger and the themes both count them."""
        return reasons_in(self.cells)


def compile_map(
    study: Study,
    journeys: Sequence[Journey],
    *,
    overrides: Sequence[Override] = (),
    glances: Sequence[Glance] = (),
    version: int,
    now: datetime,
    persona: Persona | None = None,
    progress: Progress = unheard,
) -> JourneyMap:
    """The map of a study of which nothing went out yet, for everyone or for one persona (method 4).

    ``version`` 0 is a preview; ``now`` is UTC; the order of journeys is free. Journeys without any touchpoint do not
    count; where one person told twice, the finished one counts, else the latest. ``progress`` hears how far it is.
    """
    merged = bring_together(study, journeys, overrides, progress)
    chooser = Chooser(glances=look_at(glances, study.quotes))
    judged = judge(merged, Ledger())
    return tell(merged, judged, None, version=version, now=now, persona=persona, chooser=chooser)


def bring_together(
    study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = (), progress: Progress = unheard
) -> Merged:
    """What people told, as touchpoints that mean the same."""
    everyone = one_each(journeys)
    progress("merge", 0, sum(len(one.touchpoints) for one in everyone))
    groups = merge(everyone, held_labels(study, everyone, overrides), overrides, likeness_of(study))
    progress("weigh", 0, len(groups))
    group_of = Grouped(
        ((one.journey.interview, one.touchpoint.id), group.id) for group in groups for one in group.mentions
    )
    return Merged(study, everyone, gather(study, groups, overrides), group_of, confirmed(study.labels, overrides))


def judge(merged: Merged, ledger: Ledger, *, keep_ids: bool = False) -> Judge:
    """What of these answers may go out beside all that went out before. ``keep_ids``: under the ids of merging."""
    least = {track: minimum(merged.study, track) for track in TRACKS}
    personas = {one.participant: persona_of(one) for one in merged.everyone}
    people = {
        track: {one.participant: told_by(one) for one in merged.everyone if one.track == track} for track in TRACKS
    }
    told = (merged.cells, merged.everyone, merged.group_of)
    figures = {**figures_of(*told), **further_figures_of(*told, merged.study)}
    behind = Behind(figures, people, personas, merged.own_names)
    faded = merged.study.words_gone_at is not None
    judged = Judge(ledger, behind, least, SPLIT, keep_ids=keep_ids, faded=faded)
    out = {track: {at for (kind, at) in judged.standing if kind == named} for track, named in NAMED.items()}
    rest = [one for one in merged.cells if judged.ids.get(one.id) not in out["customer"]]
    unguessed = [one for one in merged.cells if not judged.counts("staff-guess", judged.ids.get(one.id, ""))]
    judged.add(felt_of(rest, unguessed))
    judged.add(figures_of_reasons(merged.reasons, judged.ids, judged.hide))
    name_all(merged.cells, judged, merged.study.model.phases)
    return judged


def tell(
    merged: Merged,
    judged: Judge,
    before: JourneyMap | None,
    *,
    version: int,
    now: datetime,
    persona: Persona | None = None,
    chooser: Chooser | None = None,
) -> JourneyMap:
    """The map of everyone or of one persona as it may go out; ``before``: the one that went out last; ``chooser``: who
    chooses its quotes, None: by the study's rule, where no lead has seen any."""
    voices = _hear(merged.everyone, persona)
    chooser = chooser or Chooser(glances=look_at((), merged.study.quotes))
    cells = {one.id: one if persona is None else one.part(voices.interviews) for one in merged.cells}
    at_stake = stakes(voices.customers, merged.group_of)
    fresh = _fresh(merged, voices, cells, at_stake, chooser, version, now, persona, labels_in(merged, judged))
    reasons = merged.reasons if persona is None else ()
    makers = Makers(cells, (*voices.customers, *voices.staff), merged.group_of, at_stake, reasons)
    told = steady(before, fresh, judged, makers, merged.own_names)
    kept = merged.study.measured if persona is None else ()
    return lay_measured(told, kept, lambda id: bool(judged.counts("staff-measured", id)))


def labels_in(merged: Merged, judged: Judge) -> Mapping[str, Texts]:
    """What each merged touchpoint is called where it is shown, by its id."""
    labels = {id: judged.names[public].label for id, public in judged.ids.items() if public in judged.names}
    return labels | {id: judged.names[id].label for id in merged.own_names if id in judged.names}


def _fresh(
    merged: Merged,
    voices: Voices,
    parts: Mapping[str, Cell],
    at_stake: Mapping[str, Stakes],
    chooser: Chooser,
    version: int,
    now: datetime,
    persona: Persona | None,
    labels: Mapping[str, Texts],
) -> JourneyMap:
    """The map as these answers alone would tell it. ``parts``: the cells with these voices alone; ``labels``: what each
    merged touchpoint is called, by its id."""
    study, group_of, cells = merged.study, merged.group_of, merged.cells
    split = {one.participant: persona_of(one) for one in merged.everyone} if persona is not None else {}
    guard = Guard({track: minimum(study, track, split=persona is not None) for track in TRACKS}, split)
    others = frozenset(one.interview for one in voices.elsewhere)
    here = {id: part for id, part in parts.items() if part.customers or part.staff}
    away = {cell.id: cell.part(others) for cell in cells}
    shown, hidden = _publish(here, away, guard, voices, labels)
    shown = _order(shown, voices, group_of)
    sure = sure_moments(shown, voices.customers, group_of)
    shown = weigh(shown, at_stake, guard, sure, stakes(voices.other_customers, group_of))
    shown = count_ways(shown, ways(voices.customers, group_of), ways(voices.other_customers, group_of), guard)
    orders = variants(shown, voices.customers, group_of, guard)
    chooser = replace(chooser, languages=spoken_by(voices.customers, guard.least["customer"]))
    spoken = study.languages[0] if study.languages else ""
    priorities = side_by_side(shown, at_stake, voices.staff, group_of, guard, spoken)
    rest = uncounted(shown, here, away)
    felt = feelings(rest, [phase.id for phase in study.model.phases], guard)
    counted = {one.phase for one in shown if one.faces is not None}
    judged = mark_worst(shown, felt, here, {phase: faces_in(rest, phase) for phase in felt.keys() - counted})
    shown, felt = judged.touchpoints, judged.felt
    columns = tuple(
        column(
            phase,
            [one for one in shown if one.phase == phase.id],
            hidden.get(phase.id, 0),
            here,
            guard,
            chooser,
            spoken,
            priorities.get(phase.id, ()),
            felt.get(phase.id),
            list(phase_sayings(rest.within((phase.id,)), felt.get(phase.id), TOLD)),
        )
        for phase in study.model.phases
    )
    invited = study.invited if persona is None else {}  # how many of one persona were asked nobody counts
    return JourneyMap(
        study=study.id,
        title=study.title,
        goal=study.goal,
        organisation=study.organisation,
        model=study.model,
        version=version,
        compiled_at=now,
        as_of=now.date(),
        languages=study.languages,
        customers=_turnout(voices.customers, invited.get("customer")),
        staff=_turnout(voices.staff, invited.get("stakeholder")),
        minimums=guard.least,
        columns=columns,
        persona=persona,
        assumption=not voices.customers and bool(voices.staff),
        end=guard.faces("customer", _ends(voices.customers), tuple(_ends(voices.other_customers))),
        recency=_tally("recency", voices, guard),
        outcomes=_tally("outcome", voices, guard),
        strength=strength([frozenset(line_of(one, group_of)) for one in voices.customers]),
        wishes=tuple(quote(one) for one in wishes(voices.customers, guard, voices.other_customers, chooser)),
        unplaced=tuple(one for one in shown if not one.phase),
        notes=_notes(columns, shown, voices, guard),
        variants=orders,
        inside_outside=inside_outside(shown),
        priorities=shared_priorities(shown, voices.staff, group_of, guard),
        routes=share_ways(shown, voices.customers, group_of, orders, guard),
        placement=placement(shown, rest, *_who(voices), guard),
        figures=StudyFigures(segments=() if persona is not None else asked(study.facts)),
    )


def one_each(journeys: Sequence[Journey]) -> tuple[Journey, ...]:
    """One journey per respondent and track, of those that name a touchpoint, by interview id; of an organisation one
    per track (method 4.2), the finished one that began last, whoever of it told it."""
    best: dict[tuple[str, Track], Journey] = {}
    for journey in sorted(journeys, key=lambda one: (one.finished, one.began_at, one.interview)):
        if journey.touchpoints:
            best[_voice_of(journey), journey.track] = journey
    return tuple(sorted(best.values(), key=lambda one: one.interview))


def _voice_of(journey: Journey) -> str:
    name = None if journey.organisation is None else journey.organisation.strip().casefold()
    return f"of {name}" if name else f"by {journey.participant}"


def persona_of(journey: Journey) -> str | None:
    """Whose journey it is: the participant's persona, else the one they said: customers of themselves, colleagues whom
    they told about."""
    told = journey.facts.get("persona" if journey.track == "stakeholder" else "own-persona")
    return journey.persona or (told if isinstance(told, str) and told != NO_PERSONA else None)


def _hear(everyone: Sequence[Journey], persona: Persona | None) -> Voices:
    here = [one for one in everyone if persona is None or persona_of(one) == persona.id]
    return Voices(
        tuple(one for one in here if one.track == "customer"),
        tuple(one for one in here if one.track == "stakeholder"),
        tuple(one for one in everyone if persona is not None and persona_of(one) != persona.id),
    )


def _publish(
    here: Mapping[str, Cell],
    away: Mapping[str, Cell],
    guard: Guard,
    voices: Voices,
    labels: Mapping[str, Texts],
) -> tuple[list[MapTouchpoint], Mapping[str, int]]:
    """What may be shown, and per phase how many touchpoints may only be counted; by too few people not even that."""
    shown: list[MapTouchpoint] = []
    hidden: Counter[str] = Counter()
    for cell in here.values():
        touchpoint = publish(cell, guard, voices.counted, labels.get(cell.id, {}), away[cell.id])
        if touchpoint is not None:
            shown.append(touchpoint)
        elif any(cell.voices(track) and voices.counted[track] >= least for track, least in guard.least.items()):
            hidden[cell.phase] += 1
    return shown, hidden


def _order(
    shown: Sequence[MapTouchpoint], voices: Voices, group_of: Mapping[tuple[str, str], str]
) -> list[MapTouchpoint]:
    """The touchpoints by phase, numbered from 0 inside it in the order in which people met them."""
    by_id = {one.id: one for one in shown}
    customers, staff = (
        Lines([line_of(one, group_of) for one in journeys]) for journeys in (voices.customers, voices.staff)
    )
    ordered: list[MapTouchpoint] = []
    for phase in sorted({one.phase for one in shown}):
        ids = order([one.id for one in shown if one.phase == phase], customers, staff)
        ordered.extend(replace(by_id[id], position=place) for place, id in enumerate(ids))
    return ordered


def _turnout(journeys: Sequence[Journey], invited: int | None) -> Turnout:
    finished = sum(one.finished for one in journeys)
    return Turnout(finished, len(journeys) - finished, invited)


def _ends(journeys: Sequence[Journey]) -> Mapping[str, int]:
    return {one.participant: one.end_emotion for one in journeys if one.end_emotion is not None}


def _tally(what: str, voices: Voices, guard: Guard) -> Mapping[str, int] | None:
    here = {one.participant: str(value) for one in voices.customers if (value := getattr(one, what)) is not None}
    away = {one.participant: str(value) for one in voices.other_customers if (value := getattr(one, what)) is not None}
    return guard.tally(here, len(voices.customers), away)


def _who(voices: Voices) -> tuple[Sequence[str], Sequence[str]]:
    """The customers of this map, and those of the study's other personas."""
    return [one.participant for one in voices.customers], [one.participant for one in voices.other_customers]


def _notes(
    columns: Sequence[PhaseColumn], shown: Sequence[MapTouchpoint], voices: Voices, guard: Guard
) -> tuple[str, ...]:
    notes = []
    if voices.customers and len(voices.customers) < guard.least["customer"]:
        notes.append("note.too-few")
    elif mostly_phases(columns):
        notes.append("note.phases-only")
    elif voices.customers and not any(one.faces is not None for one in shown):
        notes.append("note.no-faces")
    if voices.staff and len(voices.staff) < guard.least["stakeholder"]:
        notes.append("note.too-few-staff")
    if any(one.imported for one in voices.customers):
        notes.append("note.imported")
    return tuple(notes)
