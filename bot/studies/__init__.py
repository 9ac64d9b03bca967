"""Studies as they are made and as they stand."""

DOORS = ("archive_file", "new_study", "promised", "scripts", "settable", "standing", "study_file", "written_study")
