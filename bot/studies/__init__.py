"""Studies as they are made and as they stand."""

DOORS = ("archive_file", "new_study", "scripts", "settings", "standing", "study_file")
