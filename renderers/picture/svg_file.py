"""The full map as an SVG file, for who wants to enlarge it or take it further.

Law: the drawing is the picture's, to the byte.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.picture.cuts import draw


def write_svg(journey_map: JourneyMap, language: str) -> str:
    """The full sheet as one SVG document. Raises LanguageFault for an unknown language."""
    return draw(journey_map, language)


FORMAT = Format("svg", ".svg", "image/svg+xml", write_svg, place=3)
