"""Interviews carried through storage: begun, heard, reminded, shown their own way, forgotten."""

DOORS = (
    "burst",
    "errands",
    "givens",
    "held_elsewhere",
    "invitation",
    "opening",
    "own_map",
    "question",
    "reminders",
    "reply",
    "revisions",
    "sealed",
    "turn",
)
