"""The map and somebody's own way drawn in the cells of a terminal."""
