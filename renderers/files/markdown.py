"""The map as Markdown: a table per phase with its lanes below it, for wikis and pull requests.

Law: every text of a person is escaped, so that it is read and never becomes markup; everything the map says is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn, Point, Priority, Quote
from reisleider.renderers.files.shown_ways import places, walk
from reisleider.renderers.picture.full.footer import footnotes
from reisleider.renderers.templates.environment import ENVIRONMENT, escape_markdown
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.slots import FACES

Lane = tuple[str, list[str]]
"""A lane's name, and what stands in it, a line each."""


def write_markdown(journey_map: JourneyMap, language: str) -> str:
    """A map as Markdown text: CommonMark with tables, names and notes in ``language``."""
    labels = Labels(language)
    names = {id: labels.pick(one.label) for id, one in places(journey_map).items()}
    phases = [
        (
            labels.pick(column.phase.label),
            column.touchpoints,
            column.hidden,
            list(_lanes(column, journey_map, names, labels)),
            tuple(_quote(one, names, labels) for one in column.quotes),
        )
        for column in journey_map.columns
    ]
    nothing: list[Lane] = []
    unplaced = [(labels("map.unplaced"), journey_map.unplaced, 0, nothing, ())] if journey_map.unplaced else []
    template = ENVIRONMENT.get_template("map.md.j2")
    return template.render(
        map=journey_map,
        labels=labels,
        phases=[*phases, *unplaced],
        md=escape_markdown,
        faces=tell_faces,
        overlay=labels.overlay(journey_map),
        routes=list(_routes(journey_map, labels)),
        wishes=[_quote(one, names, labels) for one in journey_map.wishes],
        notes=lambda touchpoint: _notes(touchpoint, labels),
        footnotes=(*footnotes(journey_map, labels), labels("table.loss")),
    )


def tell_faces(faces: Faces | None) -> str:
    """``😞 1 · 🙁 2 · 😐 0 · 🙂 4 · 😄 1``, or a dash where too few people said."""
    if faces is None:
        return "–"
    return " · ".join(f"{face} {count}" for face, count in zip("😞🙁😐🙂😄", faces.counts, strict=True))


def _lanes(column: PhaseColumn, whole: JourneyMap, names: Mapping[str, str], labels: Labels) -> Iterator[Lane]:
    """What stands below a phase's table, in the order of the picture; a lane with nothing in it is left out."""
    lanes: tuple[Lane, ...] = (
        (labels("map.needs"), [_point(one, names, labels) for one in column.needs]),
        (labels("map.pains"), [_point(one, names, labels) for one in column.pains]),
        (labels("map.gains"), [_point(one, names, labels) for one in column.gains]),
        (labels("map.opportunities"), [_point(one, names, labels) for one in column.opportunities]),
        (labels("map.targets"), [_at(labels.target(one), one.touchpoint, names) for one in column.targets]),
        (labels("map.priorities"), [_priority(one, names, labels) for one in column.priorities]),
        (
            labels("map.actions"),
            [
                _at(f"{labels.clean(one.words)}: {labels.action(one, whole.as_of)}", one.touchpoint, names)
                for one in column.actions
            ],
        ),
    )
    yield from (lane for lane in lanes if lane[1])


def _point(point: Point, names: Mapping[str, str], labels: Labels) -> str:
    return _at(
        labels.counted(point), point.touchpoint if names.get(point.touchpoint or "") != point.words else None, names
    )


def _priority(priority: Priority, names: Mapping[str, str], labels: Labels) -> str:
    told = [
        labels.importance(priority) if priority.importance is not None else "",
        labels.votes(priority),
        labels.impact(priority),
    ]
    words = labels.clean(priority.words)
    known = ", ".join(one for one in told if one)
    about = priority.touchpoint if names.get(priority.touchpoint or "") != words else None
    return _at(f"{words}: {known}" if known else words, about, names)


def _at(words: str, touchpoint: str | None, names: Mapping[str, str]) -> str:
    name = names.get(touchpoint or "")
    return f"{words} · {name}" if name else words


def _quote(quote: Quote, names: Mapping[str, str], labels: Labels) -> str:
    words = _at(labels.clean(quote.words), quote.touchpoint, names)
    return words if quote.score is None else f"{FACES[quote.score]} {words}"


def _routes(journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    touchpoints = places(journey_map)
    for route in journey_map.routes:
        way = " → ".join(labels.pick(one.label) for one in walk(route, touchpoints))
        yield labels("sheet.route", n=route.n, way=way)


def _notes(touchpoint: MapTouchpoint, labels: Labels) -> str:
    moment = labels.moment(touchpoint)
    control = labels(f"control.{touchpoint.control}") if touchpoint.control in ("partner", "outside") else None
    told = (labels.guess(touchpoint), labels.expectations(touchpoint))
    known = (
        (labels("why.moment", why=moment),) if moment else (),
        labels.tags(touchpoint),
        (labels("legend.wait"),) if touchpoint.wait else (),
        (labels("table.by-staff", n=touchpoint.named_by_staff),) if touchpoint.named_by_staff is not None else (),
        (labels("table.designed"),) if touchpoint.designed else (),
        labels.ways(touchpoint),
        (labels("table.important", share=labels.balance(touchpoint.importance)),) if touchpoint.importance else (),
        (control,) if control else (),
        tuple(one for one in told if one is not None),
    )
    return "; ".join(one.removesuffix(".") for part in known for one in part)
