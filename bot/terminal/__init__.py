"""A person at a terminal: an interview, merging by hand, the wait for a long compile."""

DOORS = ("answer", "desk", "measured_here", "setting_up", "taken_here", "talk")
