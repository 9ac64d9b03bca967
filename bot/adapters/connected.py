"""What an adapter is that stays connected while the program runs.

Law: it begins, ends and lets go when it is told to; what it took in is finished first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from reisleider.bot.adapters.adapter import Adapter, Receive

READING = 10.0
"""Seconds in which the body of a request must be here: who stops halfway holds up nothing."""

if TYPE_CHECKING:
    from aiohttp import web  # a third of a second that who only reads the records would wait

    Answer = Callable[[web.Request], Awaitable[web.Response]]
    """Answers one request of a platform's to our web server."""


class Connected(Adapter, Protocol):
    """One bot on one platform. ``name`` and ``tenant`` are known once it started; ``fetches``: it brings updates in by
    itself (``run``), else they come through its routes."""

    name: str
    tenant: str
    fetches: bool

    async def start(self) -> None:
        """Learn who we are; again, where we were refused meanwhile. Raises OSError where the platform cannot be
        reached, NotLetIn where it does not let us in."""
        ...

    def routes(self, receive: Receive) -> Mapping[str, Answer]:
        """What our web server does for it: by path, what answers a POST; by "GET " and a path, what answers that."""
        ...

    def stop(self) -> None:
        """Bring nothing more in; what was taken is finished first."""
        ...

    async def close(self) -> None:
        """Let go of the connections."""
        ...
