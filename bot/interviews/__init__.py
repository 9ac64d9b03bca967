"""Interviews carried through storage: begun, heard, reminded, shown their own way, forgotten."""

DOORS = ("forget", "givens", "interviewer", "invite", "own_map", "revisions")
