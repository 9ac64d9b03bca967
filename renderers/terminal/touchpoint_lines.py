"""A touchpoint in a terminal: its number, name and share, its channel and evidence, its counts, what else must be said.

Law: everything in it is the touchpoint's own; what is not known leaves no empty place.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from reisleider.flows.journey_map import Faces, MapTouchpoint
from reisleider.renderers.picture.drawing.palette import FACES, FLAG, STAR
from reisleider.renderers.terminal.fit import beside, chip, hang
from reisleider.renderers.terminal.line import GUESS
from reisleider.renderers.terminal.pen import Pen
from reisleider.renderers.words.about_touchpoint import (
    share_of,
    tell_evidence,
    tell_guess,
    tell_moment,
    tell_tags,
    tell_ways,
)
from reisleider.renderers.words.signs import CONTROLS, EVIDENCE, nearest_face, strength_of, tell_count
from reisleider.renderers.words.slots import FACES as SIGNS

BARS = ("▂", "▄", "▆", "█")


def touchpoint_lines(pen: Pen, one: MapTouchpoint, room: int) -> Iterator[Text]:
    """A touchpoint's name and share; then its channel and evidence, its counts, and what else must be said."""
    share = share_of(one, pen.map.customers.counted)
    aside = Text(f" {share}") if share else Text("")
    lead = Text(f"[{pen.numbers[one.id]}] ".rjust(pen.digits), "bold")
    name = hang(lead, Text(pen.say.pick(one.label), "bold"), pen.console, room - cell_len(aside.plain))
    yield beside(name[0], aside, room) if share else name[0]
    yield from name[1:]
    inset = Text(" " * pen.digits)
    for line in _details(pen, one):
        yield from hang(inset, line, pen.console, room)


def bars(level: int) -> str:
    """Bars that rise, ``level`` of them filled."""
    return "".join(bar if place < level else "·" for place, bar in enumerate(BARS))


def _details(pen: Pen, one: MapTouchpoint) -> Iterator[Text]:
    say = pen.say
    told = (
        say("legend.wait") if one.wait else "",
        say(f"channel.{one.channel}") if one.channel else "",
        f"{bars(EVIDENCE.index(strength_of(one.evidence)) + 1)} {tell_evidence(one, say)}",
        say(f"control.{one.control}") if one.control in CONTROLS else "",
    )
    yield Text(" · ".join(filter(None, told)))
    if one.faces is not None:
        yield _strip(one.faces)
    if one.guess is not None:
        sure = tell_guess(one, say)
        median = one.guess.median
        face = SIGNS[nearest_face(median)] if median == int(median) else say.middle(median)
        yield Text(" ".join(filter(None, (f"{GUESS} {say('legend.staff-line')}: {face} ({one.guess.n})", sure))))
    moment = tell_moment(one, say)
    if moment is not None:
        yield Text.assemble(chip(f"★ {moment}", FLAG, STAR))
    for tag in (*tell_tags(one, say), *tell_ways(one, say)):
        yield Text(f"▸ {tag}", "bold")


def _strip(faces: Faces) -> Text:
    """How many chose each face, from the worst to the best; a face nobody chose has a dot."""
    line = Text("")
    for score, count in zip((-2, -1, 0, 1, 2), faces.counts, strict=True):
        line.append(SIGNS[score])
        line.append_text(chip(tell_count(count), FACES[score]) if count else Text(" · "))
        line.append(" ")
    line.rstrip()
    return line
