"""How people tell what happened, one thing after another: words of order, rows of acts, and how they put that right."""

DOORS = ("clauses", "enumeration", "rearrangement")
