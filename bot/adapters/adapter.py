"""What every chat platform's adapter is: a way in for updates, a way out for messages.

Law: an adapter knows no interview and no database; it hands over what arrives and shows what it is given.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from reisleider.bot.adapters.receipt import Receipt
from reisleider.flows.messages import Address, Message, Update


@dataclass(frozen=True)
class Unread:
    """What arrived and could not be read. ``key`` as an update's; ``tenant`` and ``account``
    whose it is, where that can be told, else ""; ``body`` as it came, to be read again by its platform's
    ``Setup.reread``; ``why`` the name of what went wrong."""

    key: str
    platform: str
    tenant: str
    account: str
    body: Any  # JSON of the platform's own
    why: str


Receive = Callable[[Update | Unread], Awaitable[Receipt]]
"""Takes one update, exactly once; returns after it was stored. Only then is the platform told "received".

Raises StoragePause where it cannot be stored now: then the platform is not told so, and brings it again."""


class Later(Exception):
    """The platform asks to come back in so many ``seconds``; other chats may go on."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"later: {seconds:g} s")
        self.seconds = seconds


class NotLetIn(OSError):
    """The platform does not let us in: it does not know our token any more. Everything of it waits until it does.

    ``reason`` is the platform's own name for why.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


class Gone(Exception):
    """What was shown cannot be replaced. ``there``: it still stands in the chat, as it was."""

    def __init__(self, *, there: bool) -> None:
        super().__init__("stands there and cannot be replaced" if there else "gone")
        self.there = there


@dataclass(frozen=True)
class Shown:
    """What stands in a chat after a call: its reference, and those of the files or further messages that belong to it
    in the order of the message's attachments. ``fixed``: its files cannot be replaced where they stand."""

    ref: str
    files: tuple[str, ...] = ()
    fixed: bool = False


class Adapter(Protocol):
    """One chat platform. ``platform`` is the name its addresses carry."""

    platform: str

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Show one packed message; returns what stands there now, None where nothing can be referred to.

        Raises Later, Unreachable, Moved, Undeliverable, NotLetIn, or OSError where the platform cannot be reached now.
        """
        ...

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace what was shown, files too where the message has any; returns what stands there now, None: as before.

        Raises as ``deliver`` does, and Gone; nothing to change is no fault.
        """
        ...

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message and its files away. Raises as ``deliver`` does, and Gone; what is gone already is no fault."""
        ...

    async def run(self, receive: Receive) -> None:
        """Hand over every update that arrives, until the platform or the person ends it."""
        ...
