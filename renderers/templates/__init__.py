"""The templates, and the one environment that fills them."""

DOORS = ("environment",)
