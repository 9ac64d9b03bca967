"""Figures that a method defines, each of plain numbers: evidence, gap, order, difference, chance, the worst."""

DOORS = ("chance", "difference", "evidence", "gap", "order", "worst")
