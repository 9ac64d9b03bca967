"""One interview being held: a reply comes in, the interview moves, and what to say goes out as effects."""

DOORS = ("ask", "commands", "engine", "moves", "recap", "refusals", "room", "turn")
