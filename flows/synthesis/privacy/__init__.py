"""What may be shown: the minimum group, redaction, and words taken out of what was kept."""

DOORS = ("called", "fade", "ledger", "minimum", "own_traces", "redaction")
