"""The five faces, drawn: a disc, two eyes, and a mouth that differs for every score.

Law: no font and no emoji is used; a face is read by its mouth, colour only helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reisleider.renderers.picture.drawing.palette import CARD
from reisleider.renderers.picture.drawing.palette import FACES as COLOURS
from reisleider.renderers.picture.drawing.shapes import Disc, Item, Stroke

MOUTHS: Mapping[int, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    -2: ((-0.46, 0.56), (0.0, -0.12), (0.46, 0.56)),
    -1: ((-0.40, 0.44), (0.0, 0.16), (0.40, 0.44)),
    0: ((-0.40, 0.34), (0.0, 0.34), (0.40, 0.34)),
    1: ((-0.40, 0.22), (0.0, 0.56), (0.40, 0.22)),
    2: ((-0.50, 0.10), (0.0, 0.96), (0.50, 0.10)),
}
"""Start, control and end of each mouth's curve, in radii from the middle of the face; y points down."""


def draw_face(score: int, x: float, y: float, radius: float) -> Iterator[Item]:
    """A face of ``radius`` px around (x, y)."""
    yield Disc(x, y, radius, COLOURS[score], CARD)
    start, bend, end = ((x + dx * radius, y + dy * radius) for dx, dy in MOUTHS[score])
    mouth = f"M{start[0]:.1f} {start[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    if score == 2:
        mouth += "Z"
    for side in (-0.34, 0.34):
        yield Disc(x + side * radius, y - 0.24 * radius, radius * 0.125, CARD)
    if abs(score) == 2:
        yield from _brows(score, x, y, radius)
    yield Stroke(mouth, CARD, max(1.2, radius * 0.13))


def _brows(score: int, x: float, y: float, radius: float) -> Iterator[Item]:
    """A frown for the lowest face: its lines fall towards the nose. The highest face laughs with an open mouth."""
    if score > 0:
        return
    for side in (-1, 1):
        inner, outer = x + side * 0.18 * radius, x + side * 0.56 * radius
        path = f"M{outer:.1f} {y - 0.62 * radius:.1f}L{inner:.1f} {y - 0.46 * radius:.1f}"
        yield Stroke(path, CARD, max(1.0, radius * 0.1))
