"""Deals quotes to a lead in a chat: the next one is found beside the writer and comes in private.

Law: what lies before a lead is a draft row, gone with the words on it; a button carries which quote it was under.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.glancing.quote_cards import Glimpse, find_quote
from reisleider.bot.glancing.quote_words import choices_of, tell_quote
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.work import Tell
from reisleider.flows.messages import Button
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import chats, studies
from reisleider.storage.chats import Draft
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place

KIND = "quotes"
PRESS = "quote-"
"""How what a button carries begins."""


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
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    found = find_quote(c, job.glimpse, job.by, now)
    told = tell_quote(found, job.language, job.did)
    told = replace(told, buttons=quote_buttons(found.glimpse, job.language, undo=found.undo))

    def show(writing: Connection) -> None:
        lay(writing, job.address, job.account, found.glimpse, now)
        post(writing, job.address, told, now)

    return show


def lay(c: Connection, address: Place, account: str, glimpse: Glimpse, now: datetime) -> None:
    """Keep what lies before a lead."""
    chats.set_draft(c, address, account, Draft(KIND, {"study": glimpse.study, "glimpse": dump(glimpse)}), now)


def lies_before(c: Connection, address: Place, account: str) -> Glimpse | None:
    """What lies before a lead; None where they look at no quotes."""
    draft = chats.draft_of(c, address, account)
    if draft is None or draft.kind != KIND:
        return None
    return load(Glimpse, draft.data["glimpse"], "what a lead looks at")


def quote_buttons(glimpse: Glimpse, language: str, *, undo: bool) -> tuple[Button, ...]:
    """What can be chosen, as buttons of this quote."""
    return tuple(
        Button(f"{PRESS}{key}.{glimpse.fence}:", gettext(language, f"quotes.{key}"))
        for key in choices_of(glimpse, undo=undo)
    )
