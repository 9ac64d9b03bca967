"""Telegram: updates in by long polling or webhook, messages out through python-telegram-bot.

Law: an update's offset moves on only after it was stored; the token is in no log line; errors become what delivery
understands.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram import Message as TelegramMessage
from telegram import Update as TelegramUpdate
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Later, Moved, Receive, Shown, Undeliverable, Unreachable
from reisleider.bot.adapters.button import read_carried
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.telegram.sends import Showing
from reisleider.flows.messages import Address, Message, Said, Update

log = structlog.get_logger()
PLATFORM = "telegram"
POLL = 25  # seconds a poll waits; Telegram allows up to 50
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
TOAST = 200  # characters that Telegram shows of a toast
_AWAY = {
    "blocked": "blocked",
    "deactivated": "deactivated",
    "kicked": "kicked",
    "not a member": "kicked",
    "initiate conversation": "not-started",
    "chat not found": "channel-not-found",
    "not enough rights": "not-in-channel",
    "have no rights": "not-in-channel",
}


class TelegramAdapter:
    """One bot. ``menus`` gives per language the commands of (private chats, groups) as (name, description)."""

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        *,
        base_url: str,
        base_file_url: str,
        menus: dict[str, tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]] | None = None,
        poll: int = POLL,
    ) -> None:
        self._bot = Bot(
            token,
            base_url=base_url,
            base_file_url=base_file_url,
            request=HTTPXRequest(connection_pool_size=32, read_timeout=20, write_timeout=20, connect_timeout=10),
            get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=poll + 10, connect_timeout=10),
        )
        self._showing = Showing(self._bot)
        self._menus = menus or {}
        self._poll = poll
        self._stopping = False
        self._polling: asyncio.Task[Any] | None = None
        self.name = ""
        self.tenant = ""

    async def start(self) -> None:
        """Learn who we are and show the command menus. Raises OSError: no network, or a token nobody knows."""
        try:
            await self._bot.initialize()
            self.name, self.tenant = self._bot.username, str(self._bot.id)
            for language, (private, groups) in self._menus.items():
                for scope, rows in (
                    (BotCommandScopeAllPrivateChats(), private),
                    (BotCommandScopeAllGroupChats(), groups),
                ):
                    commands = [BotCommand(name, words) for name, words in rows]
                    await self._bot.set_my_commands(commands, scope=scope, language_code=language)
                    if language == next(iter(self._menus)):
                        await self._bot.set_my_commands(commands, scope=scope)
        except TelegramError as fault:
            raise OSError(type(fault).__name__) from fault

    async def close(self) -> None:
        """Let go of the connections."""
        await self._bot.shutdown()

    def stop(self) -> None:
        """End the poll that waits; what was taken is finished first."""
        self._stopping = True
        if self._polling is not None:
            self._polling.cancel()

    # --- in ---------------------------------------------------------------------------------------------

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
                metrics.CONFLICTS.inc()
                log.error("another program polls with this bot's token; stop it, or give it a token of its own")
                await self._rest(3.0)
                continue
            except InvalidToken:
                log.error("the token was revoked; ask BotFather for a new one", platform=PLATFORM)
                raise OSError("InvalidToken") from None  # its own words hold the token
            except RetryAfter as fault:
                await self._rest(_seconds(fault))
                continue
            except TelegramError as fault:
                metrics.CONNECTED.labels(PLATFORM).set(0)
                log.warning("poll failed", platform=PLATFORM, error=type(fault).__name__)
                await self._rest(pause)
                pause = min(pause * 2, 60.0)
                continue
            pause = 1.0
            metrics.CONNECTED.labels(PLATFORM).set(1)
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
            log.error("updates not taken, they will come again", platform=PLATFORM, error=type(fault).__name__)
        return not faults

    async def _take_chat(self, updates: Sequence[TelegramUpdate], receive: Receive) -> None:
        for one in updates:
            await self.take(one, receive)

    async def take(self, update: TelegramUpdate, receive: Receive) -> None:
        """Hand over one update, then do what Telegram expects: a press is always answered."""
        read = read_update(update, self.tenant, self.name)
        receipt = await receive(read) if read is not None else None
        if update.callback_query is not None:
            await self._toast(update.callback_query.id, receipt)

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
        except (ValueError, KeyError, TypeError, AttributeError):
            return 400
        if update is None:
            return 400
        await self.take(update, receive)
        return 200

    async def use_webhook(self, url: str, secret: str) -> None:
        """Let Telegram bring updates to ``url``. Raises OSError where it cannot be told."""
        try:
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED))
        except TelegramError as fault:
            raise OSError(type(fault).__name__) from fault

    async def drop_webhook(self) -> None:
        """Go back to polling. Raises OSError where Telegram cannot be told."""
        try:
            await self._bot.delete_webhook()
        except TelegramError as fault:
            raise OSError(type(fault).__name__) from fault

    # --- out --------------------------------------------------------------------------------------------

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Send one packed message; its reference is its message id."""
        try:
            return await self._showing.post(address, message)
        except TelegramError as fault:
            raise _told(fault) from fault

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace a message's words, buttons and files."""
        try:
            return await self._showing.edit(address, shown, message)
        except TelegramError as fault:
            raise _told(fault) from fault

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message away, and those that belong to it."""
        try:
            await self._showing.remove(address, shown)
        except TelegramError as fault:
            raise _told(fault) from fault


def _seconds(fault: RetryAfter) -> float:
    wait = fault.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


def _told(fault: TelegramError) -> Exception:
    """What delivery understands of an error. The order matters: most errors are a kind of NetworkError."""
    words = str(fault)
    if isinstance(fault, RetryAfter):
        return Later(_seconds(fault))
    if isinstance(fault, ChatMigrated):
        return Moved(str(fault.new_chat_id))
    if isinstance(fault, InvalidToken):
        return Unreachable("token-revoked")
    if isinstance(fault, Forbidden | BadRequest):
        away = next((reason for part, reason in _AWAY.items() if part in words.casefold()), None)
        if away is not None:
            return Unreachable(away)
        return Unreachable("cannot-dm") if isinstance(fault, Forbidden) else Undeliverable("BadRequest")
    if isinstance(fault, TimedOut | NetworkError):
        return OSError(type(fault).__name__)
    return OSError(type(fault).__name__)


# --- an update of theirs as one of ours -----------------------------------------------------------------


def read_update(update: TelegramUpdate, tenant: str, name: str) -> Update | None:
    """What arrived, in our words; None for what is not meant for us."""
    said, message = _said(update, name)
    chat, user = update.effective_chat, update.effective_user
    if said is None or chat is None:
        return None
    thread = None
    if message is not None and message.is_topic_message and message.message_thread_id is not None:
        thread = str(message.message_thread_id)
    hidden = message is not None and message.sender_chat is not None and update.callback_query is None
    language = user.language_code.split("-")[0] if user is not None and user.language_code else None
    return Update(
        f"{PLATFORM}:{tenant}:{update.update_id}",
        Address(PLATFORM, tenant, str(chat.id), None if chat.type == "private" else thread),
        "" if user is None or hidden else str(user.id),
        said,
        message.date if isinstance(message, TelegramMessage) else datetime.now(UTC),
        private=chat.type == "private",
        language=language,
    )


def _said(update: TelegramUpdate, name: str) -> tuple[Said | None, TelegramMessage | None]:
    if update.my_chat_member is not None:
        return _membership(update), None
    query = update.callback_query
    if query is not None:
        carried = read_carried(query.data)
        shown = query.message
        ref = str(shown.message_id) if shown is not None else None
        if carried is None:
            return None, None
        said = Said("press", choice=carried.choice, turn=carried.turn, interview=carried.interview, ref=ref)
        return said, shown if isinstance(shown, TelegramMessage) else None
    edited = update.edited_message
    if edited is not None:
        return Said("edit", text=edited.text or edited.caption or "", ref=str(edited.message_id)), edited
    message = update.message
    return (_message(message, name), message) if message is not None else (None, None)


def _message(message: TelegramMessage, name: str) -> Said | None:
    ref = str(message.message_id)
    reply = str(message.reply_to_message.message_id) if message.reply_to_message is not None else None
    for kind, file in (
        ("photo", message.photo[-1] if message.photo else None),
        ("voice", message.voice or message.audio),
        ("video", message.video or message.video_note),
        ("document", message.document),
        ("sticker", message.sticker),
    ):
        if file is not None:
            return Said("file", text=message.caption or "", ref=ref, reply_to=reply, file=(kind, file.file_id))
    text = message.text
    if text is None:
        return None
    if text.startswith("/"):
        command, _, rest = text[1:].partition(" ")
        command, _, bot = command.partition("@")
        if bot and bot.casefold() != name.casefold():
            return None
        return Said("command", text=f"{command.casefold()} {rest.strip()}".strip(), ref=ref)
    return Said("text", text=text, ref=ref, reply_to=reply)


def _membership(update: TelegramUpdate) -> Said | None:
    change = update.my_chat_member
    if change is None:
        return None
    here = ("member", "administrator", "creator", "restricted")
    was, now = change.old_chat_member.status in here, change.new_chat_member.status in here
    if was == now:
        return None
    if change.chat.type == "private":
        return Said("membership", text="unblocked" if now else "blocked")
    return Said("membership", text="added" if now else "removed")
