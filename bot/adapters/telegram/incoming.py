"""Brings Telegram's updates in: by long polling, or through a webhook.

Law: an update's offset moves on only after it was stored; one that cannot be read is laid aside and stops no other; a
press is always answered; the token is in no log line.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from telegram import Bot
from telegram import Update as TelegramUpdate
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import NotLetIn, Receive, Unread
from reisleider.bot.adapters.link import Link
from reisleider.bot.adapters.pictures import LARGEST, picture_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.recordings import is_own_voice, recording_of
from reisleider.bot.adapters.telegram import PLATFORM
from reisleider.bot.adapters.telegram.raw_updates import RawUpdates
from reisleider.bot.adapters.telegram.read_update import account_of, mime_of, place_of, query_of, read_update
from reisleider.bot.adapters.telegram.told_errors import seconds_of
from reisleider.bot.ending import end_all
from reisleider.flows.messages import Update

log = structlog.get_logger()
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
PATIENCE = 15.0  # seconds that a picture may take; others' messages wait for it no longer
TOASTING = (0.5, 1.0, 2.0, 4.0)  # seconds between two tries to answer a press; Telegram forgets it soon after
TOAST = 200  # characters that Telegram shows of a toast
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header that carries it, not the secret


class Incoming:
    """What one bot is told. ``polls`` keeps what a poll brought, ``link`` whether polls are answered; ``poll``: seconds
    a poll waits, of at most 50; ``hears``: bytes of the largest voice message that is fetched, 0: none is."""

    def __init__(self, bot: Bot, polls: RawUpdates, link: Link, poll: int, hears: int = 0) -> None:
        self._bot = bot
        self._polls = polls
        self._link = link
        self._poll = poll
        self._hears = hears
        self._stopping = asyncio.Event()
        self._polling: asyncio.Task[Any] | None = None
        self._toasts: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """End the poll that waits; what was taken is finished first."""
        self._stopping.set()
        if self._polling is not None:
            self._polling.cancel()

    async def close(self) -> None:
        """Leave what was still being answered beside."""
        await end_all(*self._toasts)

    async def run(self, receive: Receive) -> None:
        """Poll until stopped. A batch is stored before the next poll confirms it; chats are taken beside each other.

        Raises NotLetIn where the token is not known any more.
        """
        offset: int | None = None
        pause = 1.0
        while not self._stopping.is_set():
            self._polling = asyncio.create_task(
                self._bot.get_updates(offset=offset, timeout=self._poll, allowed_updates=list(ALLOWED))
            )
            try:
                await self._polling
            except asyncio.CancelledError:
                if self._stopping.is_set():
                    break
                self._polling.cancel()
                raise
            except Conflict:
                metrics.CONFLICTS.labels(self._link.platform or PLATFORM.name).inc()
                self._link.down("Conflict")
                log.error(
                    "another program polls with this bot's token; stop it, or give it a token of its own",
                    platform=self._link.platform,
                )
                await self._rest(3.0)
                continue
            except InvalidToken:
                raise NotLetIn("InvalidToken") from None  # its own words hold the token
            except RetryAfter as fault:
                await self._rest(seconds_of(fault))
                continue
            except TelegramError as fault:
                self._link.down(type(fault).__name__)
                await self._rest(pause)
                pause = min(pause * 2, 60.0)
                continue
            pause = 1.0
            self._link.up()
            brought = self._polls.take()
            if await self._take_batch(brought, receive):
                offset = max((one + 1 for one in map(_id_of, brought) if one is not None), default=offset)
            else:
                await self._rest(1.0)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _take_batch(self, brought: Sequence[Any], receive: Receive) -> bool:
        """Take a batch, in order per chat; False where it could not be stored and must come again."""
        chats: dict[str, list[Any]] = {}
        for one in brought:
            chats.setdefault(place_of(one), []).append(one)
        taken = await asyncio.gather(
            *(self._take_chat(line, receive) for line in chats.values()), return_exceptions=True
        )
        faults = Counter(type(one).__name__ for one in taken if isinstance(one, BaseException))
        for error, many in faults.items():
            log.error("updates not taken, they will come again", platform=self._link.platform, error=error, chats=many)
        return not faults

    async def _take_chat(self, brought: Sequence[Any], receive: Receive) -> None:
        for one in brought:
            await self.take(one, receive)

    async def take(self, brought: Any, receive: Receive) -> None:
        """Hand over one update as Telegram brought it, then do what it expects: a press is always answered.

        Raises StoragePause where it cannot be stored now; what cannot be read is laid aside.
        """
        try:
            update = TelegramUpdate.de_json(brought, self._bot)
            read = read_update(update, str(self._bot.id), self._bot.username)
            if read is not None and read.private and read.said.file is not None:
                read = await self._with_file(read, *read.said.file, mime_of(update))
        except Exception as fault:
            receipt: Receipt | None = await self._lay_aside(brought, fault, receive)
        else:
            receipt = await receive(read) if read is not None else None
        query = query_of(brought)
        if query is not None:
            self._answer_beside(query, receipt)

    async def _lay_aside(self, brought: Any, fault: Exception, receive: Receive) -> Receipt | None:
        """Hand over what cannot be read, to be kept; None where it is no update of Telegram's at all."""
        id, tenant = _id_of(brought), str(self._bot.id)
        if id is None:
            log.error("no update at all", platform=self._link.platform, error=type(fault).__name__)
            return None
        body = {"tenant": tenant, "name": self._bot.username, "update": brought}
        key = f"{PLATFORM.name}:{tenant}:{id}"
        return await receive(Unread(key, PLATFORM.name, tenant, account_of(brought), body, type(fault).__name__))

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
            log.warning("file not fetched", platform=self._link.platform, error=type(fault).__name__)
            return b""

    def _answer_beside(self, query: str, receipt: Receipt | None) -> None:
        task = asyncio.create_task(self._toast(query, receipt))
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)

    async def _toast(self, query: str, receipt: Receipt | None) -> None:
        """Answer a press, also where that does not succeed at once: a button turns until it is answered."""
        label = receipt.label if receipt is not None else None
        for pause in TOASTING:
            try:
                await self._bot.answer_callback_query(query, text=label[:TOAST] if label else None)
            except BadRequest as fault:  # too old, or answered already: the person sees the next message
                log.debug("toast not shown", error=type(fault).__name__)
            except RetryAfter as fault:
                await self._rest(seconds_of(fault))
                continue
            except TelegramError as fault:
                log.debug("toast not shown yet", error=type(fault).__name__)
                await self._rest(pause)
                continue
            return

    def knows(self, header: str | None, secret: str) -> bool:
        """Whether a request carries our secret."""
        return header is not None and hmac.compare_digest(header.encode(errors="replace"), secret.encode())

    async def take_webhook(self, body: bytes, receive: Receive) -> int:
        """One request of Telegram's, its secret was judged: 400 for no update, 200 once it is stored, 503 where it
        cannot be now, so that it comes again."""
        try:
            brought = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        if _id_of(brought) is None:
            return 400
        try:
            await self.take(brought, receive)
        except Exception as fault:
            log.error("update not taken, it will come again", platform=self._link.platform, error=type(fault).__name__)
            return 503
        return 200


def _id_of(brought: Any) -> int | None:
    id = brought.get("update_id") if isinstance(brought, dict) else None
    return id if isinstance(id, int) and not isinstance(id, bool) and 0 <= id < 2**63 else None
