"""The map as SVG: the full sheet, or the tall cut for a phone.

Law: which cut is laid is decided here; how a cut is laid stands in its own room, how a scene is written in drawing.
"""

from __future__ import annotations

from typing import Literal

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.picture.drawing.shapes import Scene
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.picture.full.full import lay_full
from reisleider.renderers.picture.phone.phone import lay_phone
from reisleider.renderers.words.in_language import speak

Cut = Literal["full", "phone"]


def draw(journey_map: JourneyMap, language: str, cut: Cut = "full") -> str:
    """The map as one SVG document, 1 px per unit; ``phone`` is 390 px wide, to be rasterised at twice that."""
    return write(lay(journey_map, language, cut))


def lay(journey_map: JourneyMap, language: str, cut: Cut = "full") -> Scene:
    """The scene of a cut: every text and shape with its place."""
    spoken = speak(journey_map, language)
    return lay_phone(spoken, language) if cut == "phone" else lay_full(spoken, language)
