"""Slack: one workspace, connected through Bolt; messages out through its client.

Law: a token is in no log line; errors become what delivery understands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.adapter import NotLetIn, Receive, Shown
from reisleider.bot.adapters.platform import Surroundings
from reisleider.bot.adapters.slack import PLATFORM, Slack
from reisleider.bot.adapters.slack.envelopes import Envelopes
from reisleider.bot.adapters.slack.posts import Showing
from reisleider.bot.adapters.slack.scopes import amiss_of
from reisleider.bot.adapters.slack.told_refusals import REFUSING, name_of, tell
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Address, Message

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer


def connect(settings: Slack, around: Surroundings) -> SlackAdapter:
    """The adapter for these settings. Raises SettingFault for tokens that can never do, and where there is no way for
    events to come in."""
    amiss = amiss_of(settings)
    if amiss:
        raise SettingFault(*amiss)
    assert settings.bot_token is not None
    return SlackAdapter(
        settings.bot_token.get_secret_value(),
        base_url=settings.base_url,
        app_token=None if settings.app_token is None else settings.app_token.get_secret_value(),
        signing_secret=None if settings.signing_secret is None else settings.signing_secret.get_secret_value(),
        around=around,
        guests=settings.guests_begin,
    )


class SlackAdapter:
    """One workspace. With ``app_token`` events come over Socket Mode, with ``signing_secret`` as signed requests."""

    platform = PLATFORM.name

    def __init__(
        self,
        bot_token: str,
        *,
        base_url: str,
        app_token: str | None,
        signing_secret: str | None,
        around: Surroundings,
        guests: bool = False,
    ) -> None:
        self._client = AsyncWebClient(token=bot_token, base_url=base_url, retry_handlers=[], timeout=20)
        self._showing = Showing(self._client)
        self.envelopes = Envelopes(self._client, around, app_token, signing_secret, guests=guests)
        self._signed = signing_secret is not None
        self._rooms: dict[str, str] = {}
        self.fetches = app_token is not None
        self.name = ""
        self.tenant = ""

    async def start(self) -> None:
        """Learn who we are. Raises OSError where Slack cannot be reached, NotLetIn where it refuses the token."""
        try:
            told = await self._client.auth_test()
        except (SlackClientError, ClientError, OSError, TimeoutError) as fault:
            name = name_of(fault)
            raise (NotLetIn(name) if name in REFUSING else OSError(name)) from fault
        self.name, self.tenant = str(told.get("user", "")), str(told["team_id"])
        self.envelopes.open(self.tenant, str(told["user_id"]), str(told.get("bot_id", "")))

    async def run(self, receive: Receive) -> None:
        """Listen over Socket Mode until stopped."""
        await self.envelopes.run(receive)

    def routes(self, receive: Receive) -> Mapping[str, Answer]:
        """Where signed requests come in."""
        return {"/slack": self.envelopes.listen(receive)} if self._signed else {}

    def stop(self) -> None:
        """End the connection; what was taken is finished first."""
        self.envelopes.stop()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.envelopes.close()
        session = self._client.session
        if session is not None and not session.closed:
            await session.close()

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Send one packed message; its reference is its timestamp."""
        try:
            return await self._showing.post(await self._channel(address), address, message)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise tell(fault) from fault

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace a message's words, buttons and pictures."""
        try:
            return await self._showing.edit(await self._channel(address), address, shown, message)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise tell(fault) from fault

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message and its files away."""
        try:
            await self._showing.remove(await self._channel(address), shown)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise tell(fault) from fault

    async def _channel(self, address: Address) -> str:
        """The channel of an address: a person's private one is opened first."""
        if not address.chat.startswith("@"):
            return address.chat
        account = address.chat[1:]
        if account not in self._rooms:
            told = await self._client.conversations_open(users=account)
            self._rooms[account] = str(told["channel"]["id"])
        return self._rooms[account]
