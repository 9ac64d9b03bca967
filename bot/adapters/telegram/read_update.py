"""An update of Telegram's as one of ours.

Law: pure; what is not meant for us is None, and a text is taken exactly as it was typed; a group that has another id
from now on says so itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram import Message as TelegramMessage
from telegram import Update as TelegramUpdate
from telegram import User

from reisleider.bot.adapters.button import read_carried
from reisleider.bot.adapters.cut import whole_signs
from reisleider.bot.adapters.telegram import PLATFORM, TOPIC
from reisleider.flows.messages import Address, Said, Update

PASTED = 1000  # characters of a text that may be an invitation which somebody passed on
_LINK = re.compile(
    r"(?:t|telegram)\.me/(?P<there>\w{1,40})/?\?(?:\S{0,100}&)?start=(?P<token>[\w-]{1,64})"
    r"|tg://resolve\?domain=(?P<here>\w{1,40})&start=(?P<start>[\w-]{1,64})",
    re.IGNORECASE,
)
NAME = 80  # characters of a name that are kept
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def read_update(update: TelegramUpdate, tenant: str, name: str) -> Update | None:
    """What arrived, in our words; None for what is not meant for us, and for whatever another bot says. Raises anything
    for what has not the shape that Telegram documents: its library checks none of that."""
    read = _read(update, tenant, name)
    return None if read is None else replace(read, said=replace(read.said, text=whole_signs(read.said.text)))


def _read(update: TelegramUpdate, tenant: str, name: str) -> Update | None:
    said, message = _said(update, name)
    chat, user = update.effective_chat, update.effective_user
    if said is None or chat is None:
        return None
    hidden = message is not None and message.sender_chat is not None and update.callback_query is None
    if user is not None and user.is_bot and not hidden:
        return None
    thread = None
    if message is not None and message.is_topic_message and message.message_thread_id is not None:
        thread = f"{TOPIC}{message.message_thread_id}"
    spoken = user.language_code if user is not None else None
    language = spoken.split("-")[0] if spoken and isinstance(spoken, str) else None
    if not _is_id(chat.id) or (user is not None and not _is_id(user.id)):
        return None
    return Update(
        f"{PLATFORM.name}:{tenant}:{update.update_id}",
        Address(PLATFORM.name, tenant, str(chat.id), None if chat.type == "private" else thread),
        "" if user is None or hidden else str(user.id),
        said,
        message.date if isinstance(message, TelegramMessage) else datetime.now(UTC),
        private=chat.type == "private",
        language=language,
        called={} if user is None or hidden else {str(user.id): whole_signs(_name_of(user))},
        name="" if user is None or hidden or chat.type == "private" else whole_signs(_name_of(user)),
    )


def _name_of(user: User) -> str:
    parts = (user.first_name, user.last_name)
    return " ".join(part for part in parts if isinstance(part, str))[:NAME]


def _is_id(thing: object) -> bool:
    """Whether this is how Telegram names a chat or a person: a number of at most 52 bits."""
    return type(thing) is int and abs(thing) < 2**52


def reread(body: Any) -> Update | None:
    """Read an update again that once could not be, see ``Unread``. Raises anything where it still cannot."""
    return read_update(TelegramUpdate.de_json(body["update"], None), body["tenant"], body["name"])


def place_of(brought: Any) -> str:
    """The chat that an update is about, as far as can be told without building it: what is in one keeps its order."""
    return str(next((found for one in _parts(brought) if (found := _id_in(one, "chat"))), ""))


def account_of(brought: Any) -> str:
    """Whose an update is, as far as can be told without building it; "" where it cannot."""
    return str(next((found for one in _parts(brought) if (found := _id_in(one, "from"))), ""))


def query_of(brought: Any) -> str | None:
    """The id by which the press in an update is answered, or None."""
    query = brought.get("callback_query") if isinstance(brought, dict) else None
    id = query.get("id") if isinstance(query, dict) else None
    return str(id) if id else None


def _parts(brought: Any) -> list[dict[str, Any]]:
    """What an update holds, and the message below a pressed button."""
    parts = [one for one in brought.values() if isinstance(one, dict)] if isinstance(brought, dict) else []
    return parts + [one["message"] for one in parts if isinstance(one.get("message"), dict)]


def _id_in(part: dict[str, Any], key: str) -> int | str | None:
    found = part.get(key)
    id = found.get("id") if isinstance(found, dict) else None
    return id if isinstance(id, int | str) else None


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
        ("photo", message.document if _is_picture(message) else None),
        ("document", message.document),
        ("sticker", message.sticker),
    ):
        if file is not None:
            sent = (kind, file.file_id)
            return Said(
                "file", text=message.caption or "", ref=ref, reply_to=reply, file=sent, forwarded=_is_lent(message)
            )
    for kind, shared in (
        ("location", message.location or message.venue),
        ("contact", message.contact),
        ("poll", message.poll),
        ("dice", message.dice),
        ("shared", _shared(message)),
    ):
        if shared is not None:
            return Said("file", ref=ref, reply_to=reply, file=(kind, ""))
    if message.migrate_to_chat_id is not None:
        return Said("membership", text="moved", ref=str(message.migrate_to_chat_id))
    text = message.text
    if text is None:
        return None
    if (token := _invited(text, name)) is not None:
        return Said("command", text=f"start {token}", ref=ref)
    typed = _UNSEEN.sub("", text).lstrip()
    if typed.startswith("/"):
        command, rest = [*typed[1:].split(maxsplit=1), "", ""][:2]
        command, _, bot = command.partition("@")
        if bot and bot.casefold() != name.casefold():
            return None
        return Said("command", text=f"{command.casefold()} {rest.strip()}".strip(), ref=ref)
    return Said("text", text=text, ref=ref, reply_to=reply, forwarded=_is_lent(message), numbered=False)


def _shared(message: TelegramMessage) -> object:
    """What else somebody shared that is no words at all; None where they did not."""
    kinds = ("story", "game", "checklist", "giveaway", "giveaway_winners", "paid_media", "invoice", "passport_data")
    return next((thing for kind in kinds if (thing := getattr(message, kind, None))), None)


def _invited(text: str, name: str) -> str | None:
    """The token of an invitation to this bot that was pasted instead of opened, or None."""
    found = _LINK.search(text) if len(text) <= PASTED else None
    if found is None or (found["there"] or found["here"]).casefold() != name.casefold():
        return None
    return found["token"] or found["start"]


def mime_of(update: TelegramUpdate) -> str:
    """What Telegram says a voice message is made of; "" where it does not say, or there is none."""
    message = update.message
    sound = (message.voice or message.audio) if message is not None else None
    return (sound.mime_type or "") if sound is not None else ""


def _is_picture(message: TelegramMessage) -> bool:
    """Whether a picture was sent as a file."""
    return message.document is not None and (message.document.mime_type or "").startswith("image/")


def _is_lent(message: TelegramMessage) -> bool:
    return message.forward_origin is not None


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
