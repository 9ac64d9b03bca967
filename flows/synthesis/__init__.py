"""Answers become journeys, and journeys become one map: pure functions, reproducible, nothing edited in place."""

DOORS = ("book", "compile", "coverage", "fold", "offered", "progress", "raised", "reworded", "talks", "trace")
