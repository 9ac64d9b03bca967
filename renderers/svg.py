"""The map as SVG: the full sheet, or the tall cut for a phone.

Law: the scene decides every place; the template only writes it down, escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from markupsafe import Markup

from flows.journey_map import JourneyMap
from renderers.environment import ENVIRONMENT
from renderers.layout import lay_full
from renderers.layout_phone import lay_phone
from renderers.palette import PAPER
from renderers.shapes import Scene

Cut = Literal["full", "phone"]
FACES: Mapping[str, Markup] = {
    "regular": Markup(""),
    "semibold": Markup(' font-weight="600"'),
    "bold": Markup(' font-weight="700"'),
    "italic": Markup(' font-style="italic"'),
}
ANCHORS: Mapping[str, Markup] = {
    "start": Markup(""),
    "middle": Markup(' text-anchor="middle"'),
    "end": Markup(' text-anchor="end"'),
}


def draw(journey_map: JourneyMap, language: str, cut: Cut = "full") -> str:
    """The map as one SVG document, 1 px per unit; ``phone`` is 390 px wide, to be rasterised at twice that."""
    return write(lay(journey_map, language, cut))


def lay(journey_map: JourneyMap, language: str, cut: Cut = "full") -> Scene:
    """The scene of a cut: every text and shape with its place."""
    return lay_phone(journey_map, language) if cut == "phone" else lay_full(journey_map, language)


def write(scene: Scene) -> str:
    """A scene as SVG text."""
    template = ENVIRONMENT.get_template("map.svg.j2")
    return template.render(scene=scene, paper=PAPER, faces=FACES, anchors=ANCHORS)
