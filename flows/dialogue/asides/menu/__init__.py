"""The menu of what can be changed, left out or added: its exchanges, one file each, found by their names."""

DOORS = ()
