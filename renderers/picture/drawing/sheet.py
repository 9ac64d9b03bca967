"""The sheet a layout writes on: collects shapes in painting order and keeps what belongs together.

Law: the only mutable thing while a picture is laid out; it measures, it decides no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reisleider.renderers.fonts.measure import Face, width, wrap
from reisleider.renderers.picture.drawing.faces import draw_face
from reisleider.renderers.picture.drawing.palette import INK
from reisleider.renderers.picture.drawing.shapes import Anchor, Box, Disc, Icon, Item, Panel, Shape, Stroke, Words

LEADING = 1.3  # line height in font sizes


class Sheet:
    """Shapes so far, first painted first."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.lanes: list[tuple[float, float]] = []  # from where to where each goes, px

    def panel(
        self,
        box: Box,
        fill: str,
        edge: str | None = None,
        radius: float = 8,
        dash: str | None = None,
        at: int | None = None,
    ) -> Box:
        """A rectangle; with ``at`` it is painted beneath everything from that mark on."""
        self.items.insert(len(self.items) if at is None else at, Panel(box, fill, edge, radius, dash))
        return box

    def mark(self) -> int:
        """Where painting stands, for a panel that must go beneath what follows."""
        return len(self.items)

    def write(
        self,
        text: str,
        x: float,
        top: float,
        size: float,
        face: Face = "regular",
        ink: str = INK,
        anchor: Anchor = "start",
        card: Box | None = None,
        whole: str | None = None,
    ) -> float:
        """One line whose line box begins at ``top``; returns where the next one begins."""
        if text:
            self.items.append(Words(text, x, top + size * 1.01, size, face, ink, anchor, card, whole))
        return top + size * LEADING

    def lines(
        self,
        lines: Sequence[str],
        x: float,
        top: float,
        size: float,
        face: Face = "regular",
        ink: str = INK,
        card: Box | None = None,
        whole: str | None = None,
    ) -> float:
        """Several lines; the first carries the ``whole`` text where they were shortened."""
        if not _shortened(lines, whole):
            whole = None
        for line in lines:
            top = self.write(line, x, top, size, face, ink, "start", card, whole)
            whole = None
        return top

    def paragraph(
        self,
        text: str,
        x: float,
        top: float,
        room: float,
        size: float,
        face: Face = "regular",
        ink: str = INK,
        card: Box | None = None,
        most: int | None = None,
    ) -> float:
        """A text wrapped to ``room``, at most ``most`` lines; returns where the next line begins."""
        lines = wrap(text, room, size, face, most)
        return self.lines(lines, x, top, size, face, ink, card, text)

    def stroke(self, path: str, ink: str, width: float = 1.5, dash: str | None = None) -> None:
        """A line."""
        self.items.append(Stroke(path, ink, width, dash))

    def shape(self, path: str, fill: str, edge: str | None = None, width: float = 1.5) -> None:
        """A filled path."""
        self.items.append(Shape(path, fill, edge, width))

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str | None = None) -> None:
        """A circle."""
        self.items.append(Disc(x, y, radius, fill, edge))

    def icon(self, path: str, x: float, y: float, size: float, ink: str) -> None:
        """A line drawing with its top left corner at (x, y)."""
        self.items.append(Icon(path, x, y, size, ink))

    def face(self, score: int, x: float, y: float, radius: float) -> None:
        """A face around (x, y)."""
        self.items.extend(draw_face(score, x, y, radius))

    def number(self, number: int, x: float, y: float, fill: str, ink: str, size: float = 10.5) -> None:
        """A number in a lozenge around (x, y), wide enough for its digits."""
        text = str(number)
        wide = max(size * 1.65, width(text, size, "bold") + size * 0.9)
        box = self.panel(Box(x - wide / 2, y - size * 0.82, wide, size * 1.64), fill, radius=size * 0.82)
        self.write(text, x, y - size * 0.64, size, "bold", ink, "middle", box)

    def text(self) -> Iterable[Words]:
        """Every line of text on the sheet."""
        return (item for item in self.items if isinstance(item, Words))


def _shortened(lines: Sequence[str], whole: str | None) -> bool:
    return whole is not None and bool(lines) and lines[-1].endswith("…") and not whole.endswith("…")


def text_height(lines: int, size: float) -> float:
    """The height of so many lines of ``size`` px."""
    return lines * size * LEADING
