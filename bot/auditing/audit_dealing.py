"""Deals pairs of wordings to who audits, in a chat.

Law: a button carries which pair it was under.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.auditing.audit_cards import Auditing, find_pair
from reisleider.bot.auditing.audit_words import choices_of, tell_pair
from reisleider.bot.dealing.deck import Deck
from reisleider.bot.work import Tell
from reisleider.flows.messages import Button, Message
from reisleider.renderers.words.catalog import gettext
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place

PRESS = "audit-"
"""How what a button carries begins."""
PAIR_DECK = Deck("audit", "auditing", Auditing, "what somebody audits")


@dataclass(frozen=True)
class ShowPair(Job):
    """Show who audits at ``address`` the next pair; ``by`` is how judgements name them, ``did`` what they just did."""

    kind: ClassVar[str] = "audit"
    address: Place
    account: str
    by: str
    language: str
    auditing: Auditing
    did: str = ""


def show_pair(c: Connection, job: ShowPair, now: datetime) -> Tell:
    """Find the next pair; returns what shows it. Reads only, and may take seconds."""

    def find() -> tuple[Auditing, Message]:
        found = find_pair(c, job.auditing, job.by)
        one = found.auditing
        buttons = tuple(
            Button(f"{PRESS}{key}.{one.fence}:", gettext(job.language, f"audit.{key}"))
            for key in choices_of(one, undo=found.undo)
        )
        return one, replace(tell_pair(found, job.language, job.did), buttons=buttons)

    return PAIR_DECK.deal(c, job.address, job.account, job.subject, find, now)
