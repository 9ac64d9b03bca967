"""The foot of a map: what its signs mean, who answered, what is hidden and why, and which version this is.

Law: the same honest lines stand under every cut; nothing is hidden without saying so here.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.fonts.measure import width
from reisleider.renderers.picture.drawing.icons import CONTROL
from reisleider.renderers.picture.drawing.palette import INK, MUTED
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.cards import EVIDENCE, draw_evidence
from reisleider.renderers.picture.full.columns import Grid
from reisleider.renderers.words.drawable import BOX
from reisleider.renderers.words.labels import Labels

SIZE = 12.5
MOST_WIDE = 1500.0  # px: a longer line is hard to read back to its beginning


def footnotes(journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """Everything that must be said about a map's figures, one sentence each, for any format."""
    notes = [labels.based_on(journey_map)]
    response = labels.response(journey_map)
    if response is not None:
        notes.append(labels("map.response-note", response=response))
    if journey_map.recency:
        notes.append(labels("map.recency", buckets=labels.buckets("recency", journey_map.recency)))
    if journey_map.outcomes:
        notes.append(labels("map.outcomes", buckets=labels.buckets("outcome", journey_map.outcomes)))
    if journey_map.end is not None:
        faces = zip((-2, -1, 0, 1, 2), journey_map.end.counts, strict=True)
        told = " · ".join(f"{labels.face(score)}: {count}" for score, count in faces if count)
        notes.append(labels("map.end", faces=told))
    minimums = journey_map.minimums
    notes.append(labels("map.privacy", customers=minimums.get("customer", 3), staff=minimums.get("stakeholder", 5)))
    notes.extend(labels(key if "." in key else f"note.{key}") for key in journey_map.notes)
    notes.append(labels("map.stamp", version=labels.version(journey_map), day=labels.day(journey_map.as_of)))
    return tuple(notes)


def lay_footer(sheet: Sheet, journey_map: JourneyMap, grid: Grid, labels: Labels, y: float) -> float:
    """The legend of evidence and control, then the notes in lines; returns the page's end."""
    y = lay_signs(sheet, journey_map, labels, grid.left, y + 4, grid.right)
    wide = min(grid.right - grid.left, MOST_WIDE)
    for line in remarks(sheet, journey_map, labels):
        y = sheet.paragraph(line, grid.left, y + 4, wide, SIZE, "regular", INK)
    text = "  ·  ".join(footnotes(journey_map, labels))
    return sheet.paragraph(text, grid.left, y + 4, wide, SIZE, "regular", MUTED) + 22


def remarks(sheet: Sheet, journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """What the map as a whole says, and that some letters could not be drawn, where that is so."""
    boxed = any(BOX in words.text for words in sheet.text())
    return (*labels.overlay(journey_map), *((labels("map.boxes"),) if boxed else ()))


def lay_signs(sheet: Sheet, journey_map: JourneyMap, labels: Labels, left: float, y: float, right: float) -> float:
    """What the evidence bars and the control marks mean, in rows between ``left`` and ``right``."""
    controls = {touchpoint.control for column in journey_map.columns for touchpoint in column.touchpoints}
    x = left
    for kind, id in [*(("evidence", id) for id in EVIDENCE), *(("control", id) for id in CONTROL if id in controls)]:
        text = labels(f"legend.{id}")
        wide = 26 + width(text, SIZE)
        if x > left and x + wide > right:
            x, y = left, y + 22
        if kind == "evidence":
            draw_evidence(sheet, next(level for level in EVIDENCE if level == id), x, y + 1)
        else:
            sheet.icon(CONTROL[id], x + 2, y + 1, 15, MUTED)
        sheet.write(text, x + 26, y, SIZE, "regular", MUTED)
        x += wide + 22
    return y + 22
