"""Messages on their way out: frozen, cut, paced, delivered in order."""

DOORS = ("delivery", "outgoing", "pace", "pack")
