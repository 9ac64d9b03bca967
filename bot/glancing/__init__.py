"""A lead's glance at quotes, one by one, before they stand on a map; the same for a chat and a terminal."""

DOORS = ("glance_kept", "quote_cards", "quote_dealing", "quote_words")
