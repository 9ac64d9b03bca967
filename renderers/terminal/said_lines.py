"""What was said in a phase, in a terminal: quotes, needs, pains, gains, chances, targets, priorities and actions.

Law: every lane that the picture has is here, whole; one that nobody filled leaves no heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from reisleider.flows.journey_map import PhaseColumn, Point
from reisleider.renderers.picture.drawing.palette import AIM, GAIN, INK, PAIN, TEAL
from reisleider.renderers.terminal.fit import chip, fit, flow
from reisleider.renderers.terminal.pen import Pen
from reisleider.renderers.words.about_phase import (
    aims_of,
    tell_action,
    tell_feeling,
    tell_felt_counts,
    tell_hidden,
    tell_impact,
    tell_importance,
    tell_point,
    tell_votes,
)


def said_lines(pen: Pen, column: PhaseColumn, room: int) -> Iterator[Text]:
    say = pen.say
    if column.quotes:
        yield chip(say("map.quotes"), INK)
        for quote in column.quotes:
            yield from pen.quote(quote, room)
    lanes: tuple[tuple[str, Sequence[Point], str], ...] = (
        ("map.needs", column.needs, INK),
        ("map.pains", column.pains, PAIN),
        ("map.gains", column.gains, GAIN),
        ("map.opportunities", column.opportunities, GAIN),
        ("map.targets", aims_of(column, say), AIM),
    )
    for key, points, ground in lanes:
        if points:
            yield chip(say(key), ground)
            for point in points:
                yield from pen.item(point.touchpoint, tell_point(point, say), room)
    yield from _plans(pen, column, room)
    if column.felt is not None and not column.whole:
        told = say("feeling.besides", told=f"{tell_feeling(column.felt, say)} ({tell_felt_counts(column.felt, say)})")
        yield from flow(Text(told, "italic"), pen.console, room)
    if column.hidden:
        words = tell_hidden(column, pen.map, say)
        yield from flow(Text(words, "italic"), pen.console, room)


def _plans(pen: Pen, column: PhaseColumn, room: int) -> Iterator[Text]:
    """What matters most to both sides, and what will be done."""
    if column.priorities:
        yield chip(pen.say("map.priorities"), TEAL)
    for priority in column.priorities:
        facts = (
            fit(priority.words),
            tell_importance(priority, pen.say) if priority.importance is not None else "",
            tell_votes(priority, pen.say),
            tell_impact(priority, pen.say),
        )
        yield from pen.item(priority.touchpoint, " · ".join(filter(None, facts)), room)
    if column.actions:
        yield chip(pen.say("map.actions"), TEAL)
    for action in column.actions:
        words = " · ".join((fit(action.words), tell_action(action, pen.say, pen.map.as_of)))
        yield from pen.item(action.touchpoint, words, room)
