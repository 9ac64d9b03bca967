"""Deals cards to who sorts, in a chat.

Law: a button carries which card it was under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.dealing.deck import Deck
from reisleider.bot.sorting.card_words import name_choice, tell_card, texts_of
from reisleider.bot.sorting.found_cards import find_card
from reisleider.bot.sorting.sitting import Sitting, choices
from reisleider.bot.work import Tell
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Message
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place

KIND = "sort"
PRESS = "sort-"
"""How what a button carries begins."""
CARDS = Deck(KIND, "sitting", Sitting, "what somebody sorts")


@dataclass(frozen=True)
class Deal(Job):
    """Show somebody at ``address`` their next card; ``by`` is how decisions name them, ``did`` what they just did."""

    kind: ClassVar[str] = KIND
    address: Place
    account: str
    by: str
    language: str
    sitting: Sitting
    did: str = ""


def deal(c: Connection, job: Deal, now: datetime) -> Tell:
    """Find the next card; returns what shows it. Reads only, and may take seconds."""

    def find() -> tuple[Sitting, Message]:
        found = find_card(c, job.sitting, job.by)
        told = tell_card(found, job.language, job.did)
        return found.sitting, replace(
            told, buttons=buttons_of(found.sitting, found.study, job.language, undo=found.undo)
        )

    return CARDS.deal(c, job.address, job.account, job.subject, find, now)


def put(c: Connection, address: Place, account: str, sitting: Sitting, now: datetime) -> None:
    """Keep what lies before somebody."""
    CARDS.put(c, address, account, sitting.study, sitting, now)


def buttons_of(sitting: Sitting, study: Study, language: str, *, undo: bool) -> tuple[Button, ...]:
    """What can be chosen, as buttons of this card."""
    rows = choices(sitting, study, texts_of, undo=undo)
    return tuple(
        Button(f"{PRESS}{key}-{sitting.fence}:", name_choice(sitting, key, words, language)) for key, words in rows
    )


def with_buttons(told: Message, buttons: Sequence[Button]) -> Message:
    """A message to one person, with what they can choose."""
    return replace(told, buttons=tuple(buttons), only_for=None)
