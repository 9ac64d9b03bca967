"""A published map in other words after a lead's glance: what was left out goes, what was let comes.

Law: figures stand as they went out; words come only where the map already tells of their touchpoint or phase, and
wordings that so many used that they are counted stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import JourneyMap, PhaseColumn, Point, Quote
from reisleider.flows.synthesis.figures.glances import Glances
from reisleider.flows.synthesis.figures.said import POINTS


def words_let(journeys: Iterable[Journey], glances: Glances) -> frozenset[str]:
    """Every sentence that may stand on a map, as it is printed."""
    return frozenset(
        glances.printed(one.interview, remark.words)
        for one in journeys
        if one.quotes_allowed
        for remark in one.remarks
        if not remark.forwarded and glances.let(one.interview, remark.words)
    )


def leave_words(published: JourneyMap, let: frozenset[str]) -> JourneyMap:
    """A map that went out, without what may not stand there (any more)."""
    columns = tuple(
        replace(
            one,
            quotes=tuple(quote for quote in one.quotes if quote.words in let),
            needs=tuple(point for point in one.needs if _stays(point, let)),
            opportunities=tuple(point for point in one.opportunities if _stays(point, let)),
        )
        for one in published.columns
    )
    return replace(published, columns=columns, wishes=tuple(one for one in published.wishes if one.words in let))


def word_anew(published: JourneyMap, told: JourneyMap) -> JourneyMap:
    """A map that went out with the words of ``told``, the map of the same people as they may be quoted now."""
    by_phase = {one.phase.id: one for one in told.columns}
    columns = tuple(_column(one, by_phase[one.phase.id]) for one in published.columns if one.phase.id in by_phase)
    return (
        published if len(columns) != len(published.columns) else replace(published, columns=columns, wishes=told.wishes)
    )


def _column(published: PhaseColumn, told: PhaseColumn) -> PhaseColumn:
    open_ = {one.id for one in published.touchpoints if one.named is not None}
    return replace(
        published,
        quotes=tuple(one for one in told.quotes if _has_place(one, published, open_)),
        needs=_points(published.needs, told.needs, open_),
        opportunities=_points(published.opportunities, told.opportunities, open_),
    )


def _has_place(quote: Quote, published: PhaseColumn, open_: set[str]) -> bool:
    return published.felt is not None if quote.touchpoint is None else quote.touchpoint in open_


def _points(published: Sequence[Point], told: Sequence[Point], open_: set[str]) -> tuple[Point, ...]:
    counted = [one for one in published if one.n is not None]
    single = [one for one in told if one.n is None and one.touchpoint in open_]
    return tuple([*counted, *single][:POINTS])


def _stays(point: Point, let: frozenset[str]) -> bool:
    return point.n is not None or point.words in let
