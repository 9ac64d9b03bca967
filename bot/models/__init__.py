"""The model that an operator may let read along: it proposes labels and names for wordings, and decides nothing."""

DOORS = ("adviser", "chosen", "proposals", "trial")
