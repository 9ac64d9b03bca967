"""Brings Telegram's updates in: by long polling, or through a webhook.

Law: an update's offset moves on only after it was stored; a press is always answered; the token is in no log line.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from aiohttp import web
from telegram import Bot
from telegram import Update as TelegramUpdate
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Receive
from reisleider.bot.adapters.pictures import LARGEST, picture_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.recordings import is_own_voice, recording_of
from reisleider.bot.adapters.telegram import PLATFORM
from reisleider.bot.adapters.telegram.read_update import mime_of, read_update
from reisleider.bot.adapters.telegram.told_errors import seconds_of
from reisleider.flows.messages import Update

log = structlog.get_logger()
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
PATIENCE = 15.0  # seconds that a picture may take; others' messages wait for it no longer
TOAST = 200  # characters that Telegram shows of a toast
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header that carries it, not the secret


class Incoming:
    """What one bot is told. ``poll``: seconds a poll waits, of at most 50; ``hears``: bytes of the largest voice
    message that is fetched, 0: none is."""

    def __init__(self, bot: Bot, poll: int, hears: int = 0) -> None:
        self._bot = bot
        self._poll = poll
        self._hears = hears
        self._stopping = False
        self._polling: asyncio.Task[Any] | None = None

    def stop(self) -> None:
        """End the poll that waits; what was taken is finished first."""
        self._stopping = True
        if self._polling is not None:
            self._polling.cancel()

    async def run(self, receive: Receive) -> None:
        """Poll until stopped. A batch is stored before the next poll confirms it; chats are taken beside each other."""
        offset: int | None = None
        pause = 1.0
        while not self._stopping:
            self._polling = asyncio.create_task(
                self._bot.get_updates(offset=offset, timeout=self._poll, allowed_updates=list(ALLOWED))
            )
            try:
                updates = await self._polling
            except asyncio.CancelledError:
                if self._stopping:
                    break
                raise
            except Conflict:
                metrics.CONFLICTS.labels(PLATFORM.name).inc()
                log.error("another program polls with this bot's token; stop it, or give it a token of its own")
                await self._rest(3.0)
                continue
            except InvalidToken:
                log.error("the token was revoked; ask BotFather for a new one", platform=PLATFORM.name)
                raise OSError("InvalidToken") from None  # its own words hold the token
            except RetryAfter as fault:
                await self._rest(seconds_of(fault))
                continue
            except TelegramError as fault:
                metrics.CONNECTED.labels(PLATFORM.name).set(0)
                log.warning("poll failed", platform=PLATFORM.name, error=type(fault).__name__)
                await self._rest(pause)
                pause = min(pause * 2, 60.0)
                continue
            pause = 1.0
            metrics.CONNECTED.labels(PLATFORM.name).set(1)
            if await self._take_batch(updates, receive):
                offset = updates[-1].update_id + 1 if updates else offset
            else:
                await self._rest(1.0)

    async def _rest(self, seconds: float) -> None:
        self._polling = asyncio.create_task(asyncio.sleep(seconds))
        try:
            await self._polling
        except asyncio.CancelledError:
            if not self._stopping:
                raise

    async def _take_batch(self, updates: Sequence[TelegramUpdate], receive: Receive) -> bool:
        """Take a batch, in order per chat; False where storage failed and it must come again."""
        chats: dict[int, list[TelegramUpdate]] = {}
        for one in updates:
            chats.setdefault(one.effective_chat.id if one.effective_chat else 0, []).append(one)
        taken = await asyncio.gather(
            *(self._take_chat(line, receive) for line in chats.values()), return_exceptions=True
        )
        faults = [one for one in taken if isinstance(one, BaseException)]
        for fault in faults:
            log.error("updates not taken, they will come again", platform=PLATFORM.name, error=type(fault).__name__)
        return not faults

    async def _take_chat(self, updates: Sequence[TelegramUpdate], receive: Receive) -> None:
        for one in updates:
            await self.take(one, receive)

    async def take(self, update: TelegramUpdate, receive: Receive) -> None:
        """Hand over one update, then do what Telegram expects: a press is always answered."""
        read = read_update(update, str(self._bot.id), self._bot.username)
        if read is not None and read.private and read.said.file is not None:
            read = await self._with_file(read, *read.said.file, mime_of(update))
        receipt = await receive(read) if read is not None else None
        if update.callback_query is not None:
            await self._toast(update.callback_query.id, receipt)

    async def _with_file(self, read: Update, kind: str, id: str, mime: str) -> Update:
        """An update with the picture or the voice message that was sent, where it can be had."""
        if kind == "photo":
            return replace(read, picture=picture_of(await self._fetch(id, LARGEST)))
        if kind == "voice" and is_own_voice(read.said) and self._hears:
            return replace(read, recording=recording_of(await self._fetch(id, self._hears), mime, self._hears))
        return read

    async def _fetch(self, id: str, largest: int) -> bytes:
        """What was sent; nothing where it is too large, or cannot be had now."""
        try:
            async with asyncio.timeout(PATIENCE):
                file = await self._bot.get_file(id)
                if file.file_size is not None and file.file_size > largest:
                    return b""
                return bytes(await file.download_as_bytearray())
        except (TelegramError, TimeoutError) as fault:
            log.warning("file not fetched", platform=PLATFORM.name, error=type(fault).__name__)
            return b""

    async def _toast(self, query: str, receipt: Receipt | None) -> None:
        label = receipt.label if receipt is not None else None
        try:
            await self._bot.answer_callback_query(query, text=label[:TOAST] if label else None)
        except TelegramError as fault:  # too old, answered already, or no network: the person sees the next message
            log.debug("toast not shown", error=type(fault).__name__)

    async def take_webhook(self, secret: str, header: str | None, body: bytes, receive: Receive) -> int:
        """One request of Telegram's: 401 for a wrong secret, 400 for no update, 200 once it is stored."""
        if header is None or not hmac.compare_digest(header.encode(), secret.encode()):
            return 401
        try:
            update = TelegramUpdate.de_json(json.loads(body), self._bot)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            return 400
        if update is None:
            return 400
        await self.take(update, receive)
        return 200

    async def answer(self, request: web.Request, secret: str, receive: Receive) -> web.Response:
        """One request to the webhook; 500 where it could not be stored, so that it comes again."""
        try:
            status = await self.take_webhook(secret, request.headers.get(SECRET), await request.read(), receive)
        except Exception as fault:
            log.error("update not taken, it will come again", platform=PLATFORM.name, error=type(fault).__name__)
            status = 500
        return web.Response(status=status)
