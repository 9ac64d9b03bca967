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


class Later(Exception):
    """The platform asks to come back in so many ``seconds``; other chats may go on."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"later: {seconds:g} s")
        self.seconds = seconds


class Unreachable(Exception):
    """Nothing can be delivered at this address until somebody changes something.

    ``reason`` is the last part of a catalogue key ``away.*``: blocked, deactivated, kicked, not-in-channel, ...
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(Exception):
    """The chat has another id from now on."""

    def __init__(self, chat: str) -> None:
        super().__init__(f"moved to {chat}")
        self.chat = chat


class Undeliverable(Exception):
    """The platform will never take this very message. ``reason`` is its own name for why, never the message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Adapter(Protocol):
    """One chat platform. ``platform`` is the name its addresses carry."""

    platform: str

    async def deliver(self, address: Address, message: Message) -> str | None:
        """Show one packed message; returns its reference on the platform.

        Raises Later, Unreachable, Moved, Undeliverable, or OSError where the platform cannot be reached now.
        """
        ...

    async def edit(self, address: Address, ref: str, message: Message) -> None:
        """Replace a message that was shown. Raises as ``deliver`` does; nothing to change is no fault."""
        ...

    async def run(self, receive: Receive) -> None:
        """Hand over every update that arrives, until the platform or the person ends it."""
        ...
