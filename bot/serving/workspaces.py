"""The workspaces of one app, as storage knows them and as the running program serves them.

Law: each is a line of its own, called after its platform and its tenant; what one takes away is erased at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.installed import Kept
from reisleider.bot.laid_aside import Tell
from reisleider.storage import installations
from reisleider.storage.installations import GONE
from reisleider.storage.store import Store

LASTS = timedelta(minutes=10)  # of who began to install


class InstalledHere:
    """Those of one platform. ``join``, ``leave`` and ``bar`` tell the program whom it serves, ``down`` asks it whether
    something was refused there, each by the name of the line; ``aside`` is told of what was laid aside."""

    def __init__(
        self,
        platform: str,
        store: Store,
        clock: Callable[[], datetime],
        join: Callable[[str, Connected], None],
        leave: Callable[[str], None],
        bar: Callable[[str, str, bool], None],
        down: Callable[[str], bool],
        aside: Tell,
    ) -> None:
        self._platform = platform
        self._store = store
        self._clock = clock
        self._join = join
        self._leave = leave
        self._bar = bar
        self._down = down
        self._aside = aside

    async def kept(self) -> Mapping[str, Kept | None]:
        """See ``Workspaces``, here and below."""
        return await self._store.read(lambda c: installations.installations_of(c, self._platform))

    async def keep(self, tenant: str, held: Kept) -> None:
        kept = dict(held)
        await self._store.run(lambda c: installations.keep_installation(c, self._platform, tenant, kept, self._clock()))

    async def drop(self, tenant: str) -> None:
        if await self._store.read(lambda c: installations.is_over(c, self._platform, tenant)):
            return
        count = await self._store.run(
            lambda c: installations.drop_installation(c, self._platform, tenant, self._clock())
        )
        if count:
            await self._aside("call", None, GONE)

    def joined(self, adapter: Connected) -> None:
        self._join(self._named(adapter.tenant), adapter)

    def barred(self, tenant: str, why: str, *, refused: bool) -> None:
        self._bar(self._named(tenant), why, refused)

    def left(self, tenant: str) -> None:
        self._leave(self._named(tenant))

    def refused(self, tenant: str) -> bool:
        return self._down(self._named(tenant))

    async def issue(self) -> str:
        state, now = secrets.token_urlsafe(24), self._clock()
        await self._store.run(lambda c: installations.add_state(c, state, now + LASTS, now))
        return state

    async def consume(self, state: str) -> bool:
        return await self._store.run(lambda c: installations.use_state(c, state, self._clock()))

    def _named(self, tenant: str) -> str:
        return f"{self._platform}:{tenant}"
