"""What a picture is made of, before it becomes SVG: boxes, words, strokes and filled shapes, in px.

Law: plain data with places already decided; whoever draws a scene measures and moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reisleider.renderers.fonts.measure import Face, width

Anchor = Literal["start", "middle", "end"]
ASCENT, DESCENT = 0.77, 0.24  # of the font size: what Inter's tallest capital and deepest tail need


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle with round corners."""

    box: Box
    fill: str
    edge: str | None = None
    radius: float = 8
    dash: str | None = None
    kind: Literal["panel"] = "panel"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its baseline, ``card`` what it must stay inside, ``whole`` the unshortened text."""

    text: str
    x: float
    y: float
    size: float
    face: Face
    ink: str
    anchor: Anchor = "start"
    card: Box | None = None
    whole: str | None = None
    kind: Literal["words"] = "words"

    @property
    def box(self) -> Box:
        """The paper this line covers."""
        wide = width(self.text, self.size, self.face)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, wide, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line along an SVG path."""

    path: str
    ink: str
    width: float = 1.5
    dash: str | None = None
    kind: Literal["stroke"] = "stroke"


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled SVG path, and its edge where it has one."""

    path: str
    fill: str
    edge: str | None = None
    width: float = 1.5
    kind: Literal["shape"] = "shape"


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing of ``size`` px square, its lines in ``ink``; ``path`` lives in a field of 24 by 24."""

    path: str
    x: float
    y: float
    size: float
    ink: str
    kind: Literal["icon"] = "icon"


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str | None = None
    kind: Literal["disc"] = "disc"


Item = Panel | Words | Stroke | Shape | Icon | Disc


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished layout. ``title`` and ``description`` are for who cannot see it.

    ``lanes`` and ``ribbon`` are from where to where they go, so that a sheet can be cut between them; ``top`` is where
    what is shown begins, for a scene that was cut.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str
    language: str
    lanes: tuple[tuple[float, float], ...] = ()
    ribbon: tuple[float, float] = (0.0, 0.0)
    top: float = 0.0
