"""The full map as a picture that every chat shows.

Law: the drawing is the SVG's; only its size is made to fit what a chat takes.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.picture.cuts import draw
from reisleider.renderers.picture.drawing.png import rasterise


def write_png(journey_map: JourneyMap, language: str) -> bytes:
    """The full sheet as PNG. Raises RenderingFault where it cannot be drawn."""
    return rasterise(draw(journey_map, language))


FORMAT = Format("png", ".png", "image/png", write_png, place=1)
