"""Studies as they are made and as they stand."""

DOORS = ("new_study", "standing", "study_file")
