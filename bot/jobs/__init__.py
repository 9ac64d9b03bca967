"""What was to be done later: reminders, maps, retention."""

DOORS = ("retention", "timers")
