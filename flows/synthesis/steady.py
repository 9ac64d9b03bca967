"""A map as it may go out: every figure is the ledger's, and what is no number stands until enough people changed it.

Law: nothing here depends on fewer people than the minimum group, beside whatever went out before (method 4.12). A
touchpoint that went out stays while the people it went out with do; what cannot be told anew is told as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reisleider.flows.journey import Track
from reisleider.flows.journey_map import (
    Elapsed,
    Faces,
    JourneyMap,
    Known,
    MapTouchpoint,
    PhaseColumn,
    PhaseFeeling,
    Placement,
    Point,
    Priority,
    Route,
    Segment,
    SharedPriorities,
    StudyFigures,
    Target,
    Theme,
    Turnout,
    Variant,
)
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.behind import ELSEWHERE, IMPORTED, Makers
from reisleider.flows.synthesis.figures.claims import sure_gaps, walked
from reisleider.flows.synthesis.figures.drivers import ENOUGH, drivers, known_outcomes
from reisleider.flows.synthesis.figures.funnel import funnel
from reisleider.flows.synthesis.figures.peak_end import peak_end
from reisleider.flows.synthesis.figures.priorities import (
    IMPORTANT,
    decide,
    enough_negative,
    largest_gap,
    look_first,
    phases_first,
)
from reisleider.flows.synthesis.figures.routes import GAVE_UP, without_rest
from reisleider.flows.synthesis.figures.said import felt, named
from reisleider.flows.synthesis.figures.segments import compare_segments
from reisleider.flows.synthesis.figures.shared_ways import fit
from reisleider.flows.synthesis.figures.tracks import inside_outside
from reisleider.flows.synthesis.figures.uncounted import counted_steps
from reisleider.flows.synthesis.measures.evidence import level, source
from reisleider.flows.synthesis.measures.gap import cliffs_delta
from reisleider.flows.synthesis.merging.cells import TRACKS
from reisleider.flows.synthesis.privacy.ledger import NAMED, SEGMENT, Judge, MadeOf
from reisleider.flows.synthesis.privacy.minimum import SPLIT, Guard, known_by, leave_out_rest
from reisleider.flows.synthesis.reasons.counted_themes import REASONS, count_themes, place_of_reasons
from reisleider.flows.synthesis.reasons.themes import SIDES, only_repeats, reasons_made_of, themes_in

T = TypeVar("T")
Counts = Mapping[str, int]


def steady(
    before: JourneyMap | None, fresh: JourneyMap, judged: Judge, makers: Makers, own_names: frozenset[str]
) -> JourneyMap:
    """The map that may go out. ``fresh``: as today's answers alone would tell it, with the ids of merged touchpoints;
    ``before``: the map of the same people that went out last, None where none did."""
    if before is not None and not judged.open:
        return replace(before, version=fresh.version)
    return _Steady(before, fresh, judged, makers, own_names).map()


class _Steady:
    def __init__(
        self,
        before: JourneyMap | None,
        fresh: JourneyMap,
        judged: Judge,
        makers: Makers,
        own_names: frozenset[str],
    ) -> None:
        self.judged, self.makers = judged, makers
        self.persona = None if fresh.persona is None else fresh.persona.id
        self.guard = Guard(fresh.minimums)
        self.least = fresh.minimums["customer"]
        self.group = {public: group for group, public in judged.ids.items()}
        self.fresh: JourneyMap = renamed(fresh, {**judged.ids, **{one: one for one in own_names}})
        self.before = before
        self.now = {one.id: one for one in touchpoints_of(self.fresh)}
        self.then = {} if before is None else {one.id: one for one in touchpoints_of(before)}
        self.customers = self._turnout(self.fresh.customers, "customer")
        self.staff = self._turnout(self.fresh.staff, "stakeholder")
        self.people = {"customer": self.customers.counted, "stakeholder": self.staff.counted}
        self.named_alone = self._named_alone(own_names)

    def _turnout(self, fresh: Turnout, track: Track) -> Turnout:
        """Who took part in what is told: those who told something since are not yet among them, who left still is."""
        told = self.judged.told[track]
        if self.persona is not None or not any(self.judged.told.values()):
            return fresh
        finished = min(fresh.finished, told)
        return replace(fresh, finished=finished, partial=told - finished)

    def counts(self, kind: str, at: str = "") -> Counts:
        return self.judged.counts(kind, at, self.persona)

    def may(self, name: str, at: str, made_of: MadeOf) -> bool:
        return self.judged.may(name, at, made_of, self.persona or "")

    def total(self, kind: str, at: str) -> int | None:
        return sum(self.counts(kind, at).values()) or None

    def faces(self, kind: str, at: str = "") -> Faces | None:
        told = self.counts(kind, at)
        if not told:
            return None
        return Faces((told.get("-2", 0), told.get("-1", 0), told.get("0", 0), told.get("1", 0), told.get("2", 0)))

    def map(self) -> JourneyMap:
        fresh, before = self.fresh, self.before
        told = sure_gaps([self.touchpoint(id) for id in self.shown()])
        outcomes = self.tally("outcome")
        gave_up = (outcomes or {}).get(GAVE_UP)
        told = told if gave_up is None else without_rest(told, gave_up, self.guard)
        moments = self.may("moments", "", self.makers.moments())
        told = [self.moment(one, fresh=moments) for one in told]
        worst = self.may("worst", "", self.makers.faces())
        told = [self.often_worst(one, fresh=worst) for one in told]
        by_phase: dict[str, list[MapTouchpoint]] = {}
        for one in told:
            by_phase.setdefault(one.phase, []).append(one)
        ordered = {phase: self.order(phase, rows) for phase, rows in by_phase.items()}
        hidden = self.hidden({one.id for one in told})
        columns = tuple(
            self.column(one, ordered.get(one.phase.id, ()), hidden.get(one.phase.id, 0)) for one in fresh.columns
        )
        columns = self.feelings(columns, worst=worst)
        told = [one for column in columns for one in column.touchpoints] + list(ordered.get("", ()))
        by_id = {one.id: one for one in told}
        orders = tuple(self.variants(by_id))
        ways = self.may("ways", "", self.makers.ways())
        customers = _at_least(self.customers, [one.named for one in told])
        customers = replace(customers, imported=(self.tally(IMPORTED) or {}).get(ELSEWHERE))
        first = look_first(told, self.least) or phases_first(columns, self.least)
        return replace(
            fresh,
            customers=customers,
            staff=_at_least(self.staff, [one.named_by_staff for one in told]),
            columns=columns,
            unplaced=tuple(ordered.get("", ())),
            look_first=first,
            undecided=None if first else decide(told, columns, customers.counted, self.least),
            walked=self.walked([one for column in columns for one in column.touchpoints]),
            gap=largest_gap(told),
            inside_outside=inside_outside(told),
            end=self.faces("end"),
            recency=self.tally("recency"),
            outcomes=outcomes,
            strength=fresh.strength if ways else before.strength if before else None,
            variants=orders,
            routes=self.routes(by_id, orders, customers.counted, fresh=ways),
            priorities=self.shared(by_id),
            placement=self.placement(told),
            figures=self.figures(told, outcomes),
        )

    # --- touchpoints -----------------------------------------------------------------------------------

    def shown(self) -> list[str]:
        """The touchpoints that stand on the map: those that enough people named, and names that may stand alone."""
        out = [
            id
            for id in dict.fromkeys([*self.now, *self.then])
            if id in self.named_alone or any(self.total(kind, id) for kind in NAMED.values())
        ]
        return list(dict.fromkeys(out))

    def _named_alone(self, own_names: frozenset[str]) -> Mapping[str, Track]:
        """The labels that too few people named to tell how many, by the track that may tell so: all of a track
        together, so that no name on the map is about fewer than the minimum group. A name that stood stays: it would go
        with the one person who told it."""
        found: dict[str, Track] = {}
        for track in reversed(TRACKS):
            here = [
                id
                for id in sorted(own_names & self.makers.cells.keys())
                if self.makers.cells[id].voices(track) and not self.total(NAMED[track], id)
            ]
            stood = [one.id for one in self.then.values() if self._stood_alone(one, track)]
            behind = self.makers.at(here, [track])
            enough = len(behind[track]) >= self.guard.least[track]  # it may have been less that was enough
            anew = here if self.may("names", track, behind) and enough else []
            found.update(dict.fromkeys((*stood, *anew), track))
        return found

    def _stood_alone(self, one: MapTouchpoint, track: Track) -> bool:
        return one.named is None and one.named_by_staff is None and (one.known == "staff") == (track == "stakeholder")

    def touchpoint(self, id: str) -> MapTouchpoint:
        counts = {track: self.total(kind, id) for track, kind in NAMED.items()}
        tracks = [track for track in TRACKS if counts[track] is not None]
        after, before = self.now.get(id), self.then.get(id)
        group = self.group.get(id, id)
        anew = group in self.makers.cells and self.may("nature", id, self.makers.nature(group, tracks))
        first = (after if anew else None) or before or after
        assert first is not None  # it is on one of both maps
        one = first if anew or before is not None else replace(first, channel=None, wait=False, designed=False)
        named, faces, guess = counts["customer"], self.faces("faces", id), self.faces("staff-guess", id)
        again, nearly, gave_up = (
            _part(self.total(kind, id), named, self.guard) for kind in ("again", "nearly", "gave_up")
        )
        importance = self.may("importance", id, self.makers.importance(group))
        weighed = after if importance else before
        known: Known = known_by(counts) if tracks or self.named_alone.get(id) != "stakeholder" else "staff"
        return replace(
            one,
            label=self.judged.names[id].label if id in self.judged.names else one.label,
            known=known,
            named=named,
            named_by_staff=counts["stakeholder"],
            faces=faces,
            guess=guess,
            gap=None if guess is None or faces is None else cliffs_delta(guess, faces),
            evidence=level(named, self.people["customer"], known),
            source=source(known, measured=self.total("staff-measured", id) is not None),
            importance=None if weighed is None else weighed.importance,
            certainty=None if guess is None else self.counts("staff-sure", id) or None,
            basis=None if guess is None else self.counts("staff-basis", id) or None,
            expectations=self.counts("expected", id) or None,
            again=again,
            nearly=nearly,
            gave_up=gave_up,
            designed=one.designed and named is None and counts["stakeholder"] is not None,
            blind_spot=named is not None
            and counts["stakeholder"] is None
            and one.control == "ours"
            and self.people["stakeholder"] >= self.guard.least["stakeholder"],
        )

    def moment(self, one: MapTouchpoint, *, fresh: bool) -> MapTouchpoint:
        """Moments of truth are chosen beside each other, so all are new, or all stand."""
        stands = (self.now if fresh else self.then).get(one.id)
        if stands is None or (stands.moment == IMPORTANT and not enough_negative(one, self.least)):
            return replace(one, moment=None, moment_n=None)
        return replace(one, moment=stands.moment, moment_n=_part(stands.moment_n, one.named, self.guard))

    def often_worst(self, one: MapTouchpoint, *, fresh: bool) -> MapTouchpoint:
        """What stands out does so among all faces at once, so all of it is new, or stands."""
        stands = (self.now if fresh else self.then).get(one.id)
        return replace(one, often_worst=None if stands is None or one.faces is None else stands.often_worst)

    def walked(self, line: Sequence[MapTouchpoint]) -> tuple[tuple[str, str], ...]:
        """Each pair by itself; one that was joined stays while its people do, however far apart its ends came to be."""
        older = frozenset() if self.before is None else frozenset(map(frozenset, self.before.walked))

        def joined(first: str, second: str, people: int) -> bool:
            stood = frozenset((first, second)) in older
            if not stood and people < self.least:
                return False
            groups = [self.group.get(id, id) for id in (first, second)]
            at = " ".join(sorted((first, second)))
            return people >= self.least if self.may("walked", at, self.makers.felt(*groups)) else stood

        cells = {one.id: self.makers.cells.get(self.group.get(one.id, one.id)) for one in line}
        return walked(line, {id: cell for id, cell in cells.items() if cell is not None}, joined, older)

    def order(self, phase: str, rows: Sequence[MapTouchpoint]) -> tuple[MapTouchpoint, ...]:
        """The touchpoints that the map tells in a phase, from 0, as those tracks met them of which enough people did;
        where the order is the older, new ones behind those that stood there. In which phase today's answers alone would
        tell a touchpoint is no part of it."""
        groups = {one.id: self.group.get(one.id, one.id) for one in rows}
        met = sorted(group for group in groups.values() if group in self.makers.cells)
        people = {
            track: told
            for track, told in self.makers.order(met).items()
            if len(told) >= self.guard.least[track]
            or self.judged.was_made("order", phase, track, self.persona or "")  # else it tells that some of them left
        }
        if self.may("order", phase, people):
            line = {group: place for place, group in enumerate(self.makers.line_up(met, people))}
            stood = {id: line[group] for id, group in groups.items() if group in line}
        else:
            stood = {one.id: one.position for one in self.then.values() if one.phase == phase}
        ranked = sorted(rows, key=lambda one: (stood.get(one.id, len(stood)), one.id))
        return tuple(replace(one, position=place) for place, one in enumerate(ranked))

    def hidden(self, shown: set[str]) -> Mapping[str, int]:
        """Per phase how many touchpoints are on no map, each of a track of which enough people met any of them."""
        rest: dict[str, list[str]] = {}
        for id, cell in self.makers.cells.items():
            if self.judged.ids.get(id, id) not in shown and (cell.customers or cell.staff):
                rest.setdefault(cell.phase, []).append(id)
        found = {}
        for column in self.fresh.columns:
            phase, groups = column.phase.id, rest.get(column.phase.id, [])
            behind = self.makers.at(groups)
            enough = {track: people for track, people in behind.items() if len(people) >= self.guard.least[track]}
            if self.may("hidden", phase, enough):
                found[phase] = sum(any(self.makers.cells[id].voices(track) for track in enough) for id in groups)
            else:
                found[phase] = next((one.hidden for one in self._columns() if one.phase.id == phase), 0)
        return found

    def _columns(self) -> Sequence[PhaseColumn]:
        return () if self.before is None else self.before.columns

    # --- phases ----------------------------------------------------------------------------------------

    def column(self, after: PhaseColumn, touchpoints: Sequence[MapTouchpoint], hidden: int) -> PhaseColumn:
        before = next((one for one in self._columns() if one.phase.id == after.phase.id), None)
        language = self.fresh.languages[0] if self.fresh.languages else ""
        pains, gains = felt(tuple(touchpoints), language, self.least)
        open_ = {one.id for one in touchpoints if one.named is not None}
        priorities = tuple(self.priorities(before.priorities if before else (), after.priorities, open_, touchpoints))
        return replace(
            after,
            touchpoints=tuple(touchpoints),
            hidden=hidden,
            quotes=tuple(one for one in after.quotes if one.touchpoint is None or one.touchpoint in open_),
            needs=tuple(self.points(before.needs if before else (), after.needs, open_)),
            opportunities=tuple(self.points(before.opportunities if before else (), after.opportunities, open_)),
            pains=pains,
            gains=gains,
            targets=tuple(self.targets(before.targets if before else (), after.targets, touchpoints)),
            priorities=priorities,
        )

    def points(self, before: Sequence[Point], after: Sequence[Point], open_: set[str]) -> Iterator[Point]:
        older = {(form(one.words), one.touchpoint): one.n for one in before}
        for one in after:
            if one.touchpoint is None or one.touchpoint not in open_:
                continue
            told, group = form(one.words), self.group.get(one.touchpoint, one.touchpoint)
            at = self.judged.hide(f"{one.touchpoint} {told}")
            anew = one.n is None or self.may("point", at, self.makers.saying(group, told))
            yield one if anew else replace(one, n=older.get((told, one.touchpoint)))

    def targets(
        self, before: Sequence[Target], after: Sequence[Target], touchpoints: Sequence[MapTouchpoint]
    ) -> Iterator[Target]:
        """A middle moves with one more colleague, so it is the older one as a whole that stands."""
        for id in (one.id for one in touchpoints):
            group = self.group.get(id, id)
            anew = group in self.makers.cells and self.may("target", id, self.makers.target(group))
            yield from (one for one in (after if anew else before) if one.touchpoint == id)

    def priorities(
        self,
        before: Sequence[Priority],
        after: Sequence[Priority],
        open_: set[str],
        touchpoints: Sequence[MapTouchpoint],
    ) -> Iterator[Priority]:
        """Importance is the touchpoint's own; votes are the ledger's, of voters that are new together or stand."""
        voters = self.may("voters", "", self.makers.votes())
        weights = {one.id: one.importance for one in touchpoints}
        names = {one.id: one.label for one in touchpoints}
        rows = {id: one for one in (*before, *after) if (id := one.touchpoint) is not None and id in weights}
        language = self.fresh.languages[0] if self.fresh.languages else ""
        for id, one in rows.items():
            source = next((row for row in (after if voters else before) if row.touchpoint == id), None)
            weight = weights[id]
            votes = None if source is None or source.votes is None else self.total("staff-votes", id)
            of = None if source is None or votes is None else source.voters
            if votes is not None and of is not None and not votes <= of:
                votes = of = None
            votes = self.guard.part("stakeholder", votes, of)
            if votes is None and (weight is None or weight <= 0):
                continue
            shown_in = next((row.n for row in (after if id in open_ else before) if row.touchpoint == id), None)
            n = _part(shown_in, self.total("named", id), self.guard) if weight is not None else None
            words = named(names[id], language)
            yield replace(one, words=words, importance=weight, n=n, votes=votes, voters=None if votes is None else of)

    def feelings(self, columns: Sequence[PhaseColumn], *, worst: bool) -> tuple[PhaseColumn, ...]:
        """How each phase felt where no touchpoint counts; steps are told of all phases anew, or as they were.
        ``worst``: whether what stands out is told anew."""
        anew = self.may("steps", "", self._rest())
        older = {one.phase.id: one.felt for one in self._columns()}
        found = []
        for one in columns:
            faces, guess = self.faces("felt", one.phase.id), self.faces("staff-felt", one.phase.id)
            stands = one.felt if anew else older.get(one.phase.id)
            steps = None if stands is None else stands.steps
            judged = one.felt if worst else older.get(one.phase.id)
            often = None if judged is None else judged.often_worst
            told = None if faces is None else PhaseFeeling(faces, steps, guess, often)
            said = tuple(quote for quote in one.quotes if quote.touchpoint is not None or told is not None)
            found.append(replace(one, felt=told, quotes=said))
        return tuple(found)

    def _rest(self) -> MadeOf:
        out = {id for id in self.now if self.total("named", id)}
        groups = [id for id in self.makers.cells if self.judged.ids.get(id) not in out]
        return self.makers.at(groups, ["customer"])

    # --- the whole -------------------------------------------------------------------------------------

    def tally(self, kind: str) -> Counts | None:
        """Every value by itself, since a tally leaves out what too few chose."""
        values = sorted(at for found, at in self.judged.standing if found == kind)
        counts = {value: count for value in values if (count := self.total(kind, value)) is not None}
        return leave_out_rest(counts, self.people["customer"], self.least)

    def figures(self, told: Sequence[MapTouchpoint], outcomes: Counts | None) -> StudyFigures:
        """What is told of the whole: numbers are the ledger's; what goes with how it ended is new, or stands."""
        phases = [one.phase.id for one in self.fresh.columns]
        known = known_outcomes(outcomes)
        by_id = {one.id: self.makers.felt_by_outcome(self.group.get(one.id, one.id)) for one in told if one.faces}
        before = None if self.before is None or self.before.figures is None else self.before.figures.drivers
        anew = known >= ENOUGH and self.may("drivers", "", self.makers.outcomes())
        found = drivers(by_id, self.least) if anew else tuple(one for one in before or () if one.touchpoint in by_id)
        return StudyFigures(
            funnel=funnel(phases, self.tally("furthest") or {}, self.people["customer"], told),
            peak_end=peak_end(self.counts("peak-end")),
            times=tuple(Elapsed(one.id, counts) for one in told if (counts := self.counts("elapsed", one.id))),
            outcomes=known,
            segments=self.segments(),
            reasons={
                side: n for side in SIDES.values() if (n := self.total(REASONS, place_of_reasons("", side))) is not None
            },
            themes=self.themes(told),
            drivers=found if known >= ENOUGH and (anew or before is not None) else None,
        )

    def segments(self) -> tuple[Segment, ...]:
        """Groups by what they are, each with the faces that the ledger lets out."""
        asked = () if self.fresh.figures is None else self.fresh.figures.segments
        end = self.total("end", "") or 0
        spreads = {
            (one.id, group.id): self.faces(SEGMENT, f"{one.id}={group.id}") for one in asked for group in one.groups
        }
        return compare_segments(asked, spreads, end, max(SPLIT, self.least))

    def themes(self, told: Sequence[MapTouchpoint]) -> tuple[Theme, ...]:
        """Which themes stand out is chosen among all reasons at once, so all are new, or all stand. Not of a persona:
        its groups are small for what is told in words."""
        if self.persona is not None:
            return ()
        reasons, ids = self.makers.reasons, self.judged.ids
        before = () if self.before is None or self.before.figures is None else self.before.figures.themes
        names = {one.id: one.label for one in told}
        chosen: Sequence[Theme] = [
            one for one in before if one.denied or not only_repeats(one.label, names.get(one.touchpoint or "", {}))
        ]
        if self.may("themes", "", reasons_made_of(reasons)):
            called = {group: names[id] for group, id in ids.items() if id in names}
            chosen = [
                Theme(self.judged.hide(one.family), one.label, one.side, 0, 0, ids.get(one.at), one.denied, one.clear)
                for one in themes_in(reasons, self.least, called)
                if not one.at or one.at in ids
            ]
        return count_themes(chosen, before, [one.id for one in told], self.total, self.guard)

    def variants(self, by_id: Mapping[str, MapTouchpoint]) -> Iterator[Variant]:
        older = {} if self.before is None else {(one.first, one.second): one for one in self.before.variants}
        after = {(one.first, one.second): one for one in self.fresh.variants}
        for pair in dict.fromkeys((*older, *after)):
            if not all(id in by_id for id in pair):
                continue
            first, second = (self.group.get(id, id) for id in pair)
            anew = self.may("both", " ".join(pair), self.makers.both(first, second))
            one = (after if anew else older).get(pair)
            if one is not None and all(
                _part(one.n + one.n_other, by_id[id].named, self.guard) is not None for id in pair
            ):
                yield one

    def routes(
        self, by_id: Mapping[str, MapTouchpoint], orders: Sequence[Variant], of: int, *, fresh: bool
    ) -> tuple[Route, ...]:
        """The ways fit together, and with how many named each step; so all of them are new, or all stand, or none."""
        named = {id: one.named for id, one in by_id.items()}

        def fitting(told: Sequence[Route]) -> bool:
            known = all(step in by_id for one in told for step in one.touchpoints)
            return known and fit(told, named, orders, of, self.guard)

        anew, older = self.fresh.routes, () if self.before is None else self.before.routes
        if fresh and fitting(anew) and self.judged.walk({one.touchpoints: one.n for one in anew}):
            return anew
        return older if fitting(older) else ()

    def shared(self, by_id: Mapping[str, MapTouchpoint]) -> SharedPriorities | None:
        """What each side finds most important: of all votes and all importance at once."""
        anew = self.may("shared", "", {**self.makers.votes(), **self.makers.moments()})
        stands = self.fresh.priorities if anew else None if self.before is None else self.before.priorities
        known = stands is not None and all(id in by_id for id in (*stands.staff, *stands.customers))
        return stands if known else None

    def placement(self, told: Sequence[MapTouchpoint]) -> Placement | None:
        """Counted steps are the touchpoints' own; what waits is told where enough people tell it anew."""
        after, before = self.fresh.placement, None if self.before is None else self.before.placement
        shown = counted_steps(told)
        anew = self.may("waiting", "", self._rest())
        people = max([self.people["customer"], *(one.named or 0 for one in told)])
        if after is None and before is None:
            return None
        stands = (after if anew else before) or Placement(shown, None, people)
        if not anew and stands.shown == shown:
            return replace(stands, people=people)
        waiting = stands.waiting if anew else None
        if waiting is None or 0 < waiting < self.least:
            return Placement(shown, None, people)
        return Placement(shown, shown + waiting, people, stands.cards if waiting else 0)


def renamed(value: T, ids: Mapping[str, str]) -> T:
    """A map with other ids of its touchpoints; what stands at a touchpoint without one is left out."""

    def change(one: Any) -> Any:  # any part of a map: texts, numbers, and nouns of them
        if isinstance(one, str):
            return ids.get(one, one)
        if isinstance(one, tuple):
            return tuple(change(part) for part in one)
        if is_dataclass(one) and not isinstance(one, type):
            parts = {part.name: getattr(one, part.name) for part in fields(one)}
            new = {name: change(part) for name, part in parts.items()}
            return replace(one, **{name: part for name, part in new.items() if part is not parts[name]})
        return one

    changed: T = change(value)
    return changed


def _at_least(turnout: Turnout, named: Iterable[int | None]) -> Turnout:
    """Who took part, and no fewer than named any touchpoint: who was forgotten stays in the numbers that went out."""
    most = max((one for one in named if one is not None), default=0)
    return replace(turnout, finished=turnout.finished + max(0, most - turnout.counted))


def _part(count: int | None, of: int | None, guard: Guard) -> int | None:
    """A count beside the larger one it is part of, each perhaps of another time."""
    return None if count is not None and of is not None and count > of else guard.part("customer", count, of)
