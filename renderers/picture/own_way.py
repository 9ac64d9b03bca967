"""A participant's own journey as a small picture for the play-back: their steps, their words, their faces.

Law: drawn from one person's journey and for that person alone, so it is complete; it holds nobody else's answer and no
name. 390 px wide like the phone's cut; words wrap, and what a picture cannot hold is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.journey import Journey, Texts, Touchpoint
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.curve import Spot, draw_line
from reisleider.renderers.picture.drawing.icons import STAR, channel_icon
from reisleider.renderers.picture.drawing.palette import (
    CARD,
    FAINT,
    FLAG,
    GAIN,
    GAIN_PALE,
    GLAD,
    INK,
    MUTED,
    PAIN,
    PAIN_PALE,
    SORE,
    STAFF,
    STAFF_PALE,
    TEAL,
    TEAL_PALE,
)
from reisleider.renderers.picture.drawing.palette import STAR as STARLIGHT
from reisleider.renderers.picture.drawing.shapes import Box, Scene
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.words.about_own import (
    Mark,
    Why,
    describe_own,
    ending,
    felt,
    marks_of,
    score_of,
    title_of,
    way,
)
from reisleider.renderers.words.drawable import BOX
from reisleider.renderers.words.labels import Labels

WIDTH = 390.0
SIDE = 14.0
STEP = 19.0  # px between two faces of the scale
TRACK = 4 * STEP + 26
LEFT = SIDE + TRACK + 12  # where words begin
ROOM = WIDTH - SIDE - LEFT
FACE = 11.0
NAME, SMALL, NOTE = 14.0, 12.0, 13.0
APART = 34.0  # px at least from one face to the next
MOST, MOST_LINES = 40, 6  # steps, and lines of one text: more than a picture that a chat takes can hold
LOOKS: Mapping[Why, tuple[str, str]] = {
    "remembered": (STARLIGHT, FLAG),
    "best": (GAIN, GAIN_PALE),
    "worst": (PAIN, PAIN_PALE),
    "decided": (INK, TEAL_PALE),
    "nearly": (PAIN, PAIN_PALE),
    "designed": (STAFF, STAFF_PALE),
}
"""The ink and the ground of what stands out at a step."""


def lay_own(journey: Journey, phases: Mapping[str, Texts], language: str) -> Scene:
    """Every place on a participant's own picture, in px; rasterise at twice the size.

    ``phases``: what each phase is called for this participant, by id; a phase that is not in it is not named.
    """
    labels = Labels(language, drawn=True)
    sheet = Sheet()
    y = _head(sheet, journey, labels)
    mark, top = sheet.mark(), y
    y += 12
    stops: list[tuple[Touchpoint, float]] = []
    shown = journey.touchpoints[:MOST]
    before: str | None = None
    for place, one in enumerate(shown, 1):
        if one.phase is not None and one.phase != before and one.phase in phases:
            y = _phase(sheet, labels.pick(phases[one.phase]), y)
        before = one.phase
        stops.append((one, y + 10))
        y = max(_step(sheet, journey, one, place, labels, y), y + APART)
    if len(shown) < len(journey.touchpoints):
        more = labels("own.more", n=len(journey.touchpoints) - len(shown))
        y = sheet.paragraph(more, LEFT, y, ROOM, SMALL, "italic", MUTED) + 8
    _track(sheet, stops, top, y, mark)
    y = _end(sheet, journey, labels, y + 10)
    y = _foot(sheet, labels, y)
    return Scene(
        WIDTH, round(y), tuple(sheet.items), title_of(journey, labels), describe_own(journey, language), language
    )


def _head(sheet: Sheet, journey: Journey, labels: Labels) -> float:
    room = WIDTH - 2 * SIDE
    y = sheet.paragraph(title_of(journey, labels), SIDE, 18, room, 23, "bold")
    goal = next((one.words for one in journey.remarks if one.kind == "goal"), None)
    if goal is not None and labels.clean(goal):
        y = sheet.paragraph(labels("own.goal", goal=goal), SIDE, y + 2, room, NOTE, "regular", MUTED, most=4)
    y += 8
    for score in (-2, -1, 0, 1, 2):
        sheet.face(score, _across(score), y + 12, 8)
    key = "own.guessed" if journey.track == "stakeholder" else "own.felt"
    below = sheet.paragraph(labels(key), LEFT, y + 4, ROOM, SMALL, "regular", MUTED)
    return max(y + 26, below) + 4


def _phase(sheet: Sheet, name: str, y: float) -> float:
    """Where in the journey the next steps are, in this person's kind of words."""
    return sheet.paragraph(name, LEFT, y, ROOM, SMALL, "semibold", TEAL, most=3) + 4


def _step(sheet: Sheet, journey: Journey, one: Touchpoint, place: int, labels: Labels, y: float) -> float:
    """One step beside its face: its words, by what it went, what was said of it, why it stands out."""
    sheet.number(place, LEFT + 10, y + 9.5, TEAL, CARD)
    left, room = LEFT + 26, ROOM - 26
    y = sheet.paragraph(labels.clean(one.words), left, y, room, NAME, "semibold", INK, most=MOST_LINES) + 1
    told = " · ".join((*way(one, labels), *felt(one, labels)))
    icon = channel_icon(one.channel, one.wait)
    if icon is not None:
        sheet.icon(icon, left, y + 0.5, 15, TEAL)
    inset = 0 if icon is None else 21
    if told:
        y = sheet.paragraph(told, left + inset, y, room - inset, SMALL, "regular", MUTED)
    elif icon is not None:
        y += 18
    if one.why:
        words = f"“{labels.clean(one.why)}”"
        below = sheet.paragraph(words, left + 10, y + 3, room - 10, NOTE, "italic", INK, most=MOST_LINES)
        sheet.panel(Box(left, y + 3, 3, below - y - 3), TEAL_PALE, radius=1.5)
        y = below
    for mark in marks_of(journey, one, labels):
        y = _pill(sheet, mark, left, y + 4, room)
    return y + 12


def _pill(sheet: Sheet, mark: Mark, left: float, y: float, room: float) -> float:
    ink, ground = LOOKS[mark.why]
    star = mark.why == "remembered"
    inset = 29 if star else 9
    lines = wrap(mark.words, room - inset - 9, SMALL, "semibold")
    wide = max(width(line, SMALL, "semibold") for line in lines) + inset + 9
    box = sheet.panel(Box(left, y, wide, text_height(len(lines), SMALL) + 8), ground, radius=7)
    if star:
        sheet.icon(STAR, left + 8, y + 4, 15, ink)
    sheet.lines(lines, left + inset, y + 4, SMALL, "semibold", CARD if star else ink, box)
    return box.bottom


def _end(sheet: Sheet, journey: Journey, labels: Labels, y: float) -> float:
    told = tuple(ending(journey, labels))
    if not told:
        return y
    if journey.end_emotion is not None:
        sheet.face(journey.end_emotion, _across(journey.end_emotion), y + 15, FACE)
    below = sheet.write(labels("own.end"), LEFT, y, NAME, "semibold")
    return max(sheet.paragraph(" · ".join(told), LEFT, below, ROOM, SMALL, "regular", MUTED), y + 32) + 6


def _foot(sheet: Sheet, labels: Labels, y: float) -> float:
    boxed = any(BOX in words.text for words in sheet.text())
    for note in ("own.private", *(("map.boxes",) if boxed else ())):
        y = sheet.paragraph(labels(note), SIDE, y + 2, WIDTH - 2 * SIDE, SMALL, "regular", MUTED)
    return y + 16


def _track(sheet: Sheet, stops: Sequence[tuple[Touchpoint, float]], top: float, bottom: float, mark: int) -> None:
    """The line through the faces: its ground beneath everything, dotted where they waited or gave no face."""
    middle, right = _across(0), SIDE + TRACK
    sheet.panel(Box(SIDE, top, middle - SIDE, bottom - top), SORE, radius=0, at=mark)
    sheet.panel(Box(middle, top, right - middle, bottom - top), GLAD, radius=0, at=mark + 1)
    sheet.stroke(f"M{middle:.1f} {top:.1f}V{bottom:.1f}", FAINT, 1, "2 4")
    for one, y in stops:
        if one.wait:
            sheet.panel(Box(SIDE + 3, y - 14, TRACK - 6, 28), CARD, FAINT, 4, "3 3")
    spots = [_spot(one, y) for one, y in stops]
    for path, dash in draw_line(spots):
        sheet.stroke(path, TEAL, 3, dash)
    for (one, y), spot in zip(stops, spots, strict=True):
        score = score_of(one)
        if score is not None:
            sheet.face(score, spot.x, y, FACE)


def _spot(one: Touchpoint, y: float) -> Spot:
    score = score_of(one)
    return Spot(_across(score or 0), None if score is None else y, one.wait)


def _across(score: float) -> float:
    return SIDE + 13 + (score + 2) * STEP
