"""The answer to "why is delivery red?": what the map knows about one touchpoint or phase, in a few lines.

Law: from a compiled map alone, in which privacy has passed; fits one screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, Quote
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.renderers.words.about_map import tell_stamp
from reisleider.renderers.words.about_phase import tell_feeling, tell_felt_counts, tell_measured
from reisleider.renderers.words.about_touchpoint import (
    gap_of,
    tell_evidence,
    tell_expectations,
    tell_guess,
    tell_moment,
    tell_ways,
)
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.renderers.words.signs import tell_count
from reisleider.renderers.words.slots import FACES

LINES = 6  # touchpoints told of one phase


def explain(journey_map: JourneyMap, what: MapTouchpoint | PhaseColumn, language: str) -> Message:
    """Why something looks on the map as it does."""
    labels = Labels(language)
    if isinstance(what, PhaseColumn):
        title, lines = labels.pick(what.phase.label), list(_phase(what, labels, journey_map.minimums["customer"]))
    else:
        title, lines = shorten(labels.pick(what.label)), list(_touchpoint(journey_map, what, labels))
    spans = [Span(title, "bold"), *(Span(f"\n{line}") for line in lines)]
    for one in _quotes(journey_map, what):
        spans.extend((Span("\n"), Span(f"“{one.words}”", "quote")))
    stamp = tell_stamp(journey_map, labels)
    based = labels("why.based", n=journey_map.customers.counted)
    return Message((*spans, Span(f"\n{based} {stamp}", "italic")), language=language)


def _touchpoint(journey_map: JourneyMap, one: MapTouchpoint, labels: Labels) -> Iterator[str]:
    yield _who(journey_map, one, labels)
    yield labels("why.evidence", told=tell_evidence(one, labels))
    if one.faces is not None:
        yield _spread(one.faces)
        if one.faces.polarised:
            yield labels("why.polarised")
    elif one.named is not None:
        yield labels("why.no-faces")
    yield from _gap(one, labels)
    for told in (tell_guess(one, labels), tell_expectations(one, labels)):
        if told is not None:
            yield told
    moment = tell_moment(one, labels)
    if moment is not None:
        yield labels("why.moment", why=moment)
    ways = tell_ways(one, labels)
    if ways:
        yield " · ".join(ways)
    if one.blind_spot:
        yield labels("why.blind-spot")
    for column in journey_map.columns:
        yield from (tell_measured(figure, column, labels) for figure in column.measured if figure.touchpoint == one.id)
    needs = (point for column in journey_map.columns for point in column.needs)
    yield from (labels("why.need", words=point.words) for point in needs if point.touchpoint == one.id)


def _who(journey_map: JourneyMap, one: MapTouchpoint, labels: Labels) -> str:
    if one.named is not None:
        return labels("why.named", n=one.named, of=journey_map.customers.counted)
    if one.known == "staff":
        return labels("why.staff-only")
    return labels("why.too-few", minimum=journey_map.minimums["customer"])


def _spread(faces: Faces) -> str:
    return "  ".join(f"{FACES[score]} {tell_count(faces.counts[score + 2])}" for score in range(-2, 3))


def _gap(one: MapTouchpoint, labels: Labels) -> Iterator[str]:
    gap = gap_of(one)
    if gap is None or one.guess is None or one.faces is None:
        return
    keys = {"alike": "why.no-gap", "chance": "why.gap-chance", "same": "why.gap-same"}
    if gap in keys:
        yield labels(keys[gap])
        return
    yield labels("why.gap", staff=FACES[most_chosen(one.guess)], customers=FACES[most_chosen(one.faces)], n=one.guess.n)


def _phase(column: PhaseColumn, labels: Labels, minimum: int) -> Iterator[str]:
    told = [one for one in column.touchpoints if one.faces is not None]
    told.sort(key=lambda one: (one.faces.positive - one.faces.negative if one.faces else 0, one.position))
    if not told and column.felt is None:
        yield labels("why.nothing-here")
    for one in told[:LINES]:
        if one.faces is not None:
            yield f"{shorten(labels.pick(one.label))}: {_spread(one.faces)}"
    if len(told) > LINES:
        yield labels("map.more", n=len(told) - LINES)
    if column.felt is not None:
        yield f"{tell_feeling(column.felt, labels)} ({tell_felt_counts(column.felt, labels)})"
    if column.hidden:
        yield labels("map.hidden", n=column.hidden, minimum=minimum)


def _quotes(journey_map: JourneyMap, what: MapTouchpoint | PhaseColumn) -> tuple[Quote, ...]:
    if isinstance(what, PhaseColumn):
        return what.quotes
    return tuple(one for column in journey_map.columns for one in column.quotes if one.touchpoint == what.id)
