"""One app that workspaces install themselves: for each an adapter as if it were the only one, one way in for all.

Law: a workspace is served only while it lets us in; what goes wrong with one is its own. What lets us in comes from
storage alone, so that several programs serve the same workspaces.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.adapter import NotLetIn, Receive, Shown, Undeliverable
from reisleider.bot.adapters.installed import Kept, Workspaces
from reisleider.bot.adapters.platform import Surroundings
from reisleider.bot.adapters.slack import PLATFORM, Slack
from reisleider.bot.adapters.slack.scopes import missing_of
from reisleider.bot.adapters.slack.several.front import Front
from reisleider.bot.adapters.slack.several.installing import Installing
from reisleider.bot.adapters.slack.slack import SlackAdapter
from reisleider.bot.ending import end_task
from reisleider.flows.faults import SettingFault, StorageFault
from reisleider.flows.messages import Address, Message

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer

log = structlog.get_logger()
LOOK = 15.0  # seconds between two looks at who installed the app: also at another program
ASKED = 5.0  # seconds in which an unknown workspace is looked for once


def connect_app(settings: Slack, around: Surroundings) -> SlackApp:
    """The adapter for these settings. Raises SettingFault for what is missing."""
    missing = missing_of(settings)
    if missing:
        raise SettingFault(*missing)
    assert around.workspaces is not None
    return SlackApp(settings, around, around.workspaces)


class SlackApp:
    """All workspaces of one app. ``name`` and ``tenant`` stay empty: each workspace has its own."""

    platform = PLATFORM.name
    name = ""
    tenant = ""

    def __init__(self, settings: Slack, around: Surroundings, workspaces: Workspaces) -> None:
        self._settings = settings
        self._around = around
        self._workspaces = workspaces
        self._client = AsyncWebClient(base_url=settings.base_url, retry_handlers=[], timeout=20)
        app_token, signing_secret = settings.app_token, settings.signing_secret
        self._front = Front(
            self._client,
            around,
            None if app_token is None else app_token.get_secret_value(),
            None if signing_secret is None else signing_secret.get_secret_value(),
            self._find,
            self._gone,
        )
        self._installing = Installing(settings, self._client, workspaces, around.language, self._look)
        self._there: dict[str, SlackAdapter] = {}
        self._held: dict[str, Kept] = {}
        self._looking = asyncio.Lock()
        self._looked = 0.0
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.fetches = app_token is not None

    async def start(self) -> None:
        """Connect to whoever installed the app, and go on looking."""
        self._front.open("", "", "")
        await self._look()
        if self._task is None:
            self._task = asyncio.create_task(self._keep_looking())

    async def run(self, receive: Receive) -> None:
        """Listen over Socket Mode until stopped."""
        await self._front.run(receive)

    def routes(self, receive: Receive) -> Mapping[str, Answer]:
        """Where the app is installed, and where signed requests come in."""
        signed: dict[str, Answer] = {}
        if self._settings.signing_secret is not None:
            signed["/slack"] = self._front.listen(receive)
        return {**signed, **self._installing.pages()}

    def stop(self) -> None:
        """Bring nothing more in; what was taken is finished first."""
        self._stopping.set()
        self._front.stop()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._task is not None:
            await end_task(self._task)
        await self._front.close()
        for one in self._there.values():
            await one.close()
        session = self._client.session
        if session is not None and not session.closed:
            await session.close()

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Never asked: what goes out goes through a workspace's own adapter."""
        raise Undeliverable("no workspace")

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """The same."""
        raise Undeliverable("no workspace")

    async def remove(self, address: Address, shown: Shown) -> None:
        """The same."""
        raise Undeliverable("no workspace")

    async def _keep_looking(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), LOOK)
                return
            try:
                await self._look()
            except StorageFault:
                continue  # at the next look
            except Exception as fault:
                log.error("workspaces not looked at", platform=PLATFORM.name, error=type(fault).__name__)

    async def _look(self) -> None:
        """Serve whoever lets us in, and nobody else."""
        async with self._looking:
            self._looked = asyncio.get_running_loop().time()
            for tenant, held in (await self._workspaces.kept()).items():
                if held is None:
                    await self._let_go(tenant)
                    await self._workspaces.drop(tenant)  # and whatever was put to be sent there meanwhile
                elif held != self._held.get(tenant) or self._workspaces.refused(tenant):
                    await self._join(tenant, held)

    async def _join(self, tenant: str, held: Kept) -> None:
        one = SlackAdapter(
            str(held.get("token", "")),
            base_url=self._settings.base_url,
            app_token=None,
            signing_secret=None,
            around=self._around,
            guests=self._settings.guests_begin,
        )
        try:
            await one.start()
        except OSError as fault:
            await one.close()
            self._workspaces.barred(tenant, str(fault), refused=isinstance(fault, NotLetIn))
            return
        before = self._there.get(tenant)
        self._there[tenant], self._held[tenant] = one, held
        self._workspaces.joined(one)
        if before is not None:
            await before.close()

    async def _let_go(self, tenant: str) -> None:
        self._held.pop(tenant, None)
        one = self._there.pop(tenant, None)
        if one is not None:
            self._workspaces.left(tenant)
            await one.close()

    async def _find(self, tenant: str) -> SlackAdapter | None:
        """Who serves a workspace; it may have installed the app at another program just now."""
        if tenant not in self._there and asyncio.get_running_loop().time() - self._looked > ASKED:
            await self._look()
        return self._there.get(tenant)

    async def _gone(self, tenant: str, at: int) -> None:
        """A workspace took the app away, at this time (seconds since 1970); not where it is back since."""
        held = (await self._workspaces.kept()).get(tenant)
        if held is None or at < int(held.get("at", 0)):
            return
        await self._workspaces.drop(tenant)
        async with self._looking:
            await self._let_go(tenant)
