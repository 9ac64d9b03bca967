"""Interviews carried through storage: begun, heard, reminded, shown their own way, forgotten."""

DOORS = (
    "burst",
    "errands",
    "givens",
    "invitation",
    "opening",
    "own_map",
    "reminders",
    "reply",
    "revisions",
    "sealed",
    "turn",
)
