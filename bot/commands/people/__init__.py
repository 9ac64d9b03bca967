"""What anybody may ask about themselves. Each file is one command."""

DOORS = ()
