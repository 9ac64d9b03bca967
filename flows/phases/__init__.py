"""The phase models: a map's columns as data, one TOML file per model."""

DOORS = ("models",)
