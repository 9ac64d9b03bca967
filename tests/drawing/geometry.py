"""What may go wrong with words on a picture, found by measuring: off the sheet, out of the card, one over the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.renderers.picture.drawing.palette import PAPER
from reisleider.renderers.picture.drawing.shapes import Box, Disc, Panel, Scene, Shape, Words

SLACK = 2.5  # px two line boxes may share: what is above the tallest letter and below the deepest
EDGE = 0.51  # px that rounding may take a line past its card
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def faults(scene: Scene) -> list[str]:
    """Every fault as a sentence; empty where all words can be read."""
    return [*_left(scene), *_covered(scene)]


def holds(outer: Box, inner: Box) -> bool:
    """Whether the inner one lies inside the outer one, but for half a px."""
    across = outer.x - EDGE <= inner.x and inner.right <= outer.right + EDGE
    return across and outer.y - EDGE <= inner.y and inner.bottom <= outer.bottom + EDGE


def overlap(one: Box, other: Box) -> bool:
    """Whether both cover some of the same paper, more than SLACK."""
    beside = one.right <= other.x + SLACK or other.right <= one.x + SLACK
    return not (beside or one.bottom <= other.y + SLACK or other.bottom <= one.y + SLACK)


def _words(scene: Scene) -> list[Words]:
    return [one for one in scene.items if isinstance(one, Words) and one.text.strip()]


def _left(scene: Scene) -> Iterator[str]:
    sheet = Box(0, 0, scene.width, scene.height)
    for one in _words(scene):
        if not holds(sheet, one.box):
            yield f"“{one.text}” leaves the sheet"
        elif one.card is not None and not holds(one.card, one.box):
            yield f"“{one.text}” leaves its card"


def _covered(scene: Scene) -> Iterator[str]:
    """Pairs of lines that share paper, looked for from the top down."""
    rows = sorted(((one.box, one.text) for one in _words(scene)), key=lambda row: row[0].y)
    for place, (box, text) in enumerate(rows):
        for other, words in rows[place + 1 :]:
            if other.y >= box.bottom - SLACK:
                break
            if overlap(box, other):
                yield f"“{text}” and “{words}” stand on each other"


def ground_of(scene: Scene, place: int) -> str:
    """The colour beneath a line of text: the last thing painted before it that holds its middle."""
    words = scene.items[place]
    assert isinstance(words, Words)
    x, y = words.box.x + words.box.width / 2, words.box.y + words.box.height / 2
    for item in reversed(scene.items[:place]):
        if isinstance(item, Panel) and _inside(item.box, x, y):
            return item.fill
        if isinstance(item, Disc) and (item.x - x) ** 2 + (item.y - y) ** 2 <= item.radius**2:
            return item.fill
        if isinstance(item, Shape) and _inside(_around(item.path), x, y):
            return item.fill
    return PAPER


def _inside(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def _around(path: str) -> Box:
    """The box around an arrow of the ribbon, whose path has absolute ``M H L`` only; other shapes hold no text."""
    if not path.startswith("M") or not set(re.sub(r"[-\d.\s]", "", path)) <= set("MHLZ"):
        return Box(0, 0, 0, 0)
    xs: list[float] = []
    ys: list[float] = []
    for command, rest in re.findall(r"([MHL])([^MHLZ]*)", path):
        numbers = [float(one) for one in _NUMBERS.findall(rest)]
        xs += numbers[:1]
        ys += numbers[1:2] if command != "H" else []
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
