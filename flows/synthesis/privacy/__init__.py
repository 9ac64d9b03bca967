"""What may be shown: the minimum group, redaction, and words taken out of what was kept."""

DOORS = ("fade", "minimum", "own_traces", "redaction")
