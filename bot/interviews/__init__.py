"""Interviews carried through storage: begun, heard, reminded, shown their own way, forgotten."""
