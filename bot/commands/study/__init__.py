"""What a lead asks of a whole study: its home, its people, its state, its end. Each file is one command."""

DOORS = ("settings", "status")
