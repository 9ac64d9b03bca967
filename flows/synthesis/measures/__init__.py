"""Figures that a method defines, each of plain numbers: evidence, gap, order, difference."""

DOORS = ("difference", "evidence", "gap", "order")
