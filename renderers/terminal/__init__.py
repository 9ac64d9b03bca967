"""The map and somebody's own way drawn in the cells of a terminal."""

DOORS = ("map_lines", "own_lines")
