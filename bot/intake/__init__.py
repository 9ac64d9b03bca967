"""What arrives: one update, one transaction, and whom it is for."""

DOORS = ("dispatcher", "membership", "route", "transcription")
