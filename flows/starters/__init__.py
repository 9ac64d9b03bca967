"""The start lists: labels that are usual in a trade, one TOML file per trade."""

DOORS = ("start_lists",)
