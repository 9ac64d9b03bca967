"""The phases as a ribbon of arrows, darkening from buyer to customer; its boundary and its loop.

Law: a phase model's sides and loop are drawn only where the model has them.
"""

from __future__ import annotations

from reisleider.flows.journey import PhaseModel
from reisleider.renderers.fonts.measure import width, wrap
from reisleider.renderers.picture.drawing.palette import INK, PAPER, TEAL, phase_tint
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet, text_height
from reisleider.renderers.picture.full.columns import GAP, Column, Grid
from reisleider.renderers.words.labels import Labels

TIP = 12.0  # px that an arrow's point reaches out


def lay_ribbon(sheet: Sheet, grid: Grid, model: PhaseModel, labels: Labels, y: float) -> float:
    """Draws the ribbon from ``y`` down; returns where the first lane may begin."""
    if not grid.columns:
        return y
    if model.loop:
        y = _loop(sheet, grid, labels, y)
    y = _sides(sheet, grid, labels, y)
    names = [
        wrap(labels.pick(column.content.phase.label), column.width - 2 * TIP - 10, 15, "semibold")
        for column in grid.columns
    ]
    height = 20 + text_height(max(map(len, names)), 15)
    for place, (column, lines) in enumerate(zip(grid.columns, names, strict=True)):
        fill = phase_tint(place / max(1, len(grid.columns) - 1))
        sheet.shape(_arrow(column, y, height, place == 0), fill)
        card = Box(column.x, y, column.width + TIP, height)
        top = y + (height - text_height(len(lines), 15)) / 2
        for line in lines:
            top = sheet.write(line, column.x + (column.width + TIP) / 2, top, 15, "semibold", INK, "middle", card)
    return y + height + 12


def boundary(grid: Grid) -> float | None:
    """The x between the last buyer phase and the first customer phase, or None where the model knows no sides."""
    sides = [column.content.phase.side for column in grid.columns]
    for place in range(1, len(sides)):
        if sides[place - 1] == "buyer" and sides[place] == "customer":
            return grid.columns[place].x - GAP / 2
    return None


def _arrow(column: Column, y: float, height: float, first: bool) -> str:
    middle, right = y + height / 2, column.right
    notch = "" if first else f"L{column.x + TIP:.1f} {middle:.1f}"
    return (
        f"M{column.x:.1f} {y:.1f}H{right:.1f}L{right + TIP:.1f} {middle:.1f}L{right:.1f} {y + height:.1f}"
        f"H{column.x:.1f}{notch}Z"
    )


def _sides(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> float:
    edge = boundary(grid)
    if edge is None:
        return y
    first, last = grid.columns[0].x, grid.columns[-1].right
    sheet.write(labels("map.buyer"), edge - 12, y, 13, "semibold", TEAL, "end")
    sheet.write(labels("map.customer"), edge + 12, y, 13, "semibold", TEAL)
    before = edge - 22 - width(labels("map.buyer"), 13, "semibold")
    after = edge + 22 + width(labels("map.customer"), 13, "semibold")
    if before > first:
        sheet.stroke(f"M{first:.1f} {y + 14:.1f}V{y + 9:.1f}H{before:.1f}", TEAL)
    if after < last:
        sheet.stroke(f"M{after:.1f} {y + 9:.1f}H{last:.1f}V{y + 14:.1f}", TEAL)
    return y + 24


def _loop(sheet: Sheet, grid: Grid, labels: Labels, y: float) -> float:
    """An arrow over the whole ribbon, back from the last phase to the first."""
    first, last = grid.columns[0], grid.columns[-1]
    start, end = last.x + last.width / 2, first.x + first.width / 2
    level, foot = y + 9, y + 30
    sheet.stroke(
        f"M{start:.1f} {foot:.1f}V{level + 10:.1f}q0-10-10-10H{end + 10:.1f}q-10 0-10 10V{foot - 2:.1f}", TEAL, 2
    )
    sheet.stroke(f"M{end - 6:.1f} {foot - 8:.1f}l6 8l6-8", TEAL, 2)
    text = labels("map.loop")
    middle, wide = (start + end) / 2, width(text, 13, "semibold")
    sheet.panel(Box(middle - wide / 2 - 10, y - 2, wide + 20, 22), PAPER, radius=0)
    sheet.write(text, middle, y, 13, "semibold", TEAL, "middle")
    return foot + 6
