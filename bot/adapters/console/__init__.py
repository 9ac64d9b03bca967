"""The terminal as a chat platform."""

DOORS = ("console", "screen", "seat")
