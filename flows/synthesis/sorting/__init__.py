"""Sorting by people: what was told and stands under no label yet, as cards, as a sheet, and by two people compared."""

DOORS = ("auditing", "cards", "comparing", "filled", "new_label", "together")
