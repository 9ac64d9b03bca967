"""The shipped fonts and how wide a text is in them."""

DOORS = ("measure",)
