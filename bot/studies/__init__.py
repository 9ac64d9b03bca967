"""Studies as they are made and as they stand."""

DOORS = ("new_study", "scripts", "standing", "study_file")
