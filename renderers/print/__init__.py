"""The map as a PDF for the wall and for reading."""

DOORS = ()
