"""A new version beside the one before: what it would tell of too few people stays as it was told.

Law: no published figure minus the same figure of the version before covers fewer than the minimum group (method 4.12);
where fewer people are new in it, the older figure stands until there are enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reisleider.flows.journey import Track
from reisleider.flows.journey_map import (
    Faces,
    JourneyMap,
    MapTouchpoint,
    PhaseColumn,
    PhaseFeeling,
    Placement,
    Point,
    Priority,
    Route,
    Target,
    Variant,
)
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.figures.priorities import decide, largest_gap, look_first, phases_first
from reisleider.flows.synthesis.figures.routes import GAVE_UP, without_rest
from reisleider.flows.synthesis.figures.said import felt
from reisleider.flows.synthesis.figures.shared_ways import fit
from reisleider.flows.synthesis.figures.tracks import inside_outside
from reisleider.flows.synthesis.figures.uncounted import counted_steps
from reisleider.flows.synthesis.measures.evidence import level
from reisleider.flows.synthesis.measures.gap import cliffs_delta
from reisleider.flows.synthesis.privacy.minimum import Guard

Counts = Mapping[str, int]


def steady(before: JourneyMap, after: JourneyMap) -> JourneyMap:
    """The later map of a study, with the figures of the earlier one wherever fewer than the minimum group changed."""
    guard = Guard(after.minimums)
    least = guard.least["customer"]
    outcomes = _tally(before.outcomes, after.outcomes, least)
    older = _by_name(before)
    steadied = [_touchpoint(_same(one, older), one, after, guard) for one in touchpoints_of(after)]
    gave_up = (outcomes or {}).get(GAVE_UP)
    told = steadied if gave_up is None else without_rest(steadied, gave_up, guard)
    by_id = {one.id: one for one in told}
    earlier = {column.phase.id: column for column in before.columns}
    orders = _variants(before.variants, after.variants, by_id, guard)
    columns = tuple(_column(earlier.get(one.phase.id), one, by_id, after, guard) for one in after.columns)
    first = look_first(told, least) or phases_first(columns, least)
    return replace(
        after,
        columns=columns,
        unplaced=tuple(by_id[one.id] for one in after.unplaced),
        look_first=first,
        undecided=None if first else decide(told, columns, after.customers.counted, least),
        walked=_walked(before, after, by_id),
        gap=largest_gap(told),
        inside_outside=inside_outside(told),
        end=_faces(before.end, after.end, least),
        recency=_tally(before.recency, after.recency, least),
        outcomes=outcomes,
        variants=orders,
        routes=_routes(before, after, by_id, orders, guard),
        placement=_placement(before.placement, after.placement, told, least),
    )


def _by_name(journey_map: JourneyMap) -> Mapping[str, MapTouchpoint]:
    """Every touchpoint by its id and by the form of its names."""
    found: dict[str, MapTouchpoint] = {}
    for one in touchpoints_of(journey_map):
        for name in (one.id, *map(form, one.label.values())):
            found.setdefault(name, one)
    return found


def _same(one: MapTouchpoint, older: Mapping[str, MapTouchpoint]) -> MapTouchpoint | None:
    return next((older[name] for name in (one.id, *map(form, one.label.values())) if name in older), None)


def _touchpoint(before: MapTouchpoint | None, after: MapTouchpoint, whole: JourneyMap, guard: Guard) -> MapTouchpoint:
    if before is None:
        return after
    customer, staff = guard.least["customer"], guard.least["stakeholder"]
    named = _count(before.named, after.named, customer)
    faces = _faces(before.faces, after.faces, customer)
    guess = _faces(before.guess, after.guess, staff)
    again, nearly, gave_up = (
        _part(_count(getattr(before, what), getattr(after, what), customer), named, guard)
        for what in ("again", "nearly", "gave_up")
    )
    moment = before if _few(before.moment_n, after.moment_n, customer) else after
    fresh = named == after.named
    judged = after if faces is after.faces else before  # what is said of a spread was said of those people
    return replace(
        after,
        named=named,
        named_by_staff=_count(before.named_by_staff, after.named_by_staff, staff),
        faces=faces,
        guess=guess,
        gap=None if guess is None or faces is None else cliffs_delta(guess, faces),
        evidence=level(named, whole.customers.counted, after.known),
        importance=after.importance if fresh or before.importance is None else before.importance,
        certainty=_spread(before.certainty, after.certainty, staff),
        basis=_spread(before.basis, after.basis, staff),
        expectations=_spread(before.expectations, after.expectations, customer),
        moment=moment.moment,
        moment_n=_part(moment.moment_n, named, guard),
        again=again,
        nearly=nearly,
        gave_up=gave_up,
        often_worst=judged.often_worst,
        gap_sure=(after if guess is after.guess and faces is after.faces else before).gap_sure,
    )


def _column(
    before: PhaseColumn | None, after: PhaseColumn, by_id: Mapping[str, MapTouchpoint], whole: JourneyMap, guard: Guard
) -> PhaseColumn:
    touchpoints = tuple(by_id[one.id] for one in after.touchpoints)
    language = whole.languages[0] if whole.languages else ""
    pains, gains = felt(touchpoints, language, guard.least["customer"])
    told = replace(after, touchpoints=touchpoints, pains=pains, gains=gains)
    if before is None:
        return told
    priorities = tuple(_priority(before.priorities, one, guard) for one in after.priorities)
    weights = {one.touchpoint: one.importance for one in priorities}
    return replace(
        told,
        touchpoints=tuple(replace(one, importance=weights.get(one.id, one.importance)) for one in touchpoints),
        needs=_points(before.needs, after.needs, "customer", guard),
        opportunities=_points(before.opportunities, after.opportunities, "customer", guard),
        targets=tuple(_target(before.targets, one, guard) for one in after.targets),
        priorities=priorities,
        felt=_feeling(before.felt, after.felt, guard),
    )


def _points(before: Sequence[Point], after: Sequence[Point], track: Track, guard: Guard) -> tuple[Point, ...]:
    older = {(form(one.words), one.touchpoint): one.n for one in before}
    return tuple(
        replace(one, n=_count(older.get((form(one.words), one.touchpoint)), one.n, guard.least[track])) for one in after
    )


def _target(before: Sequence[Target], after: Target, guard: Guard) -> Target:
    """A middle moves with one more colleague, so it is the older one as a whole that stands."""
    older = next((one for one in before if one.touchpoint == after.touchpoint), None)
    return older if older is not None and _few(older.n, after.n, guard.least["stakeholder"]) else after


def _priority(before: Sequence[Priority], after: Priority, guard: Guard) -> Priority:
    older = next((one for one in before if (one.words, one.touchpoint) == (after.words, after.touchpoint)), None)
    if older is None:
        return after
    few = _few(older.n, after.n, guard.least["customer"]) or any(
        _few(getattr(older, what), getattr(after, what), guard.least["stakeholder"]) for what in ("votes", "voters")
    )
    return older if few else after


def _routes(
    before: JourneyMap, after: JourneyMap, by_id: Mapping[str, MapTouchpoint], orders: Sequence[Variant], guard: Guard
) -> tuple[Route, ...]:
    """The ways fit together, and with how many named each step; so all of them are new, or all stand, or none does."""
    older = {one.touchpoints: one.n for one in before.routes}
    least = guard.least["customer"]
    named = {id: one.named for id, one in by_id.items()}
    fresh = all(named[one.id] == one.named for one in touchpoints_of(after))
    few = any(_few(older.get(one.touchpoints), one.n, least) for one in after.routes)
    told = after.routes if fresh and not few else before.routes
    return told if fit(told, named, orders, after.customers.counted, guard) else ()


def _placement(
    before: Placement | None, after: Placement | None, told: Sequence[MapTouchpoint], least: int
) -> Placement | None:
    """Counted steps are the touchpoints' own; what was told in all is the older figure while few people are new."""
    if after is None:
        return None
    shown = counted_steps(told)
    stands = after if before is None or not _few(before.people, after.people, least) else before
    if stands.told is None:
        return replace(after, shown=shown, told=None, people=stands.people, cards=0)
    waiting = max(0, stands.told - shown)
    if 0 < waiting < least:
        return replace(after, shown=shown, told=None, people=stands.people, cards=0)
    return replace(after, shown=shown, told=shown + waiting, people=stands.people)


def _feeling(before: PhaseFeeling | None, after: PhaseFeeling | None, guard: Guard) -> PhaseFeeling | None:
    if before is None or after is None:
        return after
    stands = before if _faces(before.faces, after.faces, guard.least["customer"]) is before.faces else after
    return replace(stands, guess=_faces(before.guess, after.guess, guard.least["stakeholder"]))


def _walked(before: JourneyMap, after: JourneyMap, by_id: Mapping[str, MapTouchpoint]) -> tuple[tuple[str, str], ...]:
    """Where both spreads stand from before, so does whether a line joins them."""
    stood = {id for id, one in by_id.items() if one.faces is not None and one.faces is not _faces_of(after).get(id)}
    was = set(before.walked)
    fresh = [pair for pair in after.walked if not stood.issuperset(pair)]
    return tuple(sorted({*fresh, *(pair for pair in was if stood.issuperset(pair))}))


def _faces_of(journey_map: JourneyMap) -> Mapping[str, Faces | None]:
    return {one.id: one.faces for one in touchpoints_of(journey_map)}


def _variants(
    before: Sequence[Variant], after: Sequence[Variant], by_id: Mapping[str, MapTouchpoint], guard: Guard
) -> tuple[Variant, ...]:
    older = {(one.first, one.second): one for one in before}
    least = guard.least["customer"]
    found = []
    for one in after:
        was = older.get((one.first, one.second), one)
        stands = was if _few(was.n, one.n, least) or _few(was.n_other, one.n_other, least) else one
        met = stands.n + stands.n_other
        if all(_part(met, by_id[id].named, guard) is not None for id in (one.first, one.second)):
            found.append(stands)
    return tuple(found)


# --- one figure ----------------------------------------------------------------------------------------


def _few(before: int | None, after: int | None, least: int) -> bool:
    return before is not None and after is not None and 0 < abs(after - before) < least


def _count(before: int | None, after: int | None, least: int) -> int | None:
    return before if _few(before, after, least) else after


def _part(count: int | None, of: int | None, guard: Guard) -> int | None:
    """A count beside the larger one it is part of, each perhaps of another version."""
    return None if count is not None and of is not None and count > of else guard.part("customer", count, of)


def _faces(before: Faces | None, after: Faces | None, least: int) -> Faces | None:
    if before is None or after is None:
        return after
    moved = sum(abs(now - then) for then, now in zip(before.counts, after.counts, strict=True))
    return before if moved < least else after


def _spread(before: Counts | None, after: Counts | None, least: int) -> Counts | None:
    if before is None or after is None:
        return after
    moved = sum(abs(after.get(value, 0) - before.get(value, 0)) for value in {*before, *after})
    return before if moved < least else after


def _tally(before: Counts | None, after: Counts | None, least: int) -> Counts | None:
    """Value by value, since a tally leaves out what too few chose."""
    if before is None or after is None:
        return after
    return {value: before[value] if _few(before.get(value), count, least) else count for value, count in after.items()}
