"""The map as tables: touchpoints, distributions, gaps, priorities, targets and actions, each with its headings.

Law: plain figures and words, nothing shaped for one program; an empty cell is "not shown", never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.numbers import format_decimal

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.renderers.tables.numbering import Numbered, number_touchpoints
from reisleider.renderers.words.about_touchpoint import tell_expectations, tell_guess, tell_tags
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import capitalised
from reisleider.renderers.words.slots import FACES, in_language

Cell = str | int | float | date | None
Kind = Literal["text", "count", "figure", "signed", "share", "date"]
SCORES = (-2, -1, 0, 1, 2)


@dataclass(frozen=True)
class Heading:
    """A column: its name, its width in characters, what stands in it, and the name over several columns."""

    name: str
    width: float
    kind: Kind = "text"
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A named table; ``notes`` are lines to read below it."""

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What every table needs to speak: the fixed words, and the names of this map's phases and touchpoints."""

    journey_map: JourneyMap
    labels: Labels
    numbered: tuple[Numbered, ...]

    @property
    def language(self) -> str:
        return self.labels.language

    def title(self, key: str) -> str:
        """A fixed word as a column's name."""
        return capitalised(self.labels(key), self.language)

    def signed(self, figure: float) -> str:
        """``+0,42``: a figure in a text, always with its sign."""
        return format_decimal(figure, "+0.00;-0.00", locale=self.language)

    def phase(self, column: PhaseColumn | None) -> str:
        """A phase's name, or that there is none."""
        return self.labels("map.unplaced") if column is None else in_language(column.phase.label, self.language)

    def name(self, touchpoint: MapTouchpoint) -> str:
        """A touchpoint as it is called, whole."""
        return in_language(touchpoint.label, self.language)

    def face(self, score: int) -> str:
        """A face among words: as a sign, or by its name where the fonts have none."""
        return f"{self.labels.face(score)}:" if self.labels.drawn else FACES[score]

    def called(self, id: str | None) -> str:
        """A touchpoint's number and name by its id; empty where it is not on the map."""
        found = next((one for one in self.numbered if one.touchpoint.id == id), None)
        return "" if found is None else f"{found.number}. {self.name(found.touchpoint)}"


def words_for(journey_map: JourneyMap, language: str, *, drawn: bool = False) -> Words:
    """The words of a map in a language; ``drawn``: for paper, where there are no faces among the letters."""
    return Words(journey_map, Labels(language, drawn), number_touchpoints(journey_map))


def tables(words: Words) -> tuple[Table, ...]:
    """Every table of a map, also those without a row: that too is an answer."""
    return (
        list_touchpoints(words),
        list_distributions(words),
        list_gaps(words),
        list_priorities(words),
        list_targets(words),
        list_actions(words),
    )


def _who(words: Words) -> tuple[Heading, ...]:
    labels = words.labels
    return (
        Heading(labels("sheet.number"), 6, "count"),
        Heading(labels("sheet.phase"), 18),
        Heading(labels("table.touchpoint"), 32),
    )


def _whom(one: Numbered, words: Words) -> tuple[Cell, ...]:
    return one.number, words.phase(one.column), words.name(one.touchpoint)


def list_touchpoints(words: Words) -> Table:
    """Every touchpoint and all that is known of it except the faces."""
    labels = words.labels
    headings = (
        *_who(words),
        Heading(labels("table.channel"), 14),
        Heading(labels("sheet.control"), 14),
        Heading(labels("sheet.known"), 20),
        Heading(labels("table.evidence"), 14),
        Heading(labels("sheet.named"), 10, "count"),
        Heading(labels("sheet.named-by-staff"), 12, "count"),
        Heading(words.title("legend.moment"), 24),
        Heading("n", 6, "count"),
        Heading(labels("sheet.importance"), 10, "signed"),
        Heading(labels("sheet.again"), 12, "count"),
        Heading(labels("sheet.nearly"), 12, "count"),
        Heading(labels("sheet.gave-up"), 12, "count"),
        Heading(labels("table.notes"), 40),
    )
    rows = tuple((*_whom(one, words), *_known(one.touchpoint, labels)) for one in words.numbered)
    hidden = tuple(
        f"{words.phase(column)}: {labels('map.hidden', n=column.hidden, minimum=_minimum(words))}"
        for column in words.journey_map.columns
        if column.hidden
    )
    return Table(labels("sheet.touchpoints"), headings, rows, hidden)


def _minimum(words: Words) -> int:
    return words.journey_map.minimums.get("customer", 3)


def _known(one: MapTouchpoint, labels: Labels) -> tuple[Cell, ...]:
    return (
        labels(f"channel.{one.channel}") if one.channel else None,
        labels(f"control.{one.control}") if one.control else None,
        labels(f"known.{one.known}"),
        labels(f"legend.{one.evidence}"),
        one.named,
        one.named_by_staff,
        labels(f"moment.{one.moment.removeprefix('moment.')}.some") if one.moment else None,
        one.moment_n,
        one.importance,
        one.again,
        one.nearly,
        one.gave_up,
        " · ".join(remarks(one, labels)) or None,
    )


def remarks(one: MapTouchpoint, labels: Labels) -> tuple[str, ...]:
    """What else must be said about a touchpoint."""
    flags = ((one.wait, "legend.wait"), (one.designed, "sheet.designed"))
    told = (tell_guess(one, labels), tell_expectations(one, labels))
    return (
        *(labels(key) for flag, key in flags if flag),
        *tell_tags(one, labels),
        *(text for text in told if text is not None),
    )


def list_distributions(words: Words) -> Table:
    """How many chose each face: customers and colleagues apart, never added up."""
    labels = words.labels
    customers, staff = words.title("legend.line"), labels("table.guess")
    headings = [*_who(words)]
    for group in (customers, staff):
        headings.extend(Heading(labels.face(score), 11, "count", group) for score in SCORES)
        headings.append(Heading("n", 6, "count", group))
        headings.append(Heading(labels("sheet.median"), 9, "figure", group))
        headings.extend(
            Heading(labels(f"sheet.{side}"), 11, "share", group) for side in ("negative", "neutral", "positive")
        )
    rows = tuple(
        (*_whom(one, words), *_spread(one.touchpoint.faces), *_spread(one.touchpoint.guess)) for one in words.numbered
    )
    return Table(labels("sheet.distributions"), tuple(headings), rows)


def _spread(faces: Faces | None) -> tuple[Cell, ...]:
    if faces is None:
        return (None,) * 10
    shares = (faces.negative, faces.neutral, faces.positive)
    return (*faces.counts, faces.n, faces.median, *(count / faces.n if faces.n else None for count in shares))


def list_gaps(words: Words) -> Table:
    """Where colleagues see it otherwise than customers, the widest first; without a figure where it cannot be told."""
    labels = words.labels
    headings = (
        *_who(words),
        Heading(labels("sheet.staff-face"), 20),
        Heading(labels("sheet.staff-n"), 12, "count"),
        Heading(labels("sheet.customer-face"), 20),
        Heading(labels("sheet.customer-n"), 12, "count"),
        Heading(labels("sheet.delta"), 14, "signed"),
    )
    told = [one for one in words.numbered if one.touchpoint.faces or one.touchpoint.guess]
    told.sort(key=lambda one: (one.touchpoint.gap is None, -abs(one.touchpoint.gap or 0.0), one.number))
    rows = tuple((*_whom(one, words), *_sides(one.touchpoint, labels)) for one in told)
    notes = [labels("sheet.delta-means")]
    gap = words.journey_map.gap
    if gap is not None:
        faces = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
        name = in_language(gap.label, words.language)
        notes.append(f"{gettext(words.language, 'map.gap-at', touchpoint=name)}: {faces} ({words.signed(gap.delta)})")
    if words.journey_map.inside_outside is not None:
        notes.append(labels("overlay.known", share=labels.percent(words.journey_map.inside_outside)))
    return Table(labels("sheet.gap"), headings, rows, tuple(notes))


def _sides(one: MapTouchpoint, labels: Labels) -> tuple[Cell, ...]:
    staff = (labels.face(most_chosen(one.guess)), one.guess.n) if one.guess else (None, None)
    customers = (labels.face(most_chosen(one.faces)), one.faces.n) if one.faces else (None, None)
    return (*staff, *customers, one.gap)


def _about(words: Words) -> tuple[Heading, ...]:
    labels = words.labels
    return Heading(labels("sheet.phase"), 18), Heading(labels("table.touchpoint"), 32)


def list_priorities(words: Words) -> Table:
    """How much things matter to customers and to colleagues, side by side."""
    labels = words.labels
    headings = (
        *_about(words),
        Heading(labels("sheet.what"), 44),
        Heading(labels("sheet.importance"), 12, "signed"),
        Heading(labels("sheet.shown"), 12, "count"),
        Heading(labels("sheet.votes"), 10, "count"),
        Heading(labels("sheet.voters"), 10, "count"),
        Heading(labels("sheet.impact"), 10, "figure"),
        Heading(labels("sheet.effort"), 10, "figure"),
    )
    rows = tuple(
        (
            words.phase(column),
            words.called(one.touchpoint),
            one.words,
            one.importance,
            one.n,
            one.votes,
            one.voters,
            one.impact,
            one.effort,
        )
        for column in words.journey_map.columns
        for one in column.priorities
    )
    return Table(labels("sheet.priorities"), headings, rows, (labels("sheet.importance-means"), *_top_three(words)))


def _top_three(words: Words) -> tuple[str, ...]:
    shared = words.journey_map.priorities
    if shared is None:
        return ()
    sides: tuple[tuple[str, Sequence[str]], ...] = (("customers", shared.customers), ("staff", shared.staff))
    told = (f"{words.labels(f'sheet.top-{side}')}: {', '.join(map(words.called, ids))}" for side, ids in sides)
    return (*told, words.labels("overlay.shared", n=shared.shared))


def list_targets(words: Words) -> Table:
    """What colleagues aim for, what it is today, and whether customers found it as they expected."""
    labels = words.labels
    met = ("worse", "same", "better")
    headings = (
        *_about(words),
        Heading(labels("sheet.target"), 30),
        Heading(labels("sheet.today"), 30),
        Heading(labels("sheet.staff-n"), 12, "count"),
        *(Heading(labels(f"sheet.{id}"), 14, "count", words.title("legend.line")) for id in met),
    )
    expected = {one.touchpoint.id: one for one in words.numbered if one.touchpoint.expectations}
    rows: list[tuple[Cell, ...]] = []
    for column in words.journey_map.columns:
        for target in column.targets:
            found = expected.pop(target.touchpoint or "", None)
            counts = found.touchpoint.expectations if found else None
            place = (words.phase(column), words.called(target.touchpoint))
            rows.append((*place, target.words, target.today, target.n, *((counts or {}).get(id) for id in met)))
    for one in expected.values():
        counts = one.touchpoint.expectations or {}
        place = (words.phase(one.column), words.called(one.touchpoint.id))
        rows.append((*place, None, None, None, *(counts.get(id) for id in met)))
    return Table(labels("sheet.targets"), headings, tuple(rows))


def list_actions(words: Words) -> Table:
    """What was decided: what, where, who, by when, how far, and for which goal."""
    labels = words.labels
    headings = (
        *_about(words),
        Heading(labels("sheet.action"), 44),
        Heading(labels("sheet.owner"), 22),
        Heading(labels("sheet.due"), 14, "date"),
        Heading(labels("sheet.status"), 14),
        Heading(labels("sheet.serves"), 30),
    )
    rows = tuple(
        (
            words.phase(column),
            words.called(one.touchpoint),
            one.words,
            one.owner or None,
            one.due,
            labels(f"action.{one.status}"),
            one.serves or None,
        )
        for column in words.journey_map.columns
        for one in column.actions
    )
    return Table(labels("sheet.actions"), headings, rows)
