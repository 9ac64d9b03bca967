"""Deals quotes to a lead, in a chat.

Law: a button carries which quote it was under.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.dealing.deck import Deck
from reisleider.bot.glancing.quote_cards import Glimpse, find_quote
from reisleider.bot.glancing.quote_words import choices_of, tell_quote
from reisleider.bot.work import Tell
from reisleider.flows.messages import Button, Message
from reisleider.renderers.words.catalog import gettext
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place

KIND = "quotes"
PRESS = "quote-"
"""How what a button carries begins."""
QUOTES = Deck(KIND, "glimpse", Glimpse, "what a lead looks at")


@dataclass(frozen=True)
class ShowQuote(Job):
    """Show a lead at ``address`` the next quote; ``by`` is how decisions name them, ``did`` what they just did."""

    kind: ClassVar[str] = KIND
    address: Place
    account: str
    by: str
    language: str
    glimpse: Glimpse
    did: str = ""


def show_quote(c: Connection, job: ShowQuote, now: datetime) -> Tell:
    """Find the next quote; returns what shows it. Reads only, and may take seconds."""

    def find() -> tuple[Glimpse, Message]:
        found = find_quote(c, job.glimpse, job.by, now)
        told = tell_quote(found, job.language, job.did)
        return found.glimpse, replace(told, buttons=quote_buttons(found.glimpse, job.language, undo=found.undo))

    return QUOTES.deal(c, job.address, job.account, job.subject, find, now)


def quote_buttons(glimpse: Glimpse, language: str, *, undo: bool) -> tuple[Button, ...]:
    """What can be chosen, as buttons of this quote."""
    return tuple(
        Button(f"{PRESS}{key}.{glimpse.fence}:", gettext(language, f"quotes.{key}"))
        for key in choices_of(glimpse, undo=undo)
    )
