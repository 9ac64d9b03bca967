"""Conversations as text files that a researcher can read, write and play."""

DOORS = ("acts", "transcript")
