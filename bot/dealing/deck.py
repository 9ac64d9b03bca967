"""A deck of cards dealt to somebody in a chat: the next one is found beside the writer and comes in private.

Law: what lies before somebody is a draft row, gone with the words on it; one frame for whatever is dealt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from reisleider.bot.outbox.outgoing import post
from reisleider.bot.work import Tell
from reisleider.flows.messages import Message
from reisleider.storage import chats, studies
from reisleider.storage.chats import Draft
from reisleider.storage.codec import dump, load
from reisleider.storage.store import Connection
from reisleider.storage.timers import Place

S = TypeVar("S")


@dataclass(frozen=True)
class Deck(Generic[S]):
    """What is dealt. ``kind``: of the draft; ``held``: under which name a sitting stands in it; ``noun``: what a
    sitting is; ``called``: what a fault calls it."""

    kind: str
    held: str
    noun: type[S]
    called: str

    def put(self, c: Connection, address: Place, account: str, study: str, sitting: S, now: datetime) -> None:
        """Keep what lies before somebody."""
        chats.set_draft(c, address, account, Draft(self.kind, {"study": study, self.held: dump(sitting)}), now)

    def before(self, c: Connection, address: Place, account: str) -> S | None:
        """What lies before somebody; None where it is nothing of this deck."""
        draft = chats.draft_of(c, address, account)
        if draft is None or draft.kind != self.kind:
            return None
        return load(self.noun, draft.data[self.held], self.called)

    def deal(
        self,
        c: Connection,
        address: Place,
        account: str,
        study: str,
        find: Callable[[], tuple[S, Message]],
        now: datetime,
    ) -> Tell:
        """Find the next card and what tells it; returns what shows it. Reads only, and may take seconds."""
        if studies.load_study(c, study) is None:
            return lambda _: None
        sitting, told = find()

        def show(writing: Connection) -> None:
            self.put(writing, address, account, study, sitting, now)
            post(writing, address, told, now)

        return show
