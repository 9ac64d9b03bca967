"""The command line."""

DOORS = ("behind_map", "chats", "merge_words", "program")
