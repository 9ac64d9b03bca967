"""`reisleider run`: everything put together in one process, its web server and its checks."""

DOORS = ("app", "check", "lines", "patient_start", "upgrade")
