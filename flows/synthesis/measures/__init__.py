"""Figures that a method defines, each of plain numbers: evidence, gap, order, difference, agreement, chance."""

DOORS = ("chance", "difference", "evidence", "gap", "kappa", "order", "specificity", "worst")
