"""A map as a picture: the full sheet, the phone's cut, maps beside each other, somebody's own way."""

DOORS = ("beside", "own_file", "quadrant", "thinned")
