"""One interview being held: a reply comes in, the interview moves, and what to say goes out as effects."""

DOORS = ("answer", "ask", "commands", "engine", "log", "moves", "recap", "story", "turn")
