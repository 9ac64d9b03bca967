"""Workspaces that install the app themselves, as an adapter that serves them all sees them.

Law: what lets us in is kept by whoever connects the adapter, and shown to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Connected

Kept = Mapping[str, Any]  # JSON of the platform's own
"""What lets us in at one workspace."""


class Workspaces(Protocol):
    """Those of one app, by tenant. Raises StoragePause where they cannot be asked about now."""

    async def kept(self) -> Mapping[str, Kept | None]:
        """What lets us in at each; None at one that took the app away."""
        ...

    async def keep(self, tenant: str, held: Kept) -> None:
        """One installed the app, for the first time or again: what was laid aside of it goes out."""
        ...

    async def drop(self, tenant: str) -> None:
        """One took the app away, or has yet to come back: what lets us in is erased, what waits for it laid aside."""
        ...

    def joined(self, adapter: Connected) -> None:
        """One is served from now on, through this adapter."""
        ...

    def barred(self, tenant: str, why: str, *, refused: bool) -> None:
        """One cannot be served now; ``refused``: for it does not let us in."""
        ...

    def left(self, tenant: str) -> None:
        """One is served no more."""
        ...

    def refused(self, tenant: str) -> bool:
        """Whether it let us in no more when something was to go out there."""
        ...

    async def issue(self) -> str:
        """A new state, for somebody who begins to install."""
        ...

    async def consume(self, state: str) -> bool:
        """Whether this is one of those, which it is no more from now on."""
        ...
