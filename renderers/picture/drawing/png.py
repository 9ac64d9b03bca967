"""SVG to PNG with resvg and the fonts we ship, the same bytes on every machine.

Law: no system font is ever read; a crash inside the rasteriser becomes a fault, never the end of the program.
"""

from __future__ import annotations

import re
from pathlib import Path

import resvg_py

from reisleider.flows.faults import RenderingFault

FONTS = [str(Path(__file__).parents[2] / "fonts" / name) for name in ("Inter.ttf", "Inter-Italic.ttf")]
SIDES = 10_000  # px: Telegram refuses a photo whose width and height together exceed this
WIDEST = 3400.0  # px: 200 dots per inch on A3; more costs seconds and no chat shows it
RATIO = 20.0  # Telegram: the longer side at most so many times the shorter
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')


def rasterise(svg: str, *, scale: float = 2) -> bytes:
    """``svg`` as PNG at ``scale`` px per unit, smaller where a chat would refuse it.

    Raises RenderingFault where the drawing is not SVG, is too long and thin to show, or cannot be drawn.
    """
    size = _SIZE.search(svg)
    if size is None:
        raise RenderingFault("The drawing has no width and height; give it both in px.")
    wide, high = float(size[1]), float(size[2])
    if not 0 < max(wide, high) <= RATIO * min(wide, high):
        raise RenderingFault(f"A picture of {wide:g} by {high:g} px is too long and thin to show; use the SVG.")
    zoom = fit(wide, high, scale)
    try:
        return draw_pixels(svg, zoom)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # resvg's panics are no Exception: pyo3 raises them as BaseException
        raise RenderingFault("The picture could not be drawn; ask for the map as Markdown or SVG.") from fault


def draw_pixels(svg: str, zoom: float) -> bytes:
    """The drawing as PNG at ``zoom`` px per unit, with our fonts alone; whatever goes wrong is the rasteriser's own."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=FONTS,
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


def fit(wide: float, high: float, scale: float = 2) -> float:
    """The px per unit at which a picture is drawn: ``scale``, less where it would be wider or larger than is of use."""
    return min(scale, max(1.0, WIDEST / wide), (SIDES - 2) / (wide + high))  # 2: both sides may be rounded up
