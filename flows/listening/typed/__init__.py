"""A reply in pieces as it was typed, and the phrases that are looked for in it."""

DOORS = ("phrases", "tokens")
