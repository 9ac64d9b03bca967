"""The full sheet: phases across, lanes down."""

DOORS = ("columns", "full", "parts")
