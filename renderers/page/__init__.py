"""The map as one page for a browser."""

DOORS = ("html",)
