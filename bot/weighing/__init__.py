"""Colleagues weigh what the map shows: rounds, the talk with each alone, and what they came to."""

DOORS = ("ballot_talk", "round_held", "round_post")
