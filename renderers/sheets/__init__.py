"""The map as a workbook."""

DOORS = ()
