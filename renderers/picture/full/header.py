"""The top of the full map: whose journey, how sure we are, and where to look first.

Law: everything a reader needs to judge the map stands here before the first touchpoint.
"""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.palette import (
    ALARM,
    ALARM_PALE,
    CARD,
    EDGE,
    INK,
    MUTED,
    STAFF,
    STAFF_EDGE,
    STAFF_PALE,
    TEAL,
    TEAL_PALE,
)
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import Grid
from reisleider.renderers.words.about_map import (
    PHASES_ONLY,
    TOO_FEW,
    tell_response,
    tell_strength,
    tell_turnout,
    tell_undecided,
    tell_version,
)
from reisleider.renderers.words.about_persona import CardLine, card_of
from reisleider.renderers.words.labels import Labels

STAT_GAP = 18.0
CARD_GAP, CARD_MOST = 12.0, 640.0
CARD_WIDE = 1400.0  # of a persona's card: lines longer than that are not read


def lay_header(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels) -> float:
    """Writes title, figures, banner and "look here first"; returns where the ribbon may begin."""
    stats_left = _stats(sheet, journey_map, grid, labels)
    room = stats_left - grid.left - 40
    title = labels.pick(journey_map.title)
    y = sheet.paragraph(title, grid.left, 30, room, 30, "bold", INK, most=3)
    for line in _about(journey_map, labels):
        y = sheet.paragraph(line, grid.left, y + 3, room, 15, "regular", MUTED, most=3)
    y = max(y, 86) + 14
    y = _card(sheet, card_of(journey_map, labels), grid, labels, y)
    if journey_map.assumption:
        y = _banner(sheet, labels("map.assumption"), labels("map.assumption-why"), grid, y)
    elif TOO_FEW in journey_map.notes:
        y = _banner(sheet, labels(TOO_FEW), "", grid, y)
    elif PHASES_ONLY in journey_map.notes:
        told = labels(PHASES_ONLY, n=journey_map.customers.counted)
        y = _calmly(sheet, labels("note.first-map"), told, grid, y)
    undecided = tell_undecided(journey_map, labels)
    if undecided is not None:
        y = _calmly(sheet, labels("undecided.title"), undecided, grid, y)
    return _look_first(sheet, journey_map, grid, labels, y)


def _about(journey_map: JourneyMap, labels: Labels) -> list[str]:
    persona = labels.pick(journey_map.persona.name) if journey_map.persona else labels("map.everyone")
    note = labels.pick(journey_map.persona.note) if journey_map.persona else ""
    who = labels("map.persona", persona=f"{persona} ({note})" if note else persona)
    goal = labels.pick(journey_map.goal)
    return [who, labels("map.goal", goal=goal)] if goal else [who]


def _stats(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels) -> float:
    """The figures at the top right, from the right edge leftwards; returns their left edge."""
    customers, staff = journey_map.customers.counted, journey_map.staff.counted
    response = tell_response(journey_map, labels)
    turnout = tell_turnout(journey_map, labels) if customers else None
    rows: list[tuple[str, str, str | None]] = [
        (str(customers), labels("map.customers", n=customers), turnout),
        (str(staff), labels("map.colleagues", n=staff), None),
    ]
    if response is not None:
        invited = journey_map.customers.invited or 1
        rows.append((labels.percent(min(1.0, customers / invited)), labels("map.response-name"), response))
    rows.append((tell_strength(journey_map.strength, labels), labels("map.evidence"), None))
    rows.append((tell_version(journey_map, labels), labels.day(journey_map.as_of), None))
    x = grid.right
    for place, (figure, name, detail) in reversed(list(enumerate(rows))):
        wide = max(width(figure, 20, "bold"), width(name, 13), width(detail or "", 11.5))
        x -= wide
        sheet.write(figure, x, 32, 20, "bold")
        sheet.write(name, x, 60, 13, "regular", MUTED)
        if detail:
            sheet.write(detail, x, 79, 11.5, "regular", MUTED)
        if place == len(rows) - 2:
            _meter(sheet, journey_map.strength, x, 83)
        sheet.stroke(f"M{x - STAT_GAP / 2:.1f} 34V94", EDGE)
        x -= STAT_GAP
    return x


def _card(sheet: Sheet, card: Sequence[CardLine], grid: Grid, labels: Labels, y: float) -> float:
    """Who these are: a line for each thing, what was thought beforehand beside what was heard."""
    if not card:
        return y
    mark, top = sheet.mark(), y
    sheet.write(labels("card.title"), grid.left + 24, y + 12, 16, "bold", TEAL)
    names = max(width(one, 13, "semibold") for one in (labels("card.title"), *(line.name for line in card))) + 24
    room = (min(CARD_WIDE, grid.right - grid.left - 48) - names) / 2 - CARD_GAP
    assumed = grid.left + 24 + names
    heard = assumed + room + CARD_GAP
    sheet.write(labels("card.assumed"), assumed, y + 14, 13, "regular", STAFF)
    sheet.write(labels("card.heard"), heard, y + 14, 13, "regular", TEAL)
    y += 40
    for line in card:
        sheet.write(line.name, grid.left + 24, y, 13, "semibold")
        left = sheet.paragraph(line.assumed, assumed, y, room, 13, "regular", MUTED, most=3)
        right = sheet.paragraph(line.heard, heard, y, room, 13, "regular", INK, most=3)
        y = max(left, right, y + text_height(1, 13)) + 4
    wide = min(grid.right - grid.left, CARD_WIDE)
    sheet.panel(Box(grid.left, top, wide, y + 8 - top), CARD, EDGE, 10, at=mark)
    return y + 22


def _meter(sheet: Sheet, strength: float | None, x: float, y: float) -> None:
    if strength is None:
        return
    sheet.panel(Box(x, y, 84, 7), TEAL_PALE, radius=3.5)
    sheet.panel(Box(x, y, max(7.0, 84 * min(1.0, strength)), 7), TEAL, radius=3.5)


def _banner(sheet: Sheet, told: str, why: str, grid: Grid, y: float) -> float:
    room = grid.right - grid.left - 48
    size = 28.0 if why else 20.0
    lines, notes = wrap(told, room, size, "bold"), wrap(why, room, 15)
    box = Box(grid.left, y, grid.right - grid.left, 28 + text_height(len(lines), size) + text_height(len(notes), 15))
    sheet.panel(box, ALARM_PALE, ALARM, 10)
    below = sheet.lines(lines, box.x + 24, y + 12, size, "bold", ALARM, box)
    sheet.lines(notes, box.x + 24, below, 15, "regular", ALARM, box)
    return box.bottom + 14


def _calmly(sheet: Sheet, name: str, told: str, grid: Grid, y: float) -> float:
    """That this is a first map, or that it is too early to say: calm, for it is no warning."""
    aside = 48 + width(name, 16, "bold")
    lines = wrap(told, grid.right - grid.left - aside - 24, 15)
    box = Box(grid.left, y, grid.right - grid.left, 22 + text_height(len(lines), 15))
    sheet.panel(box, TEAL_PALE, None, 10)
    sheet.write(name, box.x + 24, y + 10, 16, "bold", TEAL, "start", box)
    sheet.lines(lines, box.x + aside, y + 11, 15, "regular", INK, box)
    return box.bottom + 14


def _look_first(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    cards = [
        (labels.pick(look.title), labels(look.reason, **look.slots), grid.numbers.get(look.touchpoint or ""))
        for look in journey_map.look_first
    ]
    gap = journey_map.gap
    count = len(cards) + (gap is not None)
    if not count:
        return y + 4
    if cards:
        sheet.write(labels("map.look-first"), grid.left, y, 15, "bold")
        numbered = [number for _, _, number in cards if number is not None]
        if numbered or gap is not None:
            _say_numbers(sheet, grid, labels, y)
        y += 26
    wide = min(CARD_MOST, (grid.right - grid.left - CARD_GAP * (count - 1)) / count)
    room = wide - 62
    bodies = [
        (wrap(title, room, 16, "semibold", 3), wrap(reason, room, 13, "regular", 4)) for title, reason, _ in cards
    ]
    told = labels("map.gap", staff=labels.face(gap.staff_face), customers=labels.face(gap.customer_face)) if gap else ""
    if gap:
        title = labels("map.gap-at", touchpoint=labels.pick(gap.label))
        bodies.append((wrap(title, room, 16, "semibold", 3), wrap(told, room, 13, "regular", 4)))
    height = 26 + max(text_height(len(head), 16) + text_height(len(body), 13) for head, body in bodies)
    for place, (head, body) in enumerate(bodies):
        is_gap = place == len(cards)
        box = Box(grid.left + place * (wide + CARD_GAP), y, wide, height)
        sheet.panel(box, STAFF_PALE if is_gap else CARD, STAFF_EDGE if is_gap else EDGE, 10)
        number = grid.numbers.get(gap.touchpoint) if gap and is_gap else cards[place][2]
        if number is not None:
            sheet.number(number, box.x + 26, box.y + 24, STAFF if is_gap else TEAL, CARD, 15)
        left = box.x + (50 if number is not None else 20)
        below = sheet.lines(head, left, y + 12, 16, "semibold", INK, box)
        sheet.lines(body, left, below + 1, 13, "regular", MUTED, box)
    return y + height + 16


def _say_numbers(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> None:
    beside = grid.left + width(labels("map.look-first"), 15, "bold") + 10
    sheet.write(labels("map.numbers-note"), beside, y + 2, 12.5, "regular", MUTED)
