"""An audit of merging: pairs of wordings judged one by one, blind; the same for a chat and a terminal."""

DOORS = ("audit_cards", "audit_dealing", "audit_words")
