"""The map itself as a table: phases across, lanes down, as on the picture; and what its figures rest on, line by line.

Law: nothing is counted instead of shown: what the picture has no room for stands here in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn, Point, Priority, Quote
from reisleider.renderers.tables.table import Cell
from reisleider.renderers.tables.terms import Words
from reisleider.renderers.words.about_map import footnotes, tell_assumption, tell_strength, tell_undecided, tell_version
from reisleider.renderers.words.about_persona import tell_card
from reisleider.renderers.words.about_phase import tell_feeling, tell_felt_counts, tell_hidden, tell_measured
from reisleider.renderers.words.about_touchpoint import (
    share_of,
    tell_evidence,
    tell_expectations,
    tell_moment,
    tell_tags,
    tell_ways,
)
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_faces
from reisleider.renderers.words.slots import in_language


@dataclass(frozen=True)
class Lane:
    """A lane: its id and name, and per phase what stands in it, one text each."""

    key: str
    name: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> int:
        return max(map(len, self.cells), default=0)


def lanes(words: Words) -> tuple[Lane, ...]:
    """The map's lanes in order; one without content is left out."""
    labels = words.labels
    found = (
        ("map.what-they-do", lambda column: _doing(column, words)),
        ("map.how-it-felt", lambda column: _felt(column, words)),
        ("map.quotes", lambda column: [_quote(one, words) for one in column.quotes]),
        ("map.needs", lambda column: _points(column.needs, words)),
        ("map.pains", lambda column: _points(column.pains, words)),
        ("map.gains", lambda column: _points(column.gains, words)),
        ("map.opportunities", lambda column: _points(column.opportunities, words)),
        ("map.targets", lambda column: _targets(column, words)),
        ("map.priorities", lambda column: [_priority(one, words) for one in column.priorities]),
        ("map.actions", lambda column: _actions(column, words)),
    )
    drawn = (_lane(key, labels(key), cells, words.journey_map) for key, cells in found)
    return tuple(lane for lane in drawn if lane.height)


def _lane(key: str, name: str, cells: Callable[[PhaseColumn], Sequence[str]], journey_map: JourneyMap) -> Lane:
    return Lane(key, name, tuple(tuple(cells(column)) for column in journey_map.columns))


def _of(column: PhaseColumn, words: Words) -> Iterator[tuple[int, MapTouchpoint]]:
    return ((one.number, one.touchpoint) for one in words.numbered if one.column is column)


def _doing(column: PhaseColumn, words: Words) -> list[str]:
    labels = words.labels
    told = []
    for number, one in _of(column, words):
        about = (
            labels(f"channel.{one.channel}") if one.channel else None,
            labels("legend.wait") if one.wait else None,
            labels(f"control.{one.control}") if one.control in ("partner", "outside") else None,
            share_of(one, words.journey_map.customers.counted),
            tell_evidence(one, labels),
            tell_moment(one, labels),
            *tell_tags(one, labels),
            *tell_ways(one, labels),
        )
        told.append(f"{number}. {words.name(one)}\n{' · '.join(part for part in about if part)}")
    if column.hidden:
        told.append(tell_hidden(column, words.journey_map, labels))
    return told


def _felt(column: PhaseColumn, words: Words) -> list[str]:
    told = []
    for number, one in _of(column, words):
        lines = [f"{number}. {tell_faces(one.faces)}"] if one.faces else []
        if one.guess:
            lines.append(f"{number}. {words.labels('legend.staff-line')}: {tell_faces(one.guess)}")
        told.extend(["\n".join(lines)] if lines else [])
    if column.felt is not None:
        told.append(f"{tell_feeling(column.felt, words.labels)}\n{tell_felt_counts(column.felt, words.labels)}")
    return told


def _quote(quote: Quote, words: Words) -> str:
    face = f"{words.face(quote.score)} " if quote.score is not None else ""
    return f"{_mark(quote.touchpoint, words)}{face}“{quote.words}”"


def _mark(touchpoint: str | None, words: Words) -> str:
    found = next((one.number for one in words.numbered if one.touchpoint.id == touchpoint), None)
    return "" if found is None else f"{found}. "


def _points(points: Sequence[Point], words: Words) -> list[str]:
    return [
        f"{_mark(one.touchpoint, words)}{one.words}" + (f" ({one.n})" if one.n is not None else "") for one in points
    ]


def _targets(column: PhaseColumn, words: Words) -> list[str]:
    told = []
    for one in column.targets:
        key = "target.only" if one.today is None else "target.today"
        text = gettext(words.language, key, target=one.words, today=one.today or "")
        if one.n is not None:
            text = gettext(words.language, "target.told", words=text, n=one.n)
        told.append(_mark(one.touchpoint, words) + text)
    told += [_mark(one.touchpoint, words) + tell_measured(one, column, words.labels) for one in column.measured]
    met = ((number, tell_expectations(one, words.labels)) for number, one in _of(column, words))
    return [*told, *(f"{number}. {text}" for number, text in met if text is not None)]


def _priority(one: Priority, words: Words) -> str:
    labels = words.labels
    figures = (
        f"{labels('sheet.importance')} {words.signed(one.importance)}" + ("" if one.n is None else f" (n {one.n})")
        if one.importance is not None
        else None,
        f"{labels('sheet.votes')} {one.votes}/{one.voters}" if one.votes is not None else None,
        f"{labels('sheet.impact')} {_plain(one.impact, words)}" if one.impact is not None else None,
        f"{labels('sheet.effort')} {_plain(one.effort, words)}" if one.effort is not None else None,
    )
    told = " · ".join(figure for figure in figures if figure)
    return f"{_mark(one.touchpoint, words)}{one.words}" + (f"\n{told}" if told else "")


def _plain(figure: float, words: Words) -> str:
    return format_decimal(figure, "0.#", locale=words.language)


def _actions(column: PhaseColumn, words: Words) -> list[str]:
    told = []
    for one in column.actions:
        about = (
            one.owner,
            words.labels.day(one.due) if one.due else "",
            words.labels(f"action.{one.status}"),
            one.serves,
        )
        told.append(f"{_mark(one.touchpoint, words)}{one.words}\n{' · '.join(part for part in about if part)}")
    return told


def method(words: Words, loss: str) -> tuple[tuple[str, Cell], ...]:
    """What a reader must know to judge the map: names and what they hold, then sentences without a name."""
    journey_map, labels = words.journey_map, words.labels
    return tuple(
        (words.title(key), value)
        for key, value in (*_identity(journey_map, labels), *_people(journey_map))
        if value not in (None, "")
    ) + tuple(("", line) for line in (*sentences(words), loss))


def _identity(journey_map: JourneyMap, labels: Labels) -> Iterator[tuple[str, Cell]]:
    persona = journey_map.persona
    yield "sheet.title", in_language(journey_map.title, labels.language)
    yield "sheet.goal", in_language(journey_map.goal, labels.language)
    yield "sheet.organisation", journey_map.organisation
    yield "sheet.persona", labels("map.everyone") if persona is None else in_language(persona.name, labels.language)
    yield "sheet.persona-note", "" if persona is None else in_language(persona.note, labels.language)
    for told in tell_card(journey_map, labels):
        yield "card.title", told
    yield "sheet.model", in_language(journey_map.model.name, labels.language)
    yield "sheet.version", tell_version(journey_map, labels)
    yield "sheet.date", journey_map.as_of
    yield "map.evidence", tell_strength(journey_map.strength, labels)
    yield "sheet.strength", journey_map.strength


def _people(journey_map: JourneyMap) -> Iterator[tuple[str, Cell]]:
    yield "sheet.customers", journey_map.customers.counted
    yield "sheet.finished", journey_map.customers.finished
    yield "sheet.partial", journey_map.customers.partial
    yield "sheet.invited", journey_map.customers.invited
    yield "sheet.minimum", journey_map.minimums.get("customer")
    yield "sheet.staff", journey_map.staff.counted
    yield "sheet.staff-finished", journey_map.staff.finished
    yield "sheet.staff-partial", journey_map.staff.partial
    yield "sheet.staff-invited", journey_map.staff.invited
    yield "sheet.staff-minimum", journey_map.minimums.get("stakeholder")


def sentences(words: Words) -> tuple[str, ...]:
    """Everything the map says about itself, one sentence each: a warning first, then where to look, then the notes."""
    journey_map, labels = words.journey_map, words.labels
    alarm = (tell_assumption(labels),) if journey_map.assumption else ()
    look = (
        f"{labels('map.look-first')}: {in_language(one.title, words.language)}: {labels(one.reason, **one.slots)}"
        for one in journey_map.look_first
    )
    wishes = (f"{labels('sheet.wish')}: “{one.words}”" for one in journey_map.wishes)
    undecided = tell_undecided(journey_map, labels)
    open_ = () if undecided is None else (f"{labels('undecided.title')}. {undecided}",)
    return (*alarm, *look, *open_, *_order(words), *wishes, *footnotes(journey_map, labels))


def _order(words: Words) -> Iterator[str]:
    names = {one.touchpoint.id: words.name(one.touchpoint) for one in words.numbered}
    for one in words.journey_map.variants:
        slots = {"first": names.get(one.first, ""), "second": names.get(one.second, "")}
        yield gettext(words.language, "overlay.variant", **slots, n=one.n_other, of=one.n + one.n_other)
    for route in words.journey_map.routes:
        way = " → ".join(names.get(id, "") for id in route.touchpoints)
        yield gettext(words.language, "sheet.route", n=route.n, way=way)
