"""The commands that only the terminal has; each file adds its own to the program."""

DOORS = ()
