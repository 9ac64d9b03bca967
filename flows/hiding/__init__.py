"""What tells who somebody is, found in words: names, addresses, numbers and births; and what is too private to show."""

DOORS = ("private", "telling")
