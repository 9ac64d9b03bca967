"""What a lead asks of the map and of what stands behind it. Each file is one command."""

DOORS = ("act", "audit", "map", "merge", "prioritise", "quotes", "sort")
