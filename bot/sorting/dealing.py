"""Deals cards to somebody in a chat: the next one is found beside the writer and comes in private.

Law: what lies before somebody is a draft row, gone with the words on it; a button carries which card it was under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.outbox.outgoing import post
from reisleider.bot.sorting.card_words import name_choice, tell_card, texts_of
from reisleider.bot.sorting.found_cards import find_card
from reisleider.bot.sorting.sitting import Sitting, choices
from reisleider.bot.work import Tell
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Message
from reisleider.storage import chats, studies
from reisleider.storage.chats import Draft
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place

KIND = "sort"
PRESS = "sort-"
"""How what a button carries begins."""


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
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    found = find_card(c, job.sitting, job.by)
    told = tell_card(found, job.language, job.did)
    told = replace(told, buttons=buttons_of(found.sitting, found.study, job.language, undo=found.undo))

    def show(writing: Connection) -> None:
        put(writing, job.address, job.account, found.sitting, now)
        post(writing, job.address, told, now)

    return show


def put(c: Connection, address: Place, account: str, sitting: Sitting, now: datetime) -> None:
    """Keep what lies before somebody."""
    chats.set_draft(c, address, account, Draft(KIND, {"study": sitting.study, "sitting": dump(sitting)}), now)


def before(c: Connection, address: Place, account: str) -> Sitting | None:
    """What lies before somebody; None where they do not sort."""
    draft = chats.draft_of(c, address, account)
    if draft is None or draft.kind != KIND:
        return None
    return load(Sitting, draft.data["sitting"], "what somebody sorts")


def buttons_of(sitting: Sitting, study: Study, language: str, *, undo: bool) -> tuple[Button, ...]:
    """What can be chosen, as buttons of this card."""
    rows = choices(sitting, study, texts_of, undo=undo)
    return tuple(
        Button(f"{PRESS}{key}-{sitting.fence}:", name_choice(sitting, key, words, language)) for key, words in rows
    )


def with_buttons(told: Message, buttons: Sequence[Button]) -> Message:
    """A message to one person, with what they can choose."""
    return replace(told, buttons=tuple(buttons), only_for=None)
