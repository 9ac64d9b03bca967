"""What was to be done later: reminders, maps, retention."""

DOORS = ("publication", "retention", "timers")
