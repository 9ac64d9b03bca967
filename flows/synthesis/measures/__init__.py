"""Figures that a method defines, each of plain numbers: evidence, gap, order, difference, agreement."""

DOORS = ("difference", "evidence", "gap", "kappa", "order")
