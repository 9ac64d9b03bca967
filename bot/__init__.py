"""The shell: the only asyncio, clock, environment and sockets; it does what the other layers decide."""

DOORS = ("clock", "config", "ending", "laid_aside", "logs", "metrics", "program_name", "text_file", "work")
