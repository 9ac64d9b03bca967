"""Puts a message in the outbox of an address: cut into the calls its platform takes, frozen with the turn.

Law: on the caller's transaction; nothing is sent from here.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.outbox.pack import pack
from reisleider.flows.messages import Address, Message
from reisleider.storage import queues
from reisleider.storage.operations import Send
from reisleider.storage.store import Connection


def post(c: Connection, address: Address, message: Message, now: datetime, parent: int | None = None) -> int:
    """Put one message in the outbox of an address, a row for each call it takes; returns its first row."""
    return post_pieces(c, address, message, now, parent)[0]


def post_pieces(
    c: Connection, address: Address, message: Message, now: datetime, parent: int | None = None
) -> tuple[int, ...]:
    """``post``, returning every row."""
    return tuple(queues.enqueue(c, address, Send(piece, parent), now) for piece in pack(address.platform, message))
