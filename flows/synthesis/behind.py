"""Who stands behind each figure of a map: the same answers that it counts, person by person.

Law: nothing of this is shown or kept as it is; the ledger judges by it what may go out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from statistics import median

from reisleider.flows.journey import Journey, Study, Track
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.figures.drivers import BAD, GOOD
from reisleider.flows.synthesis.figures.peak_end import look_back
from reisleider.flows.synthesis.figures.priorities import NONE, Stakes
from reisleider.flows.synthesis.figures.routes import ways
from reisleider.flows.synthesis.figures.uncounted import nearest_face
from reisleider.flows.synthesis.measures.order import Lines, order
from reisleider.flows.synthesis.merging.cells import NOTHING, TRACKS, Cell
from reisleider.flows.synthesis.merging.merge import Mention
from reisleider.flows.synthesis.merging.own_steps import Voice, line_of, own_steps, remarks_at
from reisleider.flows.synthesis.privacy.ledger import SEGMENT, Figure, MadeOf
from reisleider.flows.synthesis.privacy.minimum import is_measured
from reisleider.flows.synthesis.reasons.counted_themes import REASONS, THEME, place_of_reasons, place_of_theme
from reisleider.flows.synthesis.reasons.themes import Reason, reasons_of

Groups = Mapping[tuple[str, str], str]
Figures = Mapping[str, Mapping[str, Figure]]
FORGOT = "forgot"  # answer id of "I don't remember": no length of time
IMPORTED, ELSEWHERE, HERE = "imported", "elsewhere", "here"
"""Where interviews were held: a kind of figure, and its values."""
FIELDS: Mapping[str, tuple[Track, str]] = {
    "faces": ("customer", "emotion"),
    "expected": ("customer", "expectation"),
    "staff-guess": ("stakeholder", "guess"),
    "staff-sure": ("stakeholder", "certainty"),
    "staff-basis": ("stakeholder", "basis"),
}
"""Kinds of figures that are one field of a touchpoint, each with its track."""


def figures_of(cells: Sequence[Cell], everyone: Sequence[Journey], group_of: Groups) -> Figures:
    """Every number of people that a map of these journeys may tell, by kind and place."""
    customers = [one for one in everyone if one.track == "customer"]
    staff = [one for one in everyone if one.track == "stakeholder"]
    found: dict[str, dict[str, Figure]] = {
        "named": {one.id: {_voice(voice): "" for voice in one.customers} for one in cells},
        "staff-named": {one.id: {_voice(voice): "" for voice in one.staff} for one in cells},
    }
    found["staff-measured"] = {
        one.id: {_voice(voice): "" for voice in one.staff if is_measured(voice)} for one in cells
    }
    for kind, (track, field) in FIELDS.items():
        found[kind] = {one.id: _chosen(one.voices(track), field) for one in cells}
    met = {one.id: {voice.journey.participant: _voice(voice) for voice in one.customers} for one in cells}
    went = ways(customers, group_of)
    for what in ("again", "nearly", "gave_up"):
        found[what] = {
            group: {met[group].get(who, Voice(who)): "" for who in getattr(walked, what)}
            for group, walked in went.items()
        }
    heard = {one.id: {voice.journey.participant: _voice(voice) for voice in one.staff} for one in cells}
    found["staff-votes"] = {
        group: {heard[group].get(who, Voice(who, group)): "" for who in people}
        for group, people in _votes(staff, group_of).items()
    }
    ends = {Voice(one.participant): str(one.end_emotion) for one in customers if one.end_emotion is not None}
    found["end"] = {"": ends}
    for what in ("recency", "outcome"):
        values = {one.participant: str(value) for one in customers if (value := getattr(one, what)) is not None}
        found[what] = {
            value: {Voice(who): "" for who, given in values.items() if given == value}
            for value in sorted(set(values.values()))
        }
    if any(one.imported for one in customers):
        found[IMPORTED] = {
            value: {Voice(one.participant): "" for one in customers if one.imported is (value == ELSEWHERE)}
            for value in (ELSEWHERE, HERE)
        }
    return found


def further_figures_of(cells: Sequence[Cell], everyone: Sequence[Journey], group_of: Groups, study: Study) -> Figures:
    """The numbers of people behind what is told of the whole journey, by the study's phases and segment facts."""
    phases, facts = [one.id for one in study.model.phases], [one.id for one in study.facts]
    customers = [one for one in everyone if one.track == "customer"]
    phase_of = {one.id: one.phase for one in cells}
    places = {phase: place for place, phase in enumerate(phases)}
    furthest: dict[str, dict[Voice, str]] = {}
    for one in customers:
        met = [phase_of.get(group, "") for group in line_of(one, group_of)]
        known = [phase for phase in met if phase in places]
        if known:
            furthest.setdefault(max(known, key=lambda phase: places[phase]), {})[Voice(one.participant)] = ""
    looks = {Voice(one.participant): look.said for one in customers if (look := look_back(one)) is not None}
    elapsed = {
        one.id: {
            _voice(voice): voice.touchpoint.elapsed
            for voice in one.customers
            if voice.touchpoint.elapsed is not None and voice.touchpoint.elapsed != FORGOT
        }
        for one in cells
    }
    segments: dict[str, dict[Voice, str]] = {}
    for one in customers:
        if one.end_emotion is not None:
            for fact in facts:
                chosen = one.facts.get(fact)
                if isinstance(chosen, str):
                    segments.setdefault(f"{fact}={chosen}", {})[Voice(one.participant, fact)] = str(one.end_emotion)
    return {"furthest": furthest, "peak-end": {"": looks}, "elapsed": elapsed, SEGMENT: segments}


def reasons_in(cells: Iterable[Cell]) -> list[Reason]:
    """Why customers chose their faces at these touchpoints."""
    return reasons_of(cells, lambda mention: _voice(mention).mention)


def figures_of_reasons(found: Iterable[Reason], ids: Mapping[str, str], hide: Callable[[str], str]) -> Figures:
    """Who gave these reasons on which side, and who named what: at each touchpoint that has a public id (``ids``), and
    over the whole. ``hide``: makes a place of words without them."""
    hidden = cache(hide)
    reasons: dict[str, dict[Voice, str]] = {}
    themes: dict[str, dict[Voice, str]] = {}
    for one in found:
        for at, step in (("", ""), (ids.get(one.at), one.step)):
            if at is None:
                continue
            reasons.setdefault(place_of_reasons(at, one.side), {})[Voice(one.who, f"{step}/{one.side}")] = ""
            for family in one.named:
                voice = Voice(one.who, f"{step}/{one.side}/{family}")
                themes.setdefault(place_of_theme(at, one.side, hidden(family)), {})[voice] = ""
    return {REASONS: reasons, THEME: themes}


def told_by(journey: Journey) -> str:
    """All of a journey that a map can tell of, for a token of it."""
    return journey.whole


def felt_of(rest: Sequence[Cell], unguessed: Sequence[Cell]) -> Figures:
    """One face per person and phase: the middle of those at steps that no touchpoint counts."""
    return {"felt": _felt(rest, "customer"), "staff-felt": _felt(unguessed, "stakeholder")}


def _felt(cells: Sequence[Cell], track: Track) -> Mapping[str, Figure]:
    chosen: dict[str, dict[str, list[int]]] = {}
    for cell in cells:
        for who, score in cell.scores(track).items():
            chosen.setdefault(cell.phase, {}).setdefault(who, []).append(score)
    return {
        phase: {Voice(who, phase): str(nearest_face(median(scores))) for who, scores in people.items()}
        for phase, people in chosen.items()
    }


def _voice(mention: Mention) -> Voice:
    """Whose answer, and to which step of theirs; called otherwise it is another step, and the answer a new one."""
    return mention.step.voice


def _chosen(voices: Iterable[Mention], field: str) -> Figure:
    rows = [(one, getattr(one.touchpoint, field)) for one in voices]
    return {_voice(one): str(value) for one, value in rows if value is not None and value != NOTHING}


def _votes(staff: Sequence[Journey], group_of: Groups) -> Mapping[str, set[str]]:
    votes: dict[str, set[str]] = {}
    for one in staff:
        for touchpoint in _top(one):
            group = group_of.get((one.interview, touchpoint))
            if group is not None:
                votes.setdefault(group, set()).add(one.participant)
    return votes


def _top(journey: Journey) -> list[str]:
    chosen = journey.facts.get("top-three")
    return [str(one) for one in chosen] if isinstance(chosen, list | tuple) else []


# --- what is no number ---------------------------------------------------------------------------------


class Makers:
    """Who makes what is no number, of the people of one map; ``reasons``: theirs, where themes may be told of them."""

    def __init__(
        self,
        cells: Mapping[str, Cell],
        journeys: Sequence[Journey],
        group_of: Groups,
        at_stake: Mapping[str, Stakes],
        reasons: Sequence[Reason] = (),
    ) -> None:
        self.cells, self.group_of, self.at_stake, self.reasons = cells, group_of, at_stake, reasons
        self.customers = [one for one in journeys if one.track == "customer"]
        self.staff = [one for one in journeys if one.track == "stakeholder"]
        self.steps = {one.interview: [step.said for step in own_steps(one)] for one in journeys}
        self.felt_at = {one.interview: _felt_at(one) for one in self.customers}
        self.lines = {one.participant: line_of(one, group_of) for one in self.customers}
        self.meeting: dict[str, list[str]] = {}  # which customers met a touchpoint
        for who, line in self.lines.items():
            for group in dict.fromkeys(line):
                self.meeting.setdefault(group, []).append(who)

    def nature(self, group: str, tracks: Iterable[Track]) -> MadeOf:
        """What a touchpoint is: its channel, its phase, whether it is a wait."""
        return {track: {_who(one): one.step.nature for one in self.cells[group].voices(track)} for track in tracks}

    def order(self, groups: Sequence[str]) -> MadeOf:
        """In which order people met these touchpoints. All of their own steps are in it, so that whoever left is not
        lost among people whose line only became another because more touchpoints are looked at."""
        return {
            track: {
                voice.journey.participant: " ".join(self.steps[voice.journey.interview])
                for group in groups
                for voice in self.cells[group].voices(track)
            }
            for track in TRACKS
        }

    def line_up(self, groups: Sequence[str], tracks: Collection[Track]) -> tuple[str, ...]:
        """These touchpoints as most people of these tracks met them. Raw."""
        return order(groups, *(self._met[track] if track in tracks else Lines(()) for track in TRACKS))

    @cached_property
    def _met(self) -> Mapping[Track, Lines]:
        people: Mapping[Track, Sequence[Journey]] = {"customer": self.customers, "stakeholder": self.staff}
        return {track: Lines([line_of(one, self.group_of) for one in journeys]) for track, journeys in people.items()}

    def moments(self) -> MadeOf:
        """What people said decided it, nearly stopped them or mattered most; and of how many steps, and how they felt,
        for a moment is one where that is more than chance makes."""
        return {
            "customer": {
                one.participant: _opened((one.decided_at, one.nearly_stopped_at, one.importance))
                + f", {self.felt_at[one.interview]})"
                for one in self.customers
            }
        }

    def faces(self) -> MadeOf:
        """Which face people chose at which step of theirs: what stands out does so among all of them."""
        return {
            "customer": {
                one.participant: self.felt_at[one.interview]
                for one in self.customers
                if any(step.emotion is not None for step in one.touchpoints)
            }
        }

    def felt(self, first: str, second: str) -> MadeOf:
        """Who chose a face at both of these touchpoints."""
        both = [self.cells[id].scores("customer").keys() for id in (first, second) if id in self.cells]
        return {"customer": dict.fromkeys(both[0] & both[1], "") if len(both) > 1 else {}}

    def importance(self, group: str) -> MadeOf:
        """In whose question about importance a touchpoint stood, and what they chose."""
        found = self.at_stake.get(group, NONE)
        return {"customer": {who: repr((who in found.most, who in found.least)) for who in found.shown}}

    def outcomes(self) -> MadeOf:
        """How it ended, and which face people chose at which step of theirs."""
        return {
            "customer": {
                one.participant: f"({one.outcome!r}, {self.felt_at[one.interview]})"
                for one in self.customers
                if one.outcome is not None
            }
        }

    def felt_by_outcome(self, group: str) -> tuple[Sequence[int], Sequence[int]]:
        """The faces at a touchpoint of those for whom it worked out, and of those for whom it did not. Raw."""
        cell = self.cells.get(group)
        scores = {} if cell is None else cell.scores("customer")
        ended = {one.participant: one.outcome for one in self.customers}
        return (
            [score for who, score in scores.items() if ended.get(who) in GOOD],
            [score for who, score in scores.items() if ended.get(who) in BAD],
        )

    def votes(self) -> MadeOf:
        """What colleagues voted for."""
        return {"stakeholder": {one.participant: " ".join(_top(one)) for one in self.staff if _top(one)}}

    def target(self, group: str) -> MadeOf:
        """What colleagues aim for at a touchpoint, and say it is today."""
        rows = {
            _who(one): repr((one.touchpoint.target, one.touchpoint.today))
            for one in self.cells[group].staff
            if one.touchpoint.target is not None or one.touchpoint.today is not None
        }
        return {"stakeholder": rows}

    def saying(self, group: str, told: str) -> MadeOf:
        """Who said this, in any words of the same form, about a touchpoint."""
        people = {
            _who(one): ""
            for one in self.cells[group].customers
            for remark in remarks_at(one.journey, one.touchpoint.id)
            if form(remark.words) == told
        }
        return {"customer": people}

    def both(self, first: str, second: str) -> MadeOf:
        """Which of two touchpoints people met first, of those who met both."""
        found: dict[str, str] = {}
        for who in self.meeting.get(first, ()):
            line = self.lines[who]
            if second in line:
                found[who] = str(line.index(first) < line.index(second))
        return {"customer": found}

    def ways(self) -> MadeOf:
        """Which steps people took, in their order."""
        return {"customer": {one.participant: " ".join(self.steps[one.interview]) for one in self.customers}}

    def at(self, groups: Iterable[str], tracks: Iterable[Track] = TRACKS) -> MadeOf:
        """Who met any of these touchpoints, and which of their own steps that was."""
        found: dict[Track, dict[str, str]] = {track: {} for track in tracks}
        for group in sorted(groups):
            for track, people in found.items():
                for one in self.cells[group].voices(track):
                    who = one.journey.participant
                    people[who] = f"{people.get(who, '')} {one.step.said}"
        return found


def _who(mention: Mention) -> str:
    return mention.journey.participant


def _opened(row: tuple[object, ...]) -> str:
    """A row as it is written, without its end: what follows is written already."""
    return repr(row)[:-1]


def _felt_at(journey: Journey) -> str:
    """Which face somebody chose at which step of theirs, as it is written."""
    found: str | None = journey.worked.get("felt")
    if found is None:
        rows = zip(own_steps(journey), journey.touchpoints, strict=True)
        found = journey.worked["felt"] = repr([(step.said, one.emotion) for step, one in rows])
    return found
