"""What a lead can ask: one file per command, on every chat platform and in a terminal."""
