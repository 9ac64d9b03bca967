"""A map that went out under smaller groups than hold now, without every figure that is under today's.

Law: nothing is counted again: what covers enough people stands as it went out, all else is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from reisleider.flows.journey import Texts, Track
from reisleider.flows.journey_map import (
    Faces,
    JourneyMap,
    MapTouchpoint,
    PhaseColumn,
    Placement,
    Point,
    Priority,
    Turnout,
)
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.figures.priorities import (
    IMPORTANT,
    decide,
    enough_negative,
    largest_gap,
    look_first,
    phases_first,
)
from reisleider.flows.synthesis.figures.said import felt, named
from reisleider.flows.synthesis.figures.shared_ways import fit
from reisleider.flows.synthesis.figures.tracks import inside_outside
from reisleider.flows.synthesis.figures.uncounted import counted_steps
from reisleider.flows.synthesis.measures.evidence import level, source
from reisleider.flows.synthesis.privacy.called import neutral, told_from
from reisleider.flows.synthesis.privacy.ledger import Name
from reisleider.flows.synthesis.privacy.minimum import Guard, known_by, leave_out_rest


def raise_minimum(
    told: JourneyMap, least: Mapping[Track, int], names: Mapping[str, Name] = MappingProxyType({})
) -> JourneyMap:
    """The map under larger groups. ``least``: people per track; ``names``: what the ledger says that touchpoints are
    called, and of how many people's words: what no longer stands has a neutral name."""
    customers, staff = least["customer"], least["stakeholder"]
    guard = Guard(least)
    called = _called(touchpoints_of(told), told, least, names)
    kept = {one.id: _touchpoint(replace(one, label=called[one.id]), told, guard) for one in touchpoints_of(told)}
    shown = {id: one for id, one in kept.items() if one.named is not None or one.named_by_staff is not None}
    columns = tuple(_column(one, shown, told, guard) for one in told.columns)
    here = [*shown.values()]
    orders = tuple(
        one
        for one in told.variants
        if min(one.n, one.n_other) >= customers and one.first in shown and one.second in shown
    )
    routes = tuple(one for one in told.routes if one.n >= customers)
    named = {id: one.named for id, one in shown.items()}
    fits = all(step in shown for one in routes for step in one.touchpoints)
    enough = [
        {value: n for value, n in (counts or {}).items() if n >= customers} for counts in (told.recency, told.outcomes)
    ]
    tallies = [leave_out_rest(counts, told.customers.counted, customers) for counts in enough]
    priorities = told.priorities
    first = look_first(here, customers) or phases_first(columns, customers)
    voted = priorities is not None and all(id in shown for id in (*priorities.staff, *priorities.customers))
    return replace(
        told,
        minimums=least,
        customers=_turnout(told.customers, guard),
        columns=columns,
        unplaced=tuple(shown[one.id] for one in told.unplaced if one.id in shown),
        look_first=first,
        undecided=None if first else decide(here, columns, told.customers.counted, customers),
        walked=told.walked if customers <= told.minimums.get("customer", 0) else (),  # of how many people is not kept
        gap=largest_gap(here),
        inside_outside=inside_outside(here),
        end=_enough(told.end, customers),
        recency=tallies[0],
        outcomes=tallies[1],
        variants=orders,
        routes=routes if fits and fit(routes, named, orders, told.customers.counted, guard) else (),
        priorities=priorities if voted and told.staff.counted >= staff else None,
        figures=told.figures if customers <= told.minimums.get("customer", 0) else None,  # of whom is not kept
        strength=told.strength if told.customers.counted >= customers else None,
        wishes=told.wishes if told.customers.counted >= customers else (),
        placement=_placement(told.placement, here, customers),
    )


def _called(
    touchpoints: Iterable[MapTouchpoint], told: JourneyMap, least: Mapping[Track, int], names: Mapping[str, Name]
) -> Mapping[str, Texts]:
    """What each touchpoint is called under larger groups."""
    found: dict[str, Name] = {}
    phases = told.model.phases
    for one in touchpoints:
        name = names.get(one.id)
        if name is None or not name.stands(least):
            name = told_from(neutral(one.channel, one.phase, phases, wait=one.wait), list(found.values()))
        found[one.id] = name
    return {id: name.label for id, name in found.items()}


def _turnout(told: Turnout, guard: Guard) -> Turnout:
    """Who took part; of how many the interview was held elsewhere only where these and the others are enough."""
    imported = _count(told.imported, guard.least["customer"])
    return replace(told, imported=guard.part("customer", imported, told.counted))


def _enough(faces: Faces | None, least: int) -> Faces | None:
    return faces if faces is not None and faces.n >= least else None


def _spread(counts: Mapping[str, int] | None, least: int) -> Mapping[str, int] | None:
    return counts if counts is not None and sum(counts.values()) >= least else None


def _count(count: int | None, least: int) -> int | None:
    return count if count is not None and count >= least else None


def _touchpoint(one: MapTouchpoint, told: JourneyMap, guard: Guard) -> MapTouchpoint:
    customers, staff = guard.least["customer"], guard.least["stakeholder"]
    named, by_staff = _count(one.named, customers), _count(one.named_by_staff, staff)
    faces, guess = _enough(one.faces, customers), _enough(one.guess, staff)
    again, nearly, gave_up, moment = (
        guard.part("customer", _count(count, customers), named)
        for count in (one.again, one.nearly, one.gave_up, one.moment_n)
    )
    known = known_by({"customer": named, "stakeholder": by_staff})
    staff_measured = one.source == "measured" and staff <= told.minimums.get("stakeholder", 0)  # of how many: not kept
    measured = staff_measured or any(one.id == figure.touchpoint for c in told.columns for figure in c.measured)
    gap = one.gap if faces is not None and guess is not None else None
    unmoved = moment is None or (one.moment == IMPORTANT and not enough_negative(one, customers))
    return replace(
        one,
        known=known,
        named=named,
        named_by_staff=by_staff,
        faces=faces,
        guess=guess,
        gap=gap,
        gap_sure=one.gap_sure and gap is not None,
        evidence=level(named, told.customers.counted, known),
        source=source(known, measured=measured),
        often_worst=None if faces is None else one.often_worst,
        importance=None if named is None else one.importance,
        certainty=_spread(one.certainty, staff),
        basis=_spread(one.basis, staff),
        expectations=_spread(one.expectations, customers),
        moment=None if unmoved else one.moment,
        moment_n=None if unmoved else moment,
        again=again,
        nearly=nearly,
        gave_up=gave_up,
        blind_spot=one.blind_spot and named is not None and told.staff.counted >= staff,
    )


def _column(column: PhaseColumn, shown: Mapping[str, MapTouchpoint], told: JourneyMap, guard: Guard) -> PhaseColumn:
    customers, staff = guard.least["customer"], guard.least["stakeholder"]
    touchpoints = tuple(shown[one.id] for one in column.touchpoints if one.id in shown)
    pains, gains = felt(touchpoints, told.languages[0] if told.languages else "", customers)
    faces = None if column.felt is None else _enough(column.felt.faces, customers)
    feeling = (
        None
        if column.felt is None or faces is None
        else replace(column.felt, steps=None, guess=_enough(column.felt.guess, staff))
    )

    def counted(one: Point) -> bool:
        return one.touchpoint in shown and shown[str(one.touchpoint)].named is not None

    def priority(one: Priority) -> Priority:
        votes = _count(one.votes, staff)
        words = named(shown[str(one.touchpoint)].label, told.languages[0] if told.languages else "")
        voters = None if votes is None else one.voters
        return replace(one, words=words, n=_count(one.n, customers), votes=votes, voters=voters)

    return replace(
        column,
        touchpoints=touchpoints,
        hidden=0,
        quotes=tuple(
            one
            for one in column.quotes
            if (one.touchpoint in shown if one.touchpoint is not None else feeling is not None)
        ),
        needs=tuple(replace(one, n=_count(one.n, customers)) for one in column.needs if counted(one)),
        opportunities=tuple(replace(one, n=_count(one.n, customers)) for one in column.opportunities if counted(one)),
        pains=pains,
        gains=gains,
        targets=tuple(one for one in column.targets if (one.n or 0) >= staff and one.touchpoint in shown),
        priorities=tuple(priority(one) for one in column.priorities if one.touchpoint in shown),
        felt=feeling,
        measured=tuple(one for one in column.measured if one.touchpoint in shown),
    )


def _placement(placement: Placement | None, shown: list[MapTouchpoint], least: int) -> Placement | None:
    if placement is None or placement.people < least:
        return None
    return Placement(counted_steps(shown), None, placement.people)
