"""What every chat platform's adapter is: a way in for updates, a way out for messages.

Law: an adapter knows no interview and no database; it hands over what arrives and shows what it is given.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.receipts import Receipt
from flows.messages import Address, Message, Update

Receive = Callable[[Update], Awaitable[Receipt]]
"""Takes one update, exactly once; returns after it was stored. Only then is the platform told "received"."""


class Adapter(Protocol):
    """One chat platform. ``platform`` is the name its addresses carry."""

    platform: str

    def pack(self, message: Message) -> tuple[Message, ...]:
        """The message in as many pieces as the platform needs calls: long texts cut, files apart. Pure."""
        ...

    async def deliver(self, address: Address, message: Message) -> None:
        """Show one packed message. Raises OSError where the platform cannot be reached now."""
        ...

    async def run(self, receive: Receive) -> None:
        """Hand over every update that arrives, until the platform or the person ends it."""
        ...
