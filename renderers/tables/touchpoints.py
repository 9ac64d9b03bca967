"""The tables of touchpoints: all that is known of each, how many chose each face, where both sides differ.

Law: every touchpoint has its row, in the order and with the number of the picture; customers and colleagues apart.
"""

from __future__ import annotations

from reisleider.flows.journey_map import Faces, MapTouchpoint
from reisleider.flows.synthesis.measures.gap import most_chosen
from reisleider.renderers.tables.numbers import Numbered
from reisleider.renderers.tables.table import Cell, Heading, Table
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.words.about_touchpoint import tell_evidence, tell_expectations, tell_guess, tell_tags
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_exactly
from reisleider.renderers.words.slots import in_language

SCORES = (-2, -1, 0, 1, 2)


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
        Heading(labels("table.evidence"), 20),
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
        tell_evidence(one, labels),
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
    return (*map(tell_exactly, faces.counts), faces.n, faces.median, *(_share(count, faces.n) for count in shares))


def _share(count: int, of: int) -> float | None:
    told = tell_exactly(count)
    return told / of if told is not None and of else None


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
