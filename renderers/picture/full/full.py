"""The full map for a screen or an A3 sheet: phases across, lanes down.

Law: it only says what comes after what; each part decides its own places and hands back where it ends.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.picture.drawing.palette import TEAL
from reisleider.renderers.picture.drawing.shapes import Scene
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.full.columns import Grid, lay_columns
from reisleider.renderers.picture.full.feelings import lay_feelings
from reisleider.renderers.picture.full.footer import lay_footer
from reisleider.renderers.picture.full.header import lay_header
from reisleider.renderers.picture.full.lanes import LOOKS, lay_doing, lay_points, lay_quotes
from reisleider.renderers.picture.full.parts import take_part
from reisleider.renderers.picture.full.plans import lay_actions, lay_priorities
from reisleider.renderers.picture.full.ribbon import boundary, lay_ribbon
from reisleider.renderers.picture.thinned import thin
from reisleider.renderers.words.about_map import describe
from reisleider.renderers.words.labels import Labels


def lay_full(journey_map: JourneyMap, language: str, phases: range | None = None) -> Scene:
    """Every place on the full map, in px; with ``phases`` only those columns, numbered as on the whole map."""
    labels = Labels(language, drawn=True)
    thinned = thin(journey_map)
    grid = lay_columns(thinned.journey_map)
    if phases is not None:
        thinned, grid = take_part(thinned, grid, phases)
    journey_map = thinned.journey_map
    sheet = Sheet()
    top = lay_header(sheet, journey_map, grid, labels)
    first = lay_ribbon(sheet, grid, journey_map.model, labels, top)
    y = lay_doing(sheet, thinned, grid, labels, first)
    above = y
    below = y = lay_feelings(sheet, journey_map, grid, labels, y)
    y = lay_quotes(sheet, grid, labels, y)
    for look in LOOKS:
        y = lay_points(sheet, grid, look, labels, y)
    y = lay_priorities(sheet, grid, labels, y)
    y = lay_actions(sheet, journey_map, grid, labels, y)
    _draw_boundary(sheet, grid, first - 6, above - 4)
    _draw_boundary(sheet, grid, below, y - 4)  # not through the field of feelings, where labels stand
    y = lay_footer(sheet, journey_map, grid, labels, y)
    return Scene(
        round(grid.width),
        round(y),
        tuple(sheet.items),
        labels.pick(journey_map.title),
        describe(journey_map, Labels(language)),
        language,
        tuple(sheet.lanes),
        (top, first),
    )


def _draw_boundary(sheet: Sheet, grid: Grid, top: float, bottom: float) -> None:
    """Where a buyer becomes a customer: one line through all lanes."""
    edge = boundary(grid)
    if edge is not None:
        sheet.stroke(f"M{edge:.1f} {top:.1f}V{bottom:.1f}", TEAL, 1.5, "2 5")
