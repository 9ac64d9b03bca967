"""Telegram: one bot, connected through python-telegram-bot; messages out.

Law: the token is in no log line; errors become what delivery understands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from reisleider.bot.adapters.adapter import NotLetIn, Receive, Shown
from reisleider.bot.adapters.connected import READING
from reisleider.bot.adapters.link import Link
from reisleider.bot.adapters.platform import Menu, Surroundings
from reisleider.bot.adapters.telegram import PLATFORM, Telegram
from reisleider.bot.adapters.telegram.incoming import ALLOWED, SECRET, Incoming
from reisleider.bot.adapters.telegram.raw_updates import RawUpdates
from reisleider.bot.adapters.telegram.sends import Showing
from reisleider.bot.adapters.telegram.token_check import amiss_of
from reisleider.bot.adapters.telegram.told_errors import seconds_of, tell
from reisleider.bot.ending import end_task
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Address, Message

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer

log = structlog.get_logger()
AGAIN, LONGEST = 1.0, 300.0  # seconds between two tries to show the menus: they double


def connect(settings: Telegram, around: Surroundings) -> TelegramAdapter:
    """The adapter for these settings. Raises SettingFault for a token, a webhook or a secret that can never do."""
    amiss = amiss_of(settings)
    if amiss:
        raise SettingFault(*amiss)
    assert settings.token is not None
    webhook = None
    if settings.webhook_url:
        assert settings.webhook_secret is not None
        webhook = (settings.webhook_url, settings.webhook_secret.get_secret_value())
    return TelegramAdapter(
        settings.token.get_secret_value(),
        base_url=settings.base_url,
        base_file_url=settings.base_file_url,
        menus=around.menus,
        poll=around.poll,
        hears=around.hears,
        webhook=webhook,
        link=around.link,
        path=settings.path,
    )


class TelegramAdapter:
    """One bot. ``menus`` gives per language the commands of (private chats, groups) as (name, description);
    ``webhook`` is the address that Telegram brings updates to, with its secret; without one it is polled.
    ``path`` is where those come in at our web server."""

    platform = PLATFORM.name

    def __init__(
        self,
        token: str,
        *,
        base_url: str,
        base_file_url: str,
        menus: Mapping[str, tuple[Menu, Menu]],
        poll: int,
        hears: int,
        link: Link,
        webhook: tuple[str, str] | None = None,
        path: str = "/telegram",
    ) -> None:
        polls = RawUpdates(connection_pool_size=2, read_timeout=poll + 10, connect_timeout=10)
        self._bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=HTTPXRequest(connection_pool_size=32, read_timeout=20, write_timeout=20, connect_timeout=10),
            get_updates_request=polls,
        )
        self._showing = Showing(self._bot)
        self._incoming = Incoming(self._bot, polls, link, poll, hears)
        self._menus = menus
        self._webhook = webhook
        self._path = path
        self._menus_shown: asyncio.Task[None] | None = None
        self.fetches = webhook is None
        self.name = ""
        self.tenant = ""

    async def start(self) -> None:
        """Learn who we are, and say whether updates are brought or polled for; the command menus are shown beside all
        else. Raises OSError where there is no network, NotLetIn for a token nobody knows."""
        try:
            await self._bot.initialize()
            await self._bot.get_me()  # the library asks once alone, and this may be a start anew
            self.name, self.tenant = self._bot.username, str(self._bot.id)
            if self._webhook is not None:
                url, secret = self._webhook
                await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED))
            else:
                await self._bot.delete_webhook()
        except InvalidToken:
            raise NotLetIn("InvalidToken") from None  # its own words hold the token
        except TelegramError as fault:
            raise OSError(type(fault).__name__) from fault
        if self._menus_shown is None or self._menus_shown.done():
            self._menus_shown = asyncio.create_task(self._insist_on_menus())

    async def _insist_on_menus(self) -> None:
        """Until they stand there: nobody waits for them, and those of an earlier start stand there meanwhile."""
        pause = AGAIN
        while True:
            try:
                await self._show_menus()
            except InvalidToken:
                return  # the next start tells
            except RetryAfter as fault:
                pause = max(pause, seconds_of(fault))
            except TelegramError as fault:
                log.warning("menus not shown yet, it is tried again", error=type(fault).__name__)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST)

    async def _show_menus(self) -> None:
        for language, (private, groups) in self._menus.items():
            for scope, rows in (
                (BotCommandScopeAllPrivateChats(), private),
                (BotCommandScopeAllGroupChats(), groups),
            ):
                commands = [BotCommand(name, words) for name, words in rows]
                await self._bot.set_my_commands(commands, scope=scope, language_code=language)
                if language == next(iter(self._menus)):
                    await self._bot.set_my_commands(commands, scope=scope)

    async def run(self, receive: Receive) -> None:
        """Poll until stopped."""
        await self._incoming.run(receive)

    async def _answer(self, request: web.Request, secret: str, receive: Receive) -> web.Response:
        """One request to the webhook: its secret is judged before anything of it is read."""
        if not self._incoming.knows(request.headers.get(SECRET), secret):
            return web.Response(status=401)
        if not self.tenant:  # we do not know yet who we are
            return web.Response(status=503)
        async with asyncio.timeout(READING):
            body = await request.read()
        return web.Response(status=await self._incoming.take_webhook(body, receive))

    def routes(self, receive: Receive) -> Mapping[str, Answer]:
        """The webhook, where there is one."""
        if self._webhook is None:
            return {}
        secret = self._webhook[1]

        async def answer(request: web.Request) -> web.Response:
            return await self._answer(request, secret, receive)

        return {self._path: answer}

    def stop(self) -> None:
        """End the poll that waits; what was taken is finished first."""
        self._incoming.stop()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._menus_shown is not None:
            await end_task(self._menus_shown)
        await self._incoming.close()
        await self._bot.shutdown()

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Send one packed message; its reference is its message id."""
        try:
            return await self._showing.post(address, message)
        except TelegramError as fault:
            raise tell(fault) from fault

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace a message's words, buttons and files."""
        try:
            return await self._showing.edit(address, shown, message)
        except TelegramError as fault:
            raise tell(fault) from fault

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message away, and those that belong to it."""
        try:
            await self._showing.remove(address, shown)
        except TelegramError as fault:
            raise tell(fault) from fault
