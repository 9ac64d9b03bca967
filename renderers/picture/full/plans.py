"""The lanes that say what will be done: how much each thing matters to both sides, and the actions.

Law: customers and colleagues stand beside each other and are never added up; an action says who and when where
that was decided, and that it is late only where its day has passed.
"""

from __future__ import annotations

from datetime import date

from reisleider.flows.journey_map import Action, JourneyMap, Priority
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.palette import CARD, INK, MUTED, STAFF, STAFF_PALE, TEAL, TEAL_PALE
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import Column, Grid
from reisleider.renderers.picture.full.lanes import MOST_LINES, hug, lay_cells
from reisleider.renderers.words.about_phase import tell_action, tell_impact, tell_importance, tell_votes
from reisleider.renderers.words.drawable import clean
from reisleider.renderers.words.labels import Labels

NAME, SMALL = 13.0, 12.0
BADGE, INSET = 26.0, 9.0
BAR = 7.0


def lay_priorities(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> float:
    """A cell per thing that matters: its name, a bar for customers and a bar for colleagues."""

    def draw(priority: Priority, column: Column, top: float) -> float:
        return _priority(sheet, priority, column, grid, labels, top)

    return lay_cells(sheet, grid, "map.priorities", lambda content: content.priorities, draw, labels, y, 10)


def lay_actions(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    """A card per action: what, who, when, and how far it is."""

    def draw(action: Action, column: Column, top: float) -> float:
        return _action(sheet, action, column, grid, labels, journey_map.as_of, top)

    return lay_cells(sheet, grid, "map.actions", lambda content: content.actions, draw, labels, y)


def _priority(sheet: Sheet, priority: Priority, column: Column, grid: Grid, labels: Labels, y: float) -> float:
    number = grid.numbers.get(priority.touchpoint or "")
    indent = BADGE if number is not None else 0.0
    if number is not None:
        sheet.number(number, column.x + 9, y + 8.5, grid.tone(priority.touchpoint), CARD, 10)
    left, room = column.x + indent, column.width - indent - 4
    box = Box(left, y, column.room - indent - 4, 4000)
    lines = wrap(clean(priority.words), box.width, NAME, "semibold", MOST_LINES)
    y = sheet.lines(lines, left, y, NAME, "semibold", INK, box, clean(priority.words)) + 2
    if priority.importance is not None:
        share = max(0.0, priority.importance)
        y = _bar(sheet, left, room, y, share, tell_importance(priority, labels), TEAL, TEAL_PALE)
    votes = tell_votes(priority, labels)
    if votes and priority.votes is not None and priority.voters:
        y = _bar(sheet, left, room, y, priority.votes / priority.voters, votes, STAFF, STAFF_PALE)
    elif votes:
        y = sheet.paragraph(votes, left, y, room, SMALL, "regular", STAFF, box)
    weighed = tell_impact(priority, labels)
    return sheet.paragraph(weighed, left, y, room, SMALL, "regular", MUTED, box) if weighed else y


def _bar(sheet: Sheet, left: float, room: float, y: float, share: float, told: str, ink: str, ground: str) -> float:
    """A bar for a share of 1, and beside it or below it what it says."""
    beside = width(told, SMALL) + 8
    wide = max(40.0, room - beside) if room - beside >= 40 else room
    sheet.panel(Box(left, y + 4.5, wide, BAR), ground, radius=BAR / 2)
    if share > 0:
        sheet.panel(Box(left, y + 4.5, max(BAR, wide * min(1.0, share)), BAR), ink, radius=BAR / 2)
    if wide < room:
        return sheet.write(told, left + room, y, SMALL, "regular", ink, "end") + 1
    return sheet.paragraph(told, left, y + 14, room, SMALL, "regular", ink) + 1


def _action(sheet: Sheet, action: Action, column: Column, grid: Grid, labels: Labels, today: date, y: float) -> float:
    number = grid.numbers.get(action.touchpoint or "")
    indent = BADGE if number is not None else 0.0
    room = column.room - 2 * INSET - indent
    lines = wrap(clean(action.words), room, NAME, "semibold", MOST_LINES)
    about = wrap(tell_action(action, labels, today), room, SMALL, "regular", MOST_LINES)
    around = 2 * INSET + indent
    wide = max(hug(lines, column, around, "semibold"), hug(about, column, around, "regular", SMALL))
    height = 14 + text_height(len(lines), NAME) + text_height(len(about), SMALL)
    box = sheet.panel(Box(column.x, y, wide, height), CARD, TEAL, 7)
    if number is not None:
        sheet.number(number, column.x + INSET + 9, y + 15.5, grid.tone(action.touchpoint), CARD, 10)
    left = column.x + INSET + indent
    below = sheet.lines(lines, left, y + 7, NAME, "semibold", INK, box, clean(action.words))
    sheet.lines(about, left, below, SMALL, "regular", MUTED, box)
    return box.bottom
