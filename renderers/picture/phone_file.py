"""The map as a tall picture that is read on a phone without turning it.

Law: the drawing is the phone's cut; nothing of the map is left out for its size.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.picture.cuts import draw
from reisleider.renderers.picture.drawing.png import rasterise


def write_phone(journey_map: JourneyMap, language: str) -> bytes:
    """The phone's cut as PNG, 780 px wide. Raises RenderingFault where it cannot be drawn."""
    return rasterise(draw(journey_map, language, "phone"))


FORMAT = Format("phone-png", "-phone.png", "image/png", write_phone, place=2)
