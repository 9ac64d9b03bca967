"""The signs of evidence and of control, and the rows below a map that say what they mean.

Law: every cut draws the same signs and explains only those of control that it uses.
"""

from __future__ import annotations

from reisleider.flows.journey_map import Evidence, JourneyMap
from reisleider.renderers.fonts.measure import width
from reisleider.renderers.picture.drawing.icons import CONTROL, MEASURED
from reisleider.renderers.picture.drawing.palette import FAINT, MUTED, TEAL
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.words.about_map import tell_overlay
from reisleider.renderers.words.drawable import BOX
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import EVIDENCE, strength_of

SIZE = 12.5


def draw_evidence(sheet: Sheet, evidence: Evidence, x: float, y: float) -> None:
    """Four rising bars, as many filled as customers make it firm: assumed, by a few, named, confirmed."""
    level = EVIDENCE.index(strength_of(evidence)) + 1
    for bar in range(4):
        tall = 4 + bar * 2.6
        sheet.panel(Box(x + bar * 5, y + 12 - tall, 3.6, tall), TEAL if bar < level else FAINT, radius=0.8)


def lay_signs(sheet: Sheet, journey_map: JourneyMap, labels: Labels, left: float, y: float, right: float) -> float:
    """What the evidence bars and the control marks mean, in rows between ``left`` and ``right``."""
    touchpoints = [touchpoint for column in journey_map.columns for touchpoint in column.touchpoints]
    controls = {touchpoint.control for touchpoint in touchpoints}
    x = left
    figures = any(touchpoint.source == "measured" for touchpoint in touchpoints)
    rows = [*(("evidence", id) for id in EVIDENCE), *((("source", "measured"),) if figures else ())]
    for kind, id in [*rows, *(("control", id) for id in CONTROL if id in controls)]:
        text = labels(f"legend.{id}")
        wide = 26 + width(text, SIZE)
        if x > left and x + wide > right:
            x, y = left, y + 22
        if kind == "evidence":
            draw_evidence(sheet, next(level for level in EVIDENCE if level == id), x, y + 1)
        elif kind == "source":
            sheet.icon(MEASURED, x + 2, y + 1, 15, TEAL)
        else:
            sheet.icon(CONTROL[id], x + 2, y + 1, 15, MUTED)
        sheet.write(text, x + 26, y, SIZE, "regular", MUTED)
        x += wide + 22
    return y + 22


def remarks(sheet: Sheet, journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """What the map as a whole says, and that some letters could not be drawn, where that is so."""
    boxed = any(BOX in words.text for words in sheet.text())
    return (*tell_overlay(journey_map, labels), *((labels("map.boxes"),) if boxed else ()))
