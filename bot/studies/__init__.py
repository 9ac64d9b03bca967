"""Studies as they are made and as they stand."""
