"""The command line: the rows of commands as they are typed in a terminal, and what it has beside them."""

DOORS = ("apps", "program", "surroundings")
