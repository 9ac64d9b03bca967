"""What one map shows on a page: its lanes, its phases, and all that is known of each touchpoint.

Law: every part of the map that has words or figures has a place here; a lane nobody filled does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseFeeling
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.renderers.page.field import Field, lay_field, level
from reisleider.renderers.page.reader_words import PageLabels, Said
from reisleider.renderers.page.said import Lane, Line, Name, Telling, fill_lanes
from reisleider.renderers.picture.drawing.icons import CHANNELS
from reisleider.renderers.words.about_phase import tell_balance, tell_feeling, tell_felt_counts, tell_hidden
from reisleider.renderers.words.about_touchpoint import (
    gap_of,
    share_of,
    tell_evidence,
    tell_expectations,
    tell_guess,
    tell_moment,
    tell_tags,
    tell_ways,
)
from reisleider.renderers.words.own_words import capitalised
from reisleider.renderers.words.signs import CONTROLS, nearest_face, tell_count

SHADES = 8  # steps in which a count's cell is tinted


@dataclass(frozen=True, slots=True)
class Count:
    """How many chose a face, as it is told; ``shade`` 0..8 and ``share`` 0..100 are their part of all."""

    score: int
    count: str
    shade: int
    share: int


@dataclass(frozen=True, slots=True)
class Card:
    """A touchpoint with everything known about it. ``at``: half steps below the best face; ``lines``: by lane."""

    touchpoint: MapTouchpoint
    number: int
    name: Said
    phase: Said | None
    icon: str | None
    share: str | None
    evidence: str
    control: str | None
    tags: tuple[str, ...]
    moment: str | None
    gap: str | None
    face: int | None
    middle: str
    at: int | None
    guessed: int | None
    counts: tuple[Count, ...]
    guesses: tuple[Count, ...]
    notes: tuple[str, ...]
    lines: Mapping[Name, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A phase that is told as a whole: its middle face and its counts; ``at`` and ``guessed`` as on a card."""

    felt: PhaseFeeling
    face: int
    at: int | None
    guessed: int | None
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase with its cards. ``hidden`` tells of more that each were named by fewer than the minimum group, ``felt``
    how customers felt at their steps without a card, with its counts; "" where there is nothing to tell."""

    name: Said
    side: str | None
    cards: tuple[Card, ...]
    hidden: str
    felt: str
    felt_counts: str
    whole: Whole | None


@dataclass(frozen=True, slots=True)
class MapView:
    """One map, ready to be written down; ``boundary`` phases lie before the first one of a customer."""

    map: JourneyMap
    persona: Said | None
    phases: tuple[PhaseView, ...]
    unplaced: tuple[Card, ...]
    lanes: tuple[Lane, ...]
    field: Field
    numbers: Mapping[str, int]
    boundary: int | None
    wishes: tuple[Line, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        return (*(card for phase in self.phases for card in phase.cards), *self.unplaced)


def view_map(journey_map: JourneyMap, labels: PageLabels) -> MapView:
    """Everything of a map, in the order a reader meets it."""
    ordered = [sorted(column.touchpoints, key=lambda one: one.position) for column in journey_map.columns]
    everyone = [*(one for phase in ordered for one in phase), *journey_map.unplaced]
    numbers = {one.id: place for place, one in enumerate(everyone, start=1)}
    told = Telling(numbers, journey_map.as_of, labels)
    lanes = fill_lanes(journey_map, told)
    cards = {one.id: _card(one, journey_map, lanes, numbers, labels) for one in everyone}
    phases = tuple(
        PhaseView(
            labels.said(column.phase.label),
            column.phase.side,
            tuple(cards[one.id] for one in phase),
            tell_hidden(column, journey_map, labels) if column.hidden else "",
            tell_feeling(column.felt, labels) if column.felt is not None else "",
            tell_felt_counts(column.felt, labels) if column.felt is not None else "",
            _whole(column.whole) if column.whole is not None else None,
        )
        for column, phase in zip(journey_map.columns, ordered, strict=True)
    )
    return MapView(
        journey_map,
        labels.said(journey_map.persona.name) if journey_map.persona is not None else None,
        phases,
        tuple(cards[one.id] for one in journey_map.unplaced),
        lanes,
        lay_field(journey_map),
        numbers,
        _boundary(journey_map),
        tuple(map(told.quote, journey_map.wishes)),
    )


def _whole(felt: PhaseFeeling) -> Whole:
    faces, guess = felt.faces, felt.guess
    return Whole(felt, nearest_face(faces.median), level(faces), level(guess), _counts(faces))


def _boundary(journey_map: JourneyMap) -> int | None:
    """How many phases lie before the first of a customer, where a buyer's phase lies before it."""
    sides = [column.phase.side for column in journey_map.columns]
    return next((at for at in range(1, len(sides)) if sides[at - 1 : at + 1] == ["buyer", "customer"]), None)


def _card(
    one: MapTouchpoint, journey_map: JourneyMap, lanes: Sequence[Lane], numbers: Mapping[str, int], labels: PageLabels
) -> Card:
    number = numbers[one.id]
    phase = next((column.phase for column in journey_map.columns if column.phase.id == one.phase), None)
    icon = "wait" if one.wait else (one.channel if one.channel in CHANNELS else "elsewhere") if one.channel else None
    largest = journey_map.gap is not None and journey_map.gap.touchpoint == one.id
    return Card(
        one,
        number,
        labels.said(one.label),
        labels.said(phase.label) if phase is not None else None,
        icon,
        share_of(one, journey_map.customers.counted),
        tell_evidence(one, labels),
        labels(f"control.{one.control}") if one.control in CONTROLS else None,
        tell_tags(one, labels),
        tell_moment(one, labels),
        _gap(one, labels) if largest else None,
        nearest_face(one.faces.median) if one.faces is not None else None,
        labels.middle(one.faces.median) if one.faces is not None else "",
        level(one.faces),
        level(one.guess),
        _counts(one.faces),
        _counts(one.guess),
        tuple(_notes(one, journey_map, labels)),
        {
            lane.name: told
            for lane in lanes
            if (told := tuple(line for cell in lane.cells for line in cell if line.number == number))
        },
    )


def _notes(one: MapTouchpoint, journey_map: JourneyMap, labels: PageLabels) -> Iterator[str]:
    """Everything else that is known of a touchpoint, a sentence each."""
    moment = tell_moment(one, labels)
    told = (
        _named(one, journey_map, labels),
        labels("why.no-faces") if one.faces is None and one.named is not None else None,
        labels("html.named-by-staff", n=one.named_by_staff) if one.named_by_staff is not None else None,
        labels("why.polarised") if one.faces is not None and one.faces.polarised else None,
        _gap(one, labels),
        labels("why.moment", why=moment) if moment is not None else None,
        labels("why.blind-spot") if one.blind_spot else None,
        labels("html.designed") if one.designed else None,
        labels("html.importance", share=tell_balance(one.importance, labels)) if one.importance is not None else None,
        *tell_ways(one, labels),
        tell_guess(one, labels),
        tell_expectations(one, labels),
    )
    return (line for line in told if line is not None)


def _named(one: MapTouchpoint, journey_map: JourneyMap, labels: PageLabels) -> str:
    if one.named is not None:
        return labels("why.named", n=one.named, of=journey_map.customers.counted)
    if one.known == "staff":
        return labels("why.staff-only")
    return labels("why.too-few", minimum=journey_map.minimums.get("customer", 3))


def _gap(one: MapTouchpoint, labels: PageLabels) -> str | None:
    gap = gap_of(one)
    if gap is None or one.guess is None or one.faces is None:
        return None
    keys = {"alike": "why.no-gap", "chance": "why.gap-chance", "same": "why.gap-same"}
    if gap in keys:
        return labels(keys[gap])
    staff, customers = labels.face(most_chosen(one.guess)), labels.face(most_chosen(one.faces))
    return capitalised(labels("map.gap", staff=staff, customers=customers), labels.language)


def _counts(faces: Faces | None) -> tuple[Count, ...]:
    """From the best face down to the worst."""
    if faces is None:
        return ()
    rows = zip((2, 1, 0, -1, -2), reversed(faces.counts), strict=True)
    return tuple(
        Count(score, tell_count(count), round(SHADES * count / faces.n), round(100 * count / faces.n))
        for score, count in rows
    )
