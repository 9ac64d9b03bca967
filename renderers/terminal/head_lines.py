"""The top of a map in a terminal: whose journey it is, how firm it is, where to look first.

Law: what warns a reader stands before what it warns of.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import HEAVY
from rich.panel import Panel
from rich.text import Text

from reisleider.renderers.picture.drawing.palette import TEAL
from reisleider.renderers.terminal.fit import chip, hang
from reisleider.renderers.terminal.line import GUESS
from reisleider.renderers.terminal.pen import Pen
from reisleider.renderers.words.about_map import (
    PHASES_ONLY,
    tell_overlay,
    tell_response,
    tell_strength,
    tell_turnout,
    tell_undecided,
)
from reisleider.renderers.words.about_persona import tell_card
from reisleider.renderers.words.slots import FACES as SIGNS

METER = 10  # cells of the evidence meter


def head_lines(pen: Pen) -> Iterator[Text | Panel]:
    """Title, whose journey, how many told, how firm it is; then where to look first."""
    say, one = pen.say, pen.map
    yield from pen.flow(Text(say.pick(one.title), "bold underline"))
    persona = say.pick(one.persona.name) if one.persona else say("map.everyone")
    yield from pen.flow(Text(say("map.persona", persona=persona)))
    for line in tell_card(one, say):
        yield from hang(Text("  · "), Text(line), pen.console, pen.width)
    if goal := say.pick(one.goal):
        yield from pen.flow(Text(say("map.goal", goal=goal)))
    n, staff = one.customers.counted, one.staff.counted
    figures = (
        f"{n} {say('map.customers', n=n)} ({tell_turnout(one, say)})",
        f"{staff} {say('map.colleagues', n=staff)}",
        tell_response(one, say) or "",
    )
    yield from pen.flow(Text(" · ".join(filter(None, figures)), "bold"))
    yield from pen.flow(Text(f"{say('map.evidence')} {_meter(one.strength)} {tell_strength(one.strength, say)}"))
    if one.assumption:
        words = Text.assemble((say("map.assumption"), "bold"), "\n", say("map.assumption-why"))
        yield Panel(words, box=HEAVY, width=pen.width, padding=(0, 1))
    elif PHASES_ONLY in one.notes:
        yield Text("")
        yield chip(say("note.first-map"), TEAL)
        yield from pen.flow(Text(say(PHASES_ONLY, n=n)))
    yield from _look_first(pen)
    yield from _gap(pen)
    told = (*tell_overlay(one, say), *_routes(pen))
    if told:
        yield Text("")
    for line in told:
        yield from pen.flow(Text(line))
    yield Text("")


def _look_first(pen: Pen) -> Iterator[Text]:
    undecided = tell_undecided(pen.map, pen.say)
    if undecided is not None:
        yield Text("")
        yield chip(pen.say("undecided.title"), TEAL)
        yield from pen.flow(Text(undecided))
    if not pen.map.look_first:
        return
    yield Text("")
    yield chip(pen.say("map.look-first"), TEAL)
    for place, look in enumerate(pen.map.look_first, 1):
        title = Text(pen.say.pick(look.title), "bold")
        title.append(pen.reference(look.touchpoint), "bold")
        why = Text.assemble(title, ": ", pen.say(look.reason, **look.slots))
        yield from hang(Text(f" {place}. ", "bold"), why, pen.console, pen.width)


def _gap(pen: Pen) -> Iterator[Text]:
    gap = pen.map.gap
    if gap is None:
        return
    yield Text("")
    title = pen.say("map.gap-at", touchpoint=pen.say.pick(gap.label)) + pen.reference(gap.touchpoint)
    staff, customers = (f"{SIGNS[one]} {pen.say.face(one)}" for one in (gap.staff_face, gap.customer_face))
    yield from pen.flow(Text(title, "bold"))
    told = Text(pen.say("map.gap", staff=staff, customers=customers))
    yield from hang(Text(f" {GUESS} "), told, pen.console, pen.width)


def _routes(pen: Pen) -> Iterator[str]:
    for route in pen.map.routes:
        numbers = [number for one in route.touchpoints if (number := pen.numbers.get(one)) is not None]
        if len(numbers) > 1:
            way = " → ".join(f"[{number}]" for number in numbers)
            yield pen.say("terminal.route", n=route.n, way=way)


def _meter(strength: float | None) -> str:
    full = 0 if strength is None else int(min(1.0, max(0.0, strength)) * METER)  # never fuller than it is
    return "█" * full + "░" * (METER - full)
