"""Conversations with who leads: scripts that are for a lead, whose answers are a study's settings."""

DOORS = ("card", "lead_silence", "lead_talking", "lead_turn", "saying", "setting_names")
