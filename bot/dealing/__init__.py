"""Cards dealt to one person in a chat: what lies before them, and how the next one comes."""

DOORS = ("deck",)
