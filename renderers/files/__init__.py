"""The map as files for other tools: facts, ways, diagrams, texts."""

DOORS = ("book_file", "cells", "sort_file")
