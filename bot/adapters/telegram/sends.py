"""Shows messages in Telegram through its bot: sends, replaces, takes away.

Law: a picture is shown as a photo where Telegram takes it as one, else as a document; what a message was replaced by
keeps its place in the chat.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyParameters,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from reisleider.bot.adapters.adapter import Gone, Shown, Undeliverable
from reisleider.bot.adapters.button import carry
from reisleider.bot.adapters.telegram import TOPIC
from reisleider.bot.adapters.telegram.markup import lay_out, to_html
from reisleider.flows.messages import Address, Attachment, Message

_SAME = "message is not modified"
_NOT_THERE = ("message to edit not found", "message to delete not found", "message_id_invalid")
_STAYS = ("message can't be edited", "message can't be deleted", "there is no text in the message to edit")
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_NO_PHOTO = ("photo_invalid_dimensions", "too big", "image_process_failed")


class Showing:
    """What Telegram shows of ours."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def post(self, address: Address, message: Message) -> Shown | None:
        """Send one message; in its topic, or in the group where the topic is there no more."""
        thread = address.thread or ""
        topic = thread.removeprefix(TOPIC) if thread.startswith(TOPIC) else ""
        reply = ReplyParameters(int(thread), allow_sending_without_reply=True) if thread.isdecimal() else None
        if not topic.isdecimal():
            return await self._post(_chat_of(address), message, reply, None)
        try:
            return await self._post(_chat_of(address), message, None, int(topic))
        except BadRequest as fault:
            if not _says(fault, *_NO_TOPIC):
                raise
            return await self._post(_chat_of(address), message, None, None)

    async def _post(
        self, chat: int, message: Message, reply: ReplyParameters | None, topic: int | None
    ) -> Shown | None:
        if not message.attachments:
            sent = await self._bot.send_message(
                chat,
                to_html(message.text),
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(message),
                reply_parameters=reply,
                message_thread_id=topic,
                disable_web_page_preview=True,
            )
            return Shown(str(sent.message_id))
        if len(message.attachments) == 1:
            return Shown(str((await self._send_one(chat, message, reply, topic)).message_id))
        files = [InputMediaDocument(one.data, filename=one.name) for one in message.attachments]
        album = await self._bot.send_media_group(chat, files, reply_parameters=reply, message_thread_id=topic)
        return Shown(str(album[0].message_id), tuple(str(one.message_id) for one in album))

    async def _send_one(
        self, chat: int, message: Message, reply: ReplyParameters | None, topic: int | None
    ) -> TelegramMessage:
        file = message.attachments[0]
        about = {"reply_markup": _keyboard(message), "reply_parameters": reply, "message_thread_id": topic}
        how: dict[str, Any] = {**about, **_caption(message)}  # the same arguments of two methods of the library
        if file.mime == "image/png":
            try:
                return await self._bot.send_photo(chat, file.data, filename=file.name, **how)
            except BadRequest as fault:
                if not _says(fault, *_NO_PHOTO):
                    raise
        return await self._bot.send_document(chat, file.data, filename=file.name, **how)

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace what was shown. Raises Gone."""
        chat = _chat_of(address)
        if not message.attachments:
            await self._edit_words(chat, int(shown.ref), message)
            return None
        places = shown.files or (shown.ref,)
        if len(message.attachments) > len(places):
            raise Gone(there=True)
        for place, file in zip(places, message.attachments, strict=False):
            await self._edit_file(chat, int(place), file, message)
        rest = places[len(message.attachments) :]
        if rest:
            await self.remove(address, Shown(rest[0], rest))
        return Shown(shown.ref, places[: len(message.attachments)] if shown.files else ())

    async def _edit_words(self, chat: int, place: int, message: Message) -> None:
        try:
            await self._bot.edit_message_text(
                to_html(message.text),
                chat_id=chat,
                message_id=place,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(message),
                disable_web_page_preview=True,
            )
        except BadRequest as fault:
            _judge(fault)

    async def _edit_file(self, chat: int, place: int, file: Attachment, message: Message) -> None:
        kinds: list[Callable[..., InputMediaPhoto | InputMediaDocument]] = [InputMediaDocument]
        if file.mime == "image/png":
            kinds.insert(0, InputMediaPhoto)
        for kind in kinds:
            media = kind(file.data, filename=file.name, **_caption(message))
            try:
                await self._bot.edit_message_media(
                    media, chat_id=chat, message_id=place, reply_markup=_keyboard(message)
                )
            except BadRequest as fault:
                if kind is not kinds[-1] and _says(fault, *_NO_PHOTO):
                    continue
                _judge(fault)
            return

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take away a message and those that belong to it. Raises Gone where one stays."""
        stays = False
        for place in shown.files or (shown.ref,):
            try:
                await self._bot.delete_message(_chat_of(address), int(place))
            except BadRequest as fault:
                if _says(fault, *_STAYS):
                    stays = True
                elif not _says(fault, *_NOT_THERE):
                    raise
        if stays:
            raise Gone(there=True)


def _chat_of(address: Address) -> int:
    """The number of a chat. Raises Undeliverable where an address has none."""
    try:
        return int(address.chat)
    except ValueError:
        raise Undeliverable("no chat of Telegram's") from None


def _caption(message: Message) -> dict[str, str]:
    words = to_html(message.text)
    return {"caption": words, "parse_mode": ParseMode.HTML} if words else {}


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=carry(message, button.id)) for button, label in row]
            for row in lay_out(message.buttons, message.page)
        ]
    )


def _says(fault: BadRequest, *words: str) -> bool:
    return any(one in str(fault).casefold() for one in words)


def _judge(fault: BadRequest) -> None:
    """Whether an edit was needless, impossible or wrong."""
    if _says(fault, _SAME):
        return
    if _says(fault, *_NOT_THERE):
        raise Gone(there=False) from fault
    if _says(fault, *_STAYS):
        raise Gone(there=True) from fault
    raise fault
