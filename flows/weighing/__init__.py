"""Colleagues weigh what a map shows: what lies before them, in which sets, and what their votes come to together."""

DOORS = ("ballot", "outcome", "to_weigh")
