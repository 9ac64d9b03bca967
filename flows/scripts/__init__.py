"""Interview scripts: one TOML file each, read, checked, compiled into one state machine, and drawn from it."""

DOORS = ("draw", "script")
