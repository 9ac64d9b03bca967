"""Interviews that were held elsewhere: a file of them, read as a map of it tells, and made interviews of ours."""

DOORS = ("as_interview", "form_labels", "heard_cells", "people_told", "sheet_rows", "take_map")
