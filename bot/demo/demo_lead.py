"""The lead of the demo: looks at every quote before it stands on the map, as a lead would.

Law: what redaction left is shown, what is more private than the rest is left out; nothing is shown unseen.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.glancing.glance_kept import decide
from reisleider.bot.glancing.quote_cards import Glimpse, find_cards
from reisleider.storage.store import Connection

NAME = "demo:local:lead"


def look_at_quotes(c: Connection, study: str, now: datetime) -> int:
    """Look until none is left, for what is left out makes room for another; returns how many there were."""
    looked = 0
    while True:
        _, cards = find_cards(c, study, now)
        for one in cards:
            decide(c, Glimpse(study, card=one), NAME, now, shown=one.private is None)
        if not cards:
            return looked
        looked += len(cards)
