"""Why people chose a face: their reasons, grouped by the words they share."""

DOORS = ("counted_themes", "themes")
