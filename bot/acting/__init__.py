"""What a team does about what its map shows: the talk in which an action is chosen, its owner told and reminded."""

DOORS = ("act_talk", "changed", "owners", "reminding")
