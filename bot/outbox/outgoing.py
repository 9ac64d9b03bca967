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


def post(
    c: Connection,
    address: Address,
    message: Message,
    now: datetime,
    parent: int | None = None,
    used: Message | None = None,
) -> int:
    """Put one message in the outbox of an address, a row for each call it takes; returns its first row. ``used``: what
    is written before it on the question that was answered."""
    return post_pieces(c, address, message, now, parent, used)[0]


def post_pieces(
    c: Connection,
    address: Address,
    message: Message,
    now: datetime,
    parent: int | None = None,
    used: Message | None = None,
) -> tuple[int, ...]:
    """``post``, returning every row."""
    pieces = pack(address.platform, message)
    sends = (Send(piece, parent, None if at else used) for at, piece in enumerate(pieces))
    return tuple(queues.enqueue(c, address, one, now) for one in sends)
