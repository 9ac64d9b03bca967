"""What a lead can ask: one file per command, on every chat platform and in a terminal."""

DOORS = ("begin_study", "compare", "facilitator", "give_file", "merge", "request", "status", "trace")
