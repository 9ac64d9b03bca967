"""The map as Markdown: a table per phase with its lanes below it, for wikis and pull requests.

Law: every text of a person is escaped, so that it is read and never becomes markup; everything the map says is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint, PhaseColumn, Point, Priority, Quote
from reisleider.renderers.export import Format
from reisleider.renderers.files.shown_ways import places, walk
from reisleider.renderers.templates.environment import ENVIRONMENT, escape_markdown
from reisleider.renderers.words.about_figures import tell_study_figures
from reisleider.renderers.words.about_map import footnotes, tell_basis, tell_overlay, tell_stamp, tell_undecided
from reisleider.renderers.words.about_persona import tell_card
from reisleider.renderers.words.about_phase import (
    tell_action,
    tell_balance,
    tell_feeling,
    tell_felt_counts,
    tell_impact,
    tell_importance,
    tell_measured,
    tell_point,
    tell_target,
    tell_votes,
)
from reisleider.renderers.words.about_touchpoint import (
    share_of,
    tell_evidence,
    tell_expectations,
    tell_guess,
    tell_moment,
    tell_tags,
    tell_ways,
)
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_faces
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
        md=lambda text: escape_markdown(labels.clean(str(text))),
        faces=tell_faces,
        stamp=tell_stamp(journey_map, labels),
        based_on=tell_basis(journey_map, labels),
        share=share_of,
        evidence=lambda touchpoint: tell_evidence(touchpoint, labels),
        undecided=tell_undecided(journey_map, labels),
        overlay=tell_overlay(journey_map, labels),
        card=tell_card(journey_map, labels),
        routes=list(_routes(journey_map, labels)),
        figures=tell_study_figures(journey_map, labels),
        wishes=[_quote(one, names, labels) for one in journey_map.wishes],
        notes=lambda touchpoint: _notes(touchpoint, labels),
        footnotes=(*footnotes(journey_map, labels), labels("table.loss")),
    )


def _lanes(column: PhaseColumn, whole: JourneyMap, names: Mapping[str, str], labels: Labels) -> Iterator[Lane]:
    """What stands below a phase's table, in the order of the picture; a lane with nothing in it is left out."""
    felt = column.felt
    lanes: tuple[Lane, ...] = (
        (labels("feeling.title"), [f"{tell_feeling(felt, labels)} ({tell_felt_counts(felt, labels)})"] if felt else []),
        (labels("map.needs"), [_point(one, names, labels) for one in column.needs]),
        (labels("map.pains"), [_point(one, names, labels) for one in column.pains]),
        (labels("map.gains"), [_point(one, names, labels) for one in column.gains]),
        (labels("map.opportunities"), [_point(one, names, labels) for one in column.opportunities]),
        (
            labels("map.targets"),
            [
                *(_at(tell_target(one, labels), one.touchpoint, names) for one in column.targets),
                *(_at(tell_measured(one, column, labels), one.touchpoint, names) for one in column.measured),
            ],
        ),
        (labels("map.priorities"), [_priority(one, names, labels) for one in column.priorities]),
        (
            labels("map.actions"),
            [
                _at(f"{labels.clean(one.words)}: {tell_action(one, labels, whole.as_of)}", one.touchpoint, names)
                for one in column.actions
            ],
        ),
    )
    yield from (lane for lane in lanes if lane[1])


def _point(point: Point, names: Mapping[str, str], labels: Labels) -> str:
    return _at(
        tell_point(point, labels), point.touchpoint if names.get(point.touchpoint or "") != point.words else None, names
    )


def _priority(priority: Priority, names: Mapping[str, str], labels: Labels) -> str:
    told = [
        tell_importance(priority, labels) if priority.importance is not None else "",
        tell_votes(priority, labels),
        tell_impact(priority, labels),
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
    moment = tell_moment(touchpoint, labels)
    control = labels(f"control.{touchpoint.control}") if touchpoint.control in ("partner", "outside") else None
    told = (tell_guess(touchpoint, labels), tell_expectations(touchpoint, labels))
    known = (
        (labels("why.moment", why=moment),) if moment else (),
        tell_tags(touchpoint, labels),
        (labels("legend.wait"),) if touchpoint.wait else (),
        (labels("table.by-staff", n=touchpoint.named_by_staff),) if touchpoint.named_by_staff is not None else (),
        (labels("table.designed"),) if touchpoint.designed else (),
        tell_ways(touchpoint, labels),
        (labels("table.important", share=tell_balance(touchpoint.importance, labels)),)
        if touchpoint.importance is not None
        else (),
        (control,) if control else (),
        tuple(one for one in told if one is not None),
    )
    return "; ".join(one.removesuffix(".") for part in known for one in part)


FORMAT = Format("markdown", ".md", "text/markdown", write_markdown, place=5)
