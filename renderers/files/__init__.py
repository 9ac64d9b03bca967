"""The map as files for other tools: facts, ways, diagrams, texts."""

DOORS = ("cells",)
