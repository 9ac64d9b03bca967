"""What can be asked in a chat alone. Each file is one command."""

DOORS = ("kickoff",)
