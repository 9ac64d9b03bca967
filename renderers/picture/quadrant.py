"""The picture of a closed round: what would bring most for the least work, and each thing with its figures below.

Law: a thing stands in the field only where enough colleagues gave its impact and its effort; the others are named below
as that. 480 px wide, so that its words are read on a phone; a mark tells the same as its place, without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from reisleider.flows.journey import Texts
from reisleider.flows.messages import Attachment
from reisleider.flows.weighing.outcome import Outcome, Standing
from reisleider.flows.weighing.to_weigh import Candidate
from reisleider.renderers.fonts.measure import wrap
from reisleider.renderers.picture.drawing.palette import CARD, EDGE, FAINT, GLAD, INK, MUTED, TEAL, TINT
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.drawing.shapes import Box, Scene
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.words.about_weighed import (
    Row,
    describe,
    figures,
    firmness,
    name,
    of_whom,
    rows_of,
    title,
)
from reisleider.renderers.words.drawable import BOX
from reisleider.renderers.words.labels import Labels

WIDTH = 480.0
SIDE = 20.0
ROOM = WIDTH - 2 * SIDE
GUTTER = 28.0  # px left of the field, for the name of its height
FIELD = ROOM - GUTTER
TALL = 330.0
INSET, BELOW = 30.0, 46.0  # px from the edge of the field to the lowest and the highest score, across and upwards
DISC = 13.0
BESIDE = 2 * DISC + 3  # px between things that would stand in one place
AROUND = tuple(
    sorted(
        ((x, y) for x in range(-4, 5) for y in range(-4, 5)),
        key=lambda one: (abs(one[0]) + abs(one[1]), one[1], -one[0]),
    )
)
"""Where a thing goes whose place is taken, in steps of ``BESIDE``: the nearest first, beside before below."""
LOWEST, HIGHEST = 1, 5
TITLE, NAME, SMALL = 22.0, 15.0, 13.0


def draw_weighed(outcome: Outcome, things: Sequence[Candidate], study: Texts, language: str) -> Attachment:
    """The picture as PNG, 960 px wide. ``study``: what the study is called. Raises RenderingFault where it cannot be
    drawn, LanguageFault for an unknown language."""
    scene = lay_weighed(outcome, things, study, language)
    return Attachment(f"{Labels(language)('weigh.file')}.png", "image/png", rasterise(write(scene)), scene.description)


def lay_weighed(outcome: Outcome, things: Sequence[Candidate], study: Texts, language: str) -> Scene:
    """Every place on the picture, in px."""
    labels = Labels(language, drawn=True)
    sheet = Sheet()
    y = sheet.paragraph(title(labels), SIDE, 20, ROOM, TITLE, "bold")
    y = sheet.paragraph(labels.pick(study), SIDE, y, ROOM, NAME, "semibold", TEAL, most=3)
    y = sheet.paragraph(f"{of_whom(outcome, labels)} {firmness(outcome, labels)}", SIDE, y + 2, ROOM, SMALL, ink=MUTED)
    rows = rows_of(outcome, things)
    y = _field(sheet, [row for row in rows if row[2].rated is not None], labels, y + 12)
    y = _list(sheet, rows, labels, outcome, y + 14)
    if any(BOX in words.text for words in sheet.text()):
        y = sheet.paragraph(labels("map.boxes"), SIDE, y + 2, ROOM, SMALL, ink=MUTED)
    told = describe(outcome, things, Labels(language))
    return Scene(WIDTH, round(y + 16), tuple(sheet.items), title(labels), told, language)


def _field(sheet: Sheet, rows: Sequence[Row], labels: Labels, y: float) -> float:
    """Four corners and what stands in them: upwards more impact, to the right more effort."""
    left, top = SIDE + GUTTER, sheet.write(labels("weigh.impact"), SIDE, y, SMALL, "semibold") + 4
    box = sheet.panel(Box(left, top, FIELD, TALL), CARD, EDGE, 10)
    half = Box(left, top, FIELD / 2, TALL / 2)
    sheet.panel(half, GLAD, radius=10)
    middle, level = half.right, half.bottom
    sheet.stroke(f"M{middle:.1f} {top + 8:.1f}V{box.bottom - 8:.1f}", FAINT, 1.2, "3 4")
    sheet.stroke(f"M{left + 8:.1f} {level:.1f}H{box.right - 8:.1f}", FAINT, 1.2, "3 4")
    for key, x, at in (
        ("weigh.first", left + 10, top + 7),
        ("weigh.plan", middle + 10, top + 7),
        ("weigh.between", left + 10, box.bottom - 25),
        ("weigh.later", middle + 10, box.bottom - 25),
    ):
        sheet.write(labels(key), x, at, SMALL, "semibold", MUTED)
    for score, at in ((HIGHEST, top + BELOW), (LOWEST, box.bottom - BELOW)):
        sheet.write(str(score), left - 10, at - 9, SMALL, "regular", MUTED, "end")
        x = left + INSET if score == LOWEST else box.right - INSET
        sheet.write(str(score), x, box.bottom + 4, SMALL, "regular", MUTED, "middle")
    for mark, x, at in _spots(rows, box):
        sheet.disc(x, at, DISC, TEAL, CARD)
        sheet.write(mark, x, at - 9, SMALL, "bold", CARD, "middle", Box(x - DISC, at - DISC, 2 * DISC, 2 * DISC))
    if not rows:
        _say_none(sheet, labels, box)
    below = sheet.write(labels("weigh.effort"), left + FIELD / 2, box.bottom + 4, SMALL, "semibold", anchor="middle")
    return below + 4


def _say_none(sheet: Sheet, labels: Labels, box: Box) -> None:
    room = box.width - 110
    lines = wrap(labels("weigh.none-rated"), room, NAME, "italic")
    high = text_height(len(lines), NAME)
    top = box.y + (box.height - high) / 2
    note = sheet.panel(Box(box.x + 40, top - 10, box.width - 80, high + 20), CARD, EDGE)
    sheet.lines(lines, box.x + 55, top, NAME, "italic", INK, note)


def _spots(rows: Sequence[Row], box: Box) -> list[tuple[str, float, float]]:
    """Where each mark stands: at its score, or as near to it as no other mark stands already."""
    spots: list[tuple[str, float, float]] = []
    for mark, _, one in rows:
        x, y = _place(one, box)
        near = ((x + across * BESIDE, y + down * BESIDE) for across, down in AROUND)
        free = (spot for spot in near if _is_free(spot, spots, box))
        spots.append((mark, *next(free, (x, y))))
    return spots


def _is_free(spot: tuple[float, float], spots: Sequence[tuple[str, float, float]], box: Box) -> bool:
    x, y = spot
    inside = box.x + DISC <= x <= box.right - DISC and box.y + BELOW - DISC <= y <= box.bottom - BELOW + DISC
    return inside and all(hypot(x - left, y - top) >= 2 * DISC for _, left, top in spots)


def _place(one: Standing, box: Box) -> tuple[float, float]:
    across, up = (((value or LOWEST) - LOWEST) / (HIGHEST - LOWEST) for value in (one.effort, one.impact))
    return box.x + INSET + across * (box.width - 2 * INSET), box.bottom - BELOW - up * (box.height - 2 * BELOW)


def _list(sheet: Sheet, rows: Sequence[Row], labels: Labels, outcome: Outcome, y: float) -> float:
    """Each thing by its mark, with its words and figures."""
    left, room = SIDE + 2 * DISC + 10, ROOM - 2 * DISC - 10
    for mark, one, standing in rows:
        in_field = standing.rated is not None
        sheet.disc(SIDE + DISC, y + DISC, DISC, TEAL if in_field else TINT, TEAL)
        ink = CARD if in_field else INK
        box = Box(SIDE, y, 2 * DISC, 2 * DISC)
        sheet.write(mark, SIDE + DISC, y + DISC - 9, SMALL, "bold", ink, "middle", box)
        below = sheet.paragraph(name(one, labels), left, y + 2, room, NAME, "semibold", most=6)
        for part in figures(standing, labels, firm=outcome.firm):
            below = sheet.paragraph(part, left, below, room, SMALL, ink=MUTED)
        y = max(below, y + 2 * DISC) + 10
    return y
