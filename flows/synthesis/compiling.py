"""Compiles many journeys into one map: a pure function of journeys, overrides, phase model and settings.

Law: the two tracks are never pooled, one respondent is one voice, and privacy has passed before anything leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from flows.journey import Control, Journey, Persona, Phase, Study, Track
from flows.journey_map import JourneyMap, Known, MapTouchpoint, PhaseColumn, Point, Quote, Turnout
from flows.synthesis import privacy, quotes
from flows.synthesis.evidence import level, strength
from flows.synthesis.gap import cliffs_delta
from flows.synthesis.merging import Group, merge
from flows.synthesis.ordering import order
from flows.synthesis.priorities import MOMENTS, Stakes, enough_negative, largest_gap, look_first, moment, stakes

POINTS = 3  # per lane and phase; what a reader takes in at a glance


def compile_map(
    study: Study,
    journeys: Sequence[Journey],
    *,
    version: int,
    now: datetime,
    persona: Persona | None = None,
) -> JourneyMap:
    """The map of a study at one moment. ``version`` 0 is a preview; ``now`` is UTC; the order of journeys is free."""
    chosen = [one for one in journeys if one.touchpoints and (persona is None or one.persona == persona.id)]
    return _Compiler(study, sorted(chosen, key=lambda one: one.interview), persona).map(version, now)


class _Compiler:
    def __init__(self, study: Study, journeys: list[Journey], persona: Persona | None) -> None:
        self.study = study
        self.persona = persona
        self.journeys = journeys
        self.customers = [one for one in journeys if one.track == "customer"]
        self.staff = [one for one in journeys if one.track == "stakeholder"]
        split = 5 if persona is not None else 0  # any persona or segment split: five (method 4.12)
        self.least: Mapping[Track, int] = {
            "customer": max(privacy.minimum(study, "customer"), split),
            "stakeholder": privacy.minimum(study, "stakeholder"),
        }
        self.groups = merge(journeys, study.labels)
        self.group_of = {
            (mention.journey.interview, mention.touchpoint.id): group.id
            for group in self.groups
            for mention in group.mentions
        }
        self.stakes = stakes(self.customers, self.group_of)

    def map(self, version: int, now: datetime) -> JourneyMap:
        shown, hidden = self.touchpoints()
        shown = self.with_moments(shown)
        known_phases = {phase.id for phase in self.study.model.phases}
        columns = tuple(
            self.column(phase, [one for one in shown if one.phase == phase.id], hidden.get(phase.id, 0))
            for phase in self.study.model.phases
        )
        counted = len(self.customers)
        least = self.least["customer"]
        return JourneyMap(
            study=self.study.id,
            title=self.study.title,
            goal=self.study.goal,
            organisation=self.study.organisation,
            model=self.study.model,
            version=version,
            compiled_at=now,
            as_of=now.date(),
            languages=self.study.languages,
            customers=self.turnout("customer", self.customers),
            staff=self.turnout("stakeholder", self.staff),
            minimums=self.least,
            columns=columns,
            persona=self.persona,
            assumption=not self.customers and bool(self.staff),
            look_first=look_first(shown, least),
            gap=largest_gap(shown),
            end=privacy.faces_of([one.end_emotion for one in self.customers if one.end_emotion is not None], least),
            recency=privacy.tally([one.recency for one in self.customers if one.recency], counted, least),
            outcomes=privacy.tally([one.outcome for one in self.customers if one.outcome], counted, least),
            strength=strength([self.themes(one) for one in self.customers]),
            wishes=self.wishes(),
            unplaced=tuple(one for one in shown if one.phase not in known_phases),
            notes=self.notes(shown),
        )

    def themes(self, journey: Journey) -> frozenset[str]:
        return frozenset(self.group_of[journey.interview, one.id] for one in journey.touchpoints)

    def turnout(self, track: Track, journeys: list[Journey]) -> Turnout:
        finished = sum(one.finished for one in journeys)
        return Turnout(finished, len(journeys) - finished, self.study.invited.get(track))

    def notes(self, shown: list[MapTouchpoint]) -> tuple[str, ...]:
        notes = []
        if self.customers and len(self.customers) < self.least["customer"]:
            notes.append("note.too-few")
        if self.customers and not any(one.faces is not None for one in shown):
            notes.append("note.no-faces")
        if self.staff and len(self.staff) < self.least["stakeholder"]:
            notes.append("note.too-few-staff")
        return tuple(notes)

    # --- touchpoints -------------------------------------------------------------------------------

    def touchpoints(self) -> tuple[list[MapTouchpoint], Mapping[str, int]]:
        """The touchpoints that may be shown, in order inside their phase, and how many are hidden per phase."""
        hidden: Counter[str] = Counter()
        shown: dict[str, MapTouchpoint] = {}
        for group in self.groups:
            touchpoint = self.touchpoint(group)
            if touchpoint.named is None and touchpoint.named_by_staff is None and group.label is None:
                hidden[touchpoint.phase] += 1
            else:
                shown[touchpoint.id] = touchpoint
        met = [[self.group_of[one.interview, t.id] for t in one.touchpoints] for one in self.journeys]
        ordered: list[MapTouchpoint] = []
        for phase in dict.fromkeys(one.phase for one in shown.values()):
            ids = order([id for id, one in shown.items() if one.phase == phase], met)
            ordered.extend(_at(shown[id], place) for place, id in enumerate(ids))
        return ordered, hidden

    def touchpoint(self, group: Group) -> MapTouchpoint:
        voices = group.by_respondent().values()
        customers = [one for one in voices if one.journey.track == "customer"]
        staff = [one for one in voices if one.journey.track == "stakeholder"]
        named = privacy.enough(len(customers), self.least["customer"])
        by_staff = privacy.enough(len(staff), self.least["stakeholder"])
        faces = privacy.faces_of(
            [one.touchpoint.emotion for one in customers if one.touchpoint.emotion is not None], self.least["customer"]
        )
        guess = privacy.faces_of(
            [one.touchpoint.guess for one in staff if one.touchpoint.guess is not None], self.least["stakeholder"]
        )
        told: Control | None = _majority([one.touchpoint.control for one in voices])
        control = group.label.control if group.label else told
        known: Known = "both" if customers and staff else "customers" if customers else "staff"
        stake = self.stakes.get(group.id, Stakes())
        wait = sum(one.touchpoint.wait for one in voices) * 2 > len(voices)
        measured = any(one.touchpoint.today is not None for one in staff) and by_staff is not None
        return MapTouchpoint(
            id=group.id,
            label=group.words,
            phase=self.phase(group),
            position=0,
            known=known,
            channel=None if wait else _majority([one.touchpoint.channel for one in voices]),
            control=control,
            named=named,
            named_by_staff=by_staff,
            faces=faces,
            guess=guess,
            gap=cliffs_delta(guess, faces) if guess is not None and faces is not None else None,
            evidence=level(named, len(self.customers), measured),
            wait=wait,
            designed=any(one.touchpoint.designed for one in staff) and not customers,
            blind_spot=known == "customers" and named is not None and control == "ours" and bool(self.staff),
            importance=stake.importance if stake.shown >= self.least["customer"] else None,
        )

    def phase(self, group: Group) -> str:
        if group.label is not None and group.label.phase is not None:
            return group.label.phase
        told = _majority([one.touchpoint.phase for one in group.by_respondent().values()])
        return told or ""

    def with_moments(self, shown: list[MapTouchpoint]) -> list[MapTouchpoint]:
        least = self.least["customer"]
        found = [(one, why) for one in shown if (why := moment(self.stakes.get(one.id, Stakes()), one, least))]
        found.sort(key=lambda row: (-row[1][1], row[0].id))
        reasons = {one.id: why for one, why in found[:MOMENTS]}
        return [_with_moment(one, reasons.get(one.id)) for one in shown]

    # --- what was said -----------------------------------------------------------------------------

    def column(self, phase: Phase, touchpoints: list[MapTouchpoint], hidden: int) -> PhaseColumn:
        cells = {one.id: one for one in touchpoints}
        open_cells = {id for id, one in cells.items() if one.named is not None}
        return PhaseColumn(
            phase=phase,
            touchpoints=tuple(touchpoints),
            hidden=hidden,
            quotes=self.quotes(open_cells),
            needs=self.points(("need",), open_cells),
            pains=tuple(self.pain(one) for one in touchpoints if enough_negative(one, self.least["customer"]))[:POINTS],
            gains=tuple(self.gain(one) for one in touchpoints if _enough_positive(one, self.least["customer"]))[
                :POINTS
            ],
            opportunities=(),
            targets=(),
        )

    def said(self, kinds: tuple[str, ...], cells: set[str]) -> list[tuple[Journey, str, int | None]]:
        rows = []
        for journey in self.customers:
            scores = {one.id: one.emotion for one in journey.touchpoints}
            for remark in journey.remarks:
                group = self.group_of.get((journey.interview, remark.touchpoint or ""))
                if remark.kind in kinds and group in cells:
                    rows.append((journey, remark.words, scores.get(remark.touchpoint or "")))
        return rows

    def quotes(self, cells: set[str]) -> tuple[Quote, ...]:
        return quotes.choose(self.said(("pain", "gain", "drop-off"), cells))

    def points(self, kinds: tuple[str, ...], cells: set[str]) -> tuple[Point, ...]:
        chosen = quotes.choose(self.said(kinds, cells), POINTS)
        return tuple(Point(one.words) for one in chosen)

    def pain(self, touchpoint: MapTouchpoint) -> Point:
        return Point(_first(touchpoint.label), touchpoint.faces.negative if touchpoint.faces else None, touchpoint.id)

    def gain(self, touchpoint: MapTouchpoint) -> Point:
        return Point(_first(touchpoint.label), touchpoint.faces.positive if touchpoint.faces else None, touchpoint.id)

    def wishes(self) -> tuple[Quote, ...]:
        rows = [(one, remark.words, None) for one in self.customers for remark in one.remarks if remark.kind == "wish"]
        return quotes.choose(rows, POINTS) if len(rows) >= self.least["customer"] else ()


T = TypeVar("T", bound=str)


def _majority(values: Sequence[T | None]) -> T | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda one: (-counts[one], str(one))) if counts else None


def _first(texts: Mapping[str, str]) -> str:
    return texts.get("nl") or next(iter(texts.values()), "")


def _enough_positive(touchpoint: MapTouchpoint, least: int) -> bool:
    return touchpoint.faces is not None and touchpoint.faces.positive >= max(least, touchpoint.faces.n / 2)


def _at(touchpoint: MapTouchpoint, position: int) -> MapTouchpoint:
    return replace(touchpoint, position=position)


def _with_moment(touchpoint: MapTouchpoint, why: tuple[str, int] | None) -> MapTouchpoint:
    return touchpoint if why is None else replace(touchpoint, moment=why[0], moment_n=why[1])
