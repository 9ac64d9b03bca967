"""The phone's cut: phases become rows, the line of feeling runs down beside its touchpoints.

Law: 390 px wide; what matters most stands on top, and what does not fit is counted, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.renderers.fonts.measure import wrap
from reisleider.renderers.picture.drawing.legend import lay_signs, remarks
from reisleider.renderers.picture.drawing.palette import (
    ALARM,
    ALARM_PALE,
    CARD,
    EDGE,
    INK,
    MUTED,
    STAFF_EDGE,
    STAFF_PALE,
    TEAL,
    TEAL_PALE,
    phase_tint,
)
from reisleider.renderers.picture.drawing.shapes import Box, Scene
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.phone.rows import FULL, LEFT, ROOM, SIDE, SMALL, TERSE, WIDTH, Helping, lay_phase
from reisleider.renderers.picture.phone.track import Track, lay_scale, lay_track
from reisleider.renderers.picture.thinned import MOST, thin
from reisleider.renderers.words.about_map import (
    PHASES_ONLY,
    TOO_FEW,
    describe,
    footnotes,
    tell_strength,
    tell_undecided,
)
from reisleider.renderers.words.about_persona import CardLine, card_of
from reisleider.renderers.words.about_touchpoint import share_of
from reisleider.renderers.words.labels import Labels

TALLEST = 19.0  # times its width; a chat refuses a picture that is longer than 20
HELPINGS = ((MOST, FULL), (MOST, TERSE), (40, TERSE), (24, TERSE), (12, TERSE), (6, TERSE))
"""How many touchpoints are drawn and how much is said beside them, tried in turn until the picture fits a chat."""


def lay_phone(journey_map: JourneyMap, language: str) -> Scene:
    """Every place on the phone's cut, in px; rasterise at twice the size."""
    for most, helping in HELPINGS:
        scene = _lay(journey_map, language, most, helping)
        if scene.height <= TALLEST * WIDTH:
            break
    return scene


def _lay(journey_map: JourneyMap, language: str, most: int, helping: Helping) -> Scene:
    labels = Labels(language, drawn=True)
    thinned = thin(journey_map, most)
    sheet = Sheet()
    y = _head(sheet, journey_map, labels)
    y = _look_first(sheet, journey_map, labels, y)
    y = _gap(sheet, journey_map, labels, y)
    y = lay_scale(sheet, thinned.journey_map, labels, y)
    track = Track(sheet.mark(), y, walked=frozenset(journey_map.walked))
    columns = thinned.journey_map.columns
    for place, column in enumerate(columns):
        also = thinned.named_only.get(column.phase.id, ())
        before = columns[place - 1].phase.side if place else None
        turned = before == "buyer" and column.phase.side == "customer"
        ground = phase_tint(place / max(1, len(columns) - 1))
        y = lay_phase(sheet, thinned.journey_map, column, also, ground, helping, labels, y, track, turned=turned)
    if journey_map.model.loop:
        y = sheet.paragraph(f"↑ {labels('map.loop')}", LEFT, y + 2, ROOM, SMALL, "semibold", TEAL) + 6
    lay_track(sheet, track, y)
    y = _unplaced(sheet, thinned.journey_map, thinned.named_only, labels, y)
    y = _foot(sheet, journey_map, labels, y + 8)
    title = labels.pick(journey_map.title)
    return Scene(WIDTH, round(y), tuple(sheet.items), title, describe(journey_map, Labels(language)), language)


def _head(sheet: Sheet, journey_map: JourneyMap, labels: Labels) -> float:
    room = WIDTH - 2 * SIDE
    y = sheet.paragraph(labels.pick(journey_map.title), SIDE, 18, room, 23, "bold", INK, most=4)
    persona = labels.pick(journey_map.persona.name) if journey_map.persona else labels("map.everyone")
    y = sheet.paragraph(labels("map.persona", persona=persona), SIDE, y + 2, room, 13, "regular", MUTED, most=3)
    goal = labels.pick(journey_map.goal)
    if goal:
        y = sheet.paragraph(labels("map.goal", goal=goal), SIDE, y, room, 13, "regular", MUTED, most=4)
    n = journey_map.customers.counted
    staff = journey_map.staff.counted
    figures = f"{n} {labels('map.customers', n=n)} · {staff} {labels('map.colleagues', n=staff)}"
    y = sheet.paragraph(figures, SIDE, y + 4, room, 14, "semibold")
    evidence = f"{labels('map.evidence')}: {tell_strength(journey_map.strength, labels)}"
    y = sheet.paragraph(evidence, SIDE, y, room, 13, "regular", MUTED) + 8
    y = _card(sheet, card_of(journey_map, labels), labels, y)
    if journey_map.assumption:
        return _banner(sheet, labels("map.assumption"), labels("map.assumption-why"), y)
    if TOO_FEW in journey_map.notes:
        return _banner(sheet, labels(TOO_FEW), "", y)
    if PHASES_ONLY in journey_map.notes:
        return _calmly(sheet, labels("note.first-map"), labels(PHASES_ONLY, n=n), y)
    return y


def _card(sheet: Sheet, card: Sequence[CardLine], labels: Labels, y: float) -> float:
    """Who these are: what was thought beforehand, and below it what was heard."""
    if not card:
        return y
    mark, top, room = sheet.mark(), y, WIDTH - 2 * SIDE - 28
    y = sheet.paragraph(labels("card.title"), SIDE + 14, y + 10, room, 16, "bold", TEAL)
    for line in card:
        y = sheet.paragraph(line.name, SIDE + 14, y + 4, room, 13, "semibold")
        for name, told, ink in (("card.assumed", line.assumed, MUTED), ("card.heard", line.heard, INK)):
            if told:
                words = labels("card.line", name=labels(name), told=told)
                y = sheet.paragraph(words, SIDE + 14, y, room, 13, "regular", ink, most=4)
    sheet.panel(Box(SIDE, top, WIDTH - 2 * SIDE, y + 10 - top), CARD, EDGE, 10, at=mark)
    return y + 22


def _calmly(sheet: Sheet, name: str, told: str, y: float) -> float:
    """That this is a first map, or that it is too early to say: calm, for it is no warning."""
    room = WIDTH - 2 * SIDE
    names, lines = wrap(name, room - 28, 16, "bold"), wrap(told, room - 28, 13)
    box = Box(SIDE, y, room, 22 + text_height(len(names), 16) + text_height(len(lines), 13))
    sheet.panel(box, TEAL_PALE, None, 10)
    below = sheet.lines(names, SIDE + 14, y + 10, 16, "bold", TEAL, box)
    sheet.lines(lines, SIDE + 14, below, 13, "regular", INK, box)
    return box.bottom + 10


def _banner(sheet: Sheet, told: str, why: str, y: float) -> float:
    room, size = WIDTH - 2 * SIDE, 20.0 if why else 16.0
    lines, notes = wrap(told, room - 28, size, "bold"), wrap(why, room - 28, 13)
    box = Box(SIDE, y, room, 22 + text_height(len(lines), size) + text_height(len(notes), 13))
    sheet.panel(box, ALARM_PALE, ALARM, 10)
    below = sheet.lines(lines, SIDE + 14, y + 10, size, "bold", ALARM, box)
    sheet.lines(notes, SIDE + 14, below, 13, "regular", ALARM, box)
    return box.bottom + 10


def _look_first(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    undecided = tell_undecided(journey_map, labels)
    if undecided is not None:
        return _calmly(sheet, labels("undecided.title"), undecided, y) + 4
    if not journey_map.look_first:
        return y
    mark, top = sheet.mark(), y
    room = WIDTH - 2 * SIDE
    y = sheet.write(labels("map.look-first"), SIDE + 14, y + 12, 16, "bold") + 4
    for place, look in enumerate(journey_map.look_first, start=1):
        sheet.number(place, SIDE + 27, y + 11, TEAL, CARD, 14)
        y = sheet.paragraph(labels.pick(look.title), SIDE + 50, y, room - 62, 15, "semibold", INK, most=3)
        y = (
            sheet.paragraph(labels(look.reason, **look.slots), SIDE + 50, y, room - 62, 13, "regular", MUTED, most=4)
            + 7
        )
    sheet.panel(Box(SIDE, top, room, y + 6 - top), CARD, EDGE, 12, at=mark)
    return y + 16


def _gap(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    gap = journey_map.gap
    if gap is None:
        return y
    mark, top, room = sheet.mark(), y, WIDTH - 2 * SIDE
    title = labels("map.gap-at", touchpoint=labels.pick(gap.label))
    y = sheet.paragraph(title, SIDE + 14, y + 11, room - 28, 15, "semibold", most=4)
    told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face))
    y = sheet.paragraph(told, SIDE + 14, y + 1, room - 28, 13)
    sheet.panel(Box(SIDE, top, room, y + 10 - top), STAFF_PALE, STAFF_EDGE, 12, at=mark)
    return y + 20


def _unplaced(
    sheet: Sheet,
    journey_map: JourneyMap,
    named_only: Mapping[str, tuple[MapTouchpoint, ...]],
    labels: Labels,
    y: float,
) -> float:
    """Touchpoints that nobody could place in a phase: their names, since no place on the line is theirs."""
    here = (*journey_map.unplaced, *named_only.get("", ()))
    if not here:
        return y
    room = WIDTH - 2 * SIDE
    y = sheet.write(labels("map.unplaced"), SIDE, y + 10, 14, "bold") + 2
    for one in here:
        share = share_of(one, journey_map.customers.counted)
        told = labels.pick(one.label) + (f" ({share})" if share else "")
        y = sheet.paragraph(told, SIDE, y, room, 13, "regular", INK, most=3) + 2
    return y


def _foot(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    y = lay_signs(sheet, journey_map, labels, SIDE, y, WIDTH - SIDE)
    for note in remarks(sheet, journey_map, labels):
        y = sheet.paragraph(note, SIDE, y + 3, WIDTH - 2 * SIDE, SMALL, "regular", INK)
    for note in footnotes(journey_map, labels):
        y = sheet.paragraph(note, SIDE, y + 2, WIDTH - 2 * SIDE, SMALL, "regular", MUTED)
    return y + 18
