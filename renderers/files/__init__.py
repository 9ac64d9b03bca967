"""The map as files for other tools: facts, ways, diagrams, texts."""

DOORS = ("action_files", "book_file", "cells", "sort_file")
