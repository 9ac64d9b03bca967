"""The compiled journey map: what every picture, post and file is made from, privacy already applied.

Law: whatever stands here may be shown. A figure under the minimum group is None, never a small number;
no respondent can be found back by subtraction. Own words are here only with their author's consent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate
from typing import Literal

from reisleider.flows.journey import Control, Measurement, Persona, Phase, PhaseModel, Texts, Track
from reisleider.flows.languages import FIRST


@dataclass(frozen=True)
class Faces:
    """How many chose each face, from -2 to +2. Always covers at least the minimum group."""

    counts: tuple[int, int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def negative(self) -> int:
        return self.counts[0] + self.counts[1]

    @property
    def neutral(self) -> int:
        return self.counts[2]

    @property
    def positive(self) -> int:
        return self.counts[3] + self.counts[4]

    @property
    def median(self) -> float:
        """The middle face (the mean of the two middle ones for an even n), -2..+2; only places the dot."""
        upto = tuple(accumulate(self.counts))
        lower, upper = bisect_left(upto, (upto[-1] + 1) // 2), bisect_left(upto, upto[-1] // 2 + 1)
        return (lower + upper) / 2 - 2

    @property
    def polarised(self) -> bool:
        """At least 3 people at or under -1, at least 3 at or over +1, and at least 25 % each (method 4.6)."""
        return min(self.negative, self.positive) >= max(3, self.n / 4)


@dataclass(frozen=True)
class Quote:
    """A sentence somebody allowed us to show, redacted; ``score`` is the face it explains, ``touchpoint`` where."""

    words: str
    score: int | None = None
    language: str = FIRST
    touchpoint: str | None = None


@dataclass(frozen=True)
class Point:
    """Something said about a touchpoint or phase, grouped: ``n`` people (None under the minimum)."""

    words: str
    n: int | None = None
    touchpoint: str | None = None


@dataclass(frozen=True)
class Target(Point):
    """What colleagues aim for at a touchpoint, and what they say it is ``today``: the middle of ``n`` colleagues'
    figures in one unit ("2 dagen"). Which way is better is not asked, so nothing here says whether it is met."""

    today: str | None = None


@dataclass(frozen=True)
class Priority:
    """How much something matters to both sides, side by side, never added up (method 4.10).

    ``importance``: customers' most minus least over the ``n`` times it was shown, -1..+1; ``votes`` of the ``voters``
    colleagues who voted; ``impact`` and ``effort``: the middle of what colleagues gave, 1..5. None: too few, or not
    asked. ``touchpoint`` is None where it is about the phase as a whole.
    """

    words: str
    touchpoint: str | None = None
    importance: float | None = None
    n: int | None = None
    votes: int | None = None
    voters: int | None = None
    impact: float | None = None
    effort: float | None = None


ActionStatus = Literal["planned", "doing", "done", "dropped"]


@dataclass(frozen=True)
class Action:
    """What the lead decided to do: ``owner`` a team or role, ``due`` a day, ``serves`` the goal it is for."""

    words: str
    touchpoint: str | None = None
    owner: str = ""
    due: date | None = None
    status: ActionStatus = "planned"
    serves: str = ""


@dataclass(frozen=True)
class Route:
    """A way through the journey (touchpoint ids in order) that ``n`` customers, at least the minimum group, share.

    Steps are left out until so many agree, so that no one person's way can be read from it.
    """

    touchpoints: tuple[str, ...]
    n: int


Source = Literal["assumed", "told", "measured"]
"""Whose word a touchpoint is: assumed by colleagues only, told by customers, or measured too."""
Evidence = Literal["assumed", "few", "named", "confirmed", "measured"]
"""How many customers it rests on. assumed: none, colleagues only; few: fewer than the minimum group; named: the minimum
group; confirmed: at least a third of them, and 5. What was measured is no part of it, but a ``Source``: ``measured``
stands here only in maps that were published before the two were told apart, and reads as named."""
Known = Literal["both", "customers", "staff"]


@dataclass(frozen=True)
class MapTouchpoint:
    """One touchpoint of the map.

    ``named`` customers of the map's ``customers.counted`` named it (None: fewer than the minimum, or staff only).
    ``faces``: customers; ``guess``: what staff expect (each None under its minimum). ``gap``: Cliff's delta of
    guessed against given faces, -1..+1, positive where staff are rosier. ``moment``: why it is a moment of
    truth (catalogue key with ``moment_n`` people), else None. ``wait``: a wait, not an act.
    ``position``: order within its phase, from 0. ``designed``: staff say it is meant to happen. ``again``, ``nearly``,
    ``gave_up``: customers who came back to it, nearly stopped there, ended there without success (None: too few).
    ``source`` and ``evidence``: two badges, never one. ``often_worst``: in how many of ten resamples of the customers
    it is among the worst three; None: it does not stand out, chance could make so many find it unpleasant.
    ``gap_sure``: chance does not make the gap.
    ``certainty`` and ``basis``: how sure colleagues are of a guess and what it rests on; ``expectations``: customers
    who found it worse, the same or better than expected. Answer id -> people; like faces, for the minimum group only.
    """

    id: str
    label: Texts
    phase: str
    position: int
    known: Known
    channel: str | None = None
    control: Control | None = None
    named: int | None = None
    named_by_staff: int | None = None
    faces: Faces | None = None
    guess: Faces | None = None
    gap: float | None = None
    evidence: Evidence = "named"
    moment: str | None = None
    moment_n: int | None = None
    wait: bool = False
    designed: bool = False
    blind_spot: bool = False
    importance: float | None = None
    certainty: Mapping[str, int] | None = None
    basis: Mapping[str, int] | None = None
    expectations: Mapping[str, int] | None = None
    again: int | None = None
    nearly: int | None = None
    gave_up: int | None = None
    source: Source = "told"
    often_worst: int | None = None
    gap_sure: bool = False


@dataclass(frozen=True)
class Variant:
    """Two neighbours of one phase (touchpoint ids) and how many met them in this order and the other way round."""

    first: str
    second: str
    n: int
    n_other: int


@dataclass(frozen=True)
class SharedPriorities:
    """The three touchpoints colleagues think matter most and the three that do to customers; ``shared`` of them."""

    staff: tuple[str, ...]
    customers: tuple[str, ...]
    shared: int


@dataclass(frozen=True)
class PhaseFeeling:
    """How a phase felt at the ``steps`` that no touchpoint of the map counts.

    ``faces``: one per customer, the middle of those they chose there; ``guess``: the same of what colleagues expect,
    at steps whose guess no touchpoint shows. ``steps`` is None where those of the other phases would be a few people's.
    ``often_worst``: as of a touchpoint.
    """

    faces: Faces
    steps: int | None = None
    guess: Faces | None = None
    often_worst: int | None = None


@dataclass(frozen=True)
class Placement:
    """How much of what customers told stands on the map; a step is one customer at one touchpoint.

    ``shown`` of the ``told`` steps of ``people`` customers are counted at a touchpoint. ``told`` is None where the rest
    are steps of fewer than the minimum group. ``cards``: wordings of the rest that somebody can still sort.
    """

    shown: int
    told: int | None
    people: int
    cards: int = 0

    @property
    def waiting(self) -> int | None:
        """How many steps do not stand on the map; None where that may not be told."""
        return None if self.told is None else self.told - self.shown

    @property
    def share(self) -> float | None:
        """0..1: how much of what was told stands on the map; None where that may not be told."""
        return self.shown / self.told if self.told else None


@dataclass(frozen=True)
class PhaseColumn:
    """One phase of the map. ``hidden`` more touchpoints were each named by fewer than the minimum group.

    ``felt``: how customers felt at the steps of the phase that no touchpoint counts (None: too few). ``measured``: of
    its touchpoints the newest figure of each metric that was taken in from elsewhere; these are no answers of anybody.
    """

    phase: Phase
    touchpoints: tuple[MapTouchpoint, ...] = ()
    hidden: int = 0
    quotes: tuple[Quote, ...] = ()
    needs: tuple[Point, ...] = ()
    pains: tuple[Point, ...] = ()
    gains: tuple[Point, ...] = ()
    opportunities: tuple[Point, ...] = ()
    targets: tuple[Target, ...] = ()
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    felt: PhaseFeeling | None = None
    measured: tuple[Measurement, ...] = ()

    @property
    def whole(self) -> PhaseFeeling | None:
        """How the phase felt, where that can be told of the phase as a whole only: no touchpoint of it has faces."""
        return None if any(one.faces is not None for one in self.touchpoints) else self.felt


@dataclass(frozen=True)
class Turnout:
    """Who took part in one track. ``counted`` = finished + partial; ``invited`` None where nobody counted it.

    ``imported``: of how many the interview was held elsewhere and taken in (None: nobody's, or that may not be told).
    """

    finished: int
    partial: int
    invited: int | None = None
    imported: int | None = None

    @property
    def counted(self) -> int:
        return self.finished + self.partial


@dataclass(frozen=True)
class LookFirst:
    """One of the three things to look at first: a touchpoint (or phase) and why, as catalogue key and slots."""

    title: Texts
    reason: str
    slots: Mapping[str, int | str] = field(default_factory=dict)
    touchpoint: str | None = None


@dataclass(frozen=True)
class Undecided:
    """That nothing can be said yet of where it hurts most: chance could make every difference between touchpoints.

    ``more``: about how many more customers could show it, if they say what these did; None: they differ too little.
    ``first``: what stands on top so far, which is no claim (None: fewer than the minimum group found it unpleasant).
    """

    more: int | None
    first: LookFirst | None = None


@dataclass(frozen=True)
class LargestGap:
    """Where staff and customers differ most: the faces most chosen on each side, and Cliff's delta."""

    touchpoint: str
    label: Texts
    staff_face: int
    customer_face: int
    delta: float


@dataclass(frozen=True)
class Reach:
    """How many customers came as far as a phase: told a step in it or in a later one. ``nearly`` and ``stopped``: who
    nearly stopped at a touchpoint of it, and who stopped there, as far as its touchpoints tell (None: none does)."""

    phase: str
    reached: int
    nearly: int | None = None
    stopped: int | None = None


@dataclass(frozen=True)
class Funnel:
    """How far customers came, phase by phase: of ``of`` customers; of ``rest`` more their furthest phase is shared by
    too few to tell. ``steps``: from the first phase to the furthest that anybody of these came to."""

    of: int
    rest: int
    steps: tuple[Reach, ...]


@dataclass(frozen=True)
class PeakEnd:
    """How the whole was looked back on, beside its moments, by the customers who gave enough faces to tell.

    Of the same people: ``peak`` is each one's face furthest from neutral (of two as far the unpleasant one), ``last``
    their last face, ``whole`` the face they gave it all. ``nearer``: to how many of them ``whole`` lies nearer to the
    middle of peak and last ("peak-end"), to the mean of all their faces ("mean"), or as near to both ("same").
    """

    peak: Faces
    last: Faces
    whole: Faces
    nearer: Mapping[str, int]

    @property
    def n(self) -> int:
        return self.whole.n


@dataclass(frozen=True)
class Elapsed:
    """How long it took from a touchpoint to the next: answer id -> customers, at least the minimum group."""

    touchpoint: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Driver:
    """A touchpoint that felt clearly other to those for whom it all worked out than to those for whom it did not:
    ``better`` or worse. No more than that is told of it, and nothing of what is cause and what is effect."""

    touchpoint: str
    better: bool


@dataclass(frozen=True)
class SegmentGroup:
    """Customers who chose one answer to a segment's question: its id and words, and the face each gave the whole, of at
    least five (None: fewer, or it may not be told beside the others)."""

    id: str
    label: Texts
    faces: Faces | None = None


@dataclass(frozen=True)
class Segment:
    """A segment fact of the study crossed with how people look back on the whole. ``differs``: the two groups (ids)
    that chance does not make so different, the more pleasant one first; None: chance can, or it cannot be told."""

    id: str
    question: Texts
    groups: tuple[SegmentGroup, ...]
    differs: tuple[str, str] | None = None


Side = Literal["negative", "positive"]


@dataclass(frozen=True)
class Theme:
    """What customers named as the reason of a face: ``n`` of the ``of`` who gave a reason on this ``side``, at
    ``touchpoint`` (None: anywhere). ``label``: in words they share; ``denied``: as what there was not or was not so;
    ``clear``: more of them than chance makes, named it here; ``id``: by which the ledger knows its words."""

    id: str
    label: Texts
    side: Side
    n: int
    of: int
    touchpoint: str | None = None
    denied: bool = False
    clear: bool = False


@dataclass(frozen=True)
class StudyFigures:
    """What the same answers tell of the whole journey. None: too few customers to tell.

    ``outcomes``: customers whose outcome, good or bad, may be told; ``drivers``: None under thirty of those, empty
    where chance makes every difference. ``reasons``: of how many customers a reason may be told, per side; ``themes``:
    of the whole first, then in the map's order.
    """

    funnel: Funnel | None = None
    peak_end: PeakEnd | None = None
    times: tuple[Elapsed, ...] = ()
    outcomes: int = 0
    drivers: tuple[Driver, ...] | None = None
    segments: tuple[Segment, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True)
class JourneyMap:
    """A study's map at one moment, for everyone or for one persona.

    ``version`` 0 is a preview that was never published. ``assumption``: staff only, no customers yet.
    ``recency``: bucket id -> people, or None under the minimum. ``outcomes`` likewise. ``strength``: 0..1, the share
    of the saturation rule met, None where it cannot be told. ``decided``: touchpoint id -> people who knew there
    what they would choose. ``notes``: catalogue keys of honest remarks ("not enough to conclude", ...).
    ``inside_outside``: 0..1, how well colleagues as a whole know how customers fare (None: cannot be told).
    ``placement``: how much of what customers told stands on the map (None: too few customers).
    ``walked``: pairs of touchpoint ids, the earlier first, at both of which the minimum group of customers gave a face;
    only between these may a line of feeling be drawn through. ``undecided``: why nothing is to be looked at first.
    ``figures``: what more the answers tell of the whole; None on maps that were made before that was told.
    """

    study: str
    title: Texts
    goal: Texts
    organisation: str
    model: PhaseModel
    version: int
    compiled_at: datetime
    as_of: date
    languages: tuple[str, ...]
    customers: Turnout
    staff: Turnout
    minimums: Mapping[Track, int]
    columns: tuple[PhaseColumn, ...] = ()
    persona: Persona | None = None
    assumption: bool = False
    look_first: tuple[LookFirst, ...] = ()
    gap: LargestGap | None = None
    end: Faces | None = None
    recency: Mapping[str, int] | None = None
    outcomes: Mapping[str, int] | None = None
    strength: float | None = None
    wishes: tuple[Quote, ...] = ()
    unplaced: tuple[MapTouchpoint, ...] = ()
    notes: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    inside_outside: float | None = None
    priorities: SharedPriorities | None = None
    routes: tuple[Route, ...] = ()
    placement: Placement | None = None
    walked: tuple[tuple[str, str], ...] = ()
    undecided: Undecided | None = None
    figures: StudyFigures | None = None
