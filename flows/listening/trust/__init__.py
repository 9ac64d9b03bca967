"""How far what was heard of a reply may be trusted: against what replies like it meant, and where leave is given."""

DOORS = ("given", "trusted")
