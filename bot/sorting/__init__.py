"""Sorting as people do it: card by card, apart and compared, or on a sheet; the same for a chat and a terminal."""

DOORS = ("card_words", "compared_words", "dealing", "found_cards", "keeping", "sheet", "sitting")
