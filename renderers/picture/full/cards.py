"""A touchpoint's card: its number and name, how it went through, who named it, how firm that is.

Law: everything on a card is the touchpoint's own; what is not known leaves no empty place.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.renderers.fonts.measure import wrap
from reisleider.renderers.picture.drawing.icons import CONTROL, MEASURED, channel_icon
from reisleider.renderers.picture.drawing.legend import draw_evidence
from reisleider.renderers.picture.drawing.palette import CARD, FAINT, INK, MUTED, STAFF, TEAL, TINT
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.words.about_touchpoint import share_of, tell_tags, tell_ways
from reisleider.renderers.words.labels import Labels

NAME, META, TAG = 13.0, 12.0, 11.0  # font sizes, px
INDENT = 32.0


@dataclass(frozen=True, slots=True)
class TouchpointCard:
    """A card before it has a place: its lines and its height."""

    touchpoint: MapTouchpoint
    number: int
    name: tuple[str, ...]
    share: str | None
    control: str | None
    ways: tuple[str, ...]
    tags: tuple[str, ...]
    height: float


def prepare_card(
    touchpoint: MapTouchpoint, number: int, journey_map: JourneyMap, wide: float, labels: Labels
) -> TouchpointCard:
    """Wraps a touchpoint's words to a card of ``wide`` px."""
    room = wide - INDENT - 8
    name = wrap(labels.pick(touchpoint.label), room, NAME, "semibold", 5)
    control = labels(f"control.{touchpoint.control}") if touchpoint.control in CONTROL else None
    ways = tuple(line for way in tell_ways(touchpoint, labels) for line in wrap(way, room, TAG))
    tags = tuple(
        line
        for tag in tell_tags(touchpoint, labels, assumption=journey_map.assumption)
        for line in wrap(tag, room, TAG, "semibold")
    )
    extra = text_height(1, META) if control else 0
    height = (
        8
        + text_height(len(name), NAME)
        + 3
        + text_height(1, META)
        + extra
        + text_height(len(ways) + len(tags), TAG)
        + 7
    )
    share = share_of(touchpoint, journey_map.customers.counted)
    return TouchpointCard(touchpoint, number, name, share, control, ways, tags, height)


def has_line(journey_map: JourneyMap) -> bool:
    """Whether there is a field of feelings, where moments of truth have their flags; else the cards tell them."""
    touchpoints = (one for column in journey_map.columns for one in column.touchpoints)
    return any(one.faces or one.guess for one in touchpoints) or any(column.whole for column in journey_map.columns)


def draw_card(
    sheet: Sheet, card: TouchpointCard, x: float, y: float, wide: float, height: float, labels: Labels
) -> None:
    """Puts a prepared card at (x, y)."""
    touchpoint = card.touchpoint
    staff_only = touchpoint.known == "staff"
    box = Box(x, y, wide, height)
    sheet.panel(box, CARD if staff_only else TINT, FAINT if staff_only else None, 7, "4 3" if staff_only else None)
    sheet.number(card.number, x + 16, y + 17, STAFF if staff_only else TEAL, CARD)
    top = sheet.lines(card.name, x + INDENT, y + 8, NAME, "semibold", INK, box, labels.pick(touchpoint.label)) + 3
    icon = channel_icon(touchpoint.channel, touchpoint.wait)
    at = x + INDENT
    if icon is not None:
        sheet.icon(icon, at, top - 0.5, 15, TEAL)
        at += 22
    draw_evidence(sheet, touchpoint.evidence, at, top + 1)
    if touchpoint.source == "measured":
        sheet.icon(MEASURED, at + 25, top - 0.5, 15, TEAL)
    if card.share is not None:
        sheet.write(card.share, x + wide - 9, top - 0.5, META, "regular", MUTED, "end", box)
    top += text_height(1, META)
    if card.control is not None and touchpoint.control is not None:
        sheet.icon(CONTROL[touchpoint.control], x + INDENT, top, 13, MUTED)
        sheet.write(card.control, x + INDENT + 18, top - 0.5, META, "regular", MUTED, "start", box)
        top += text_height(1, META)
    top = sheet.lines(card.ways, x + INDENT, top, TAG, "regular", MUTED, box)
    sheet.lines(card.tags, x + INDENT, top, TAG, "semibold", STAFF, box)
