"""What a team does about what its map shows: what is offered to choose from, the actions, and when they are due."""

DOORS = ("action_told", "day_told", "laid", "planned", "to_act")
