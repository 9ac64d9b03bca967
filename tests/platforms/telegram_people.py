"""People with a Telegram account, played against the stand-in server: they start, say, press, block and listen.

Law: a person does only what a Telegram client lets them do, and the bot learns of it only through updates.
"""

from __future__ import annotations

import re
import struct
import time
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram_server import Chat, Sent, TelegramServer


def png(width: int = 2, height: int = 2) -> bytes:
    """A grey PNG of that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\x00" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Person:
    """Made by `server.person(id)`; every verb returns once the update is queued."""

    def __init__(self, server: TelegramServer, id: int, first_name: str, language_code: str | None) -> None:
        assert id > 0, "the id of a person is positive"
        self.server, self.id, self.first_name, self.language_code = server, id, first_name, language_code
        self.toasts: list[str] = []
        self._mark = 0

    @property
    def user(self) -> dict[str, Any]:
        """The person as they stand inside an update."""
        told: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return told | ({"language_code": self.language_code} if self.language_code else {})

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.server.chat(self.id)

    @property
    def sees(self) -> Sent:
        """The bot's newest message in the private chat."""
        assert self.chat.bot_messages, f"{self.first_name} sees no message of the bot"
        return self.chat.bot_messages[-1]

    async def starts(self, payload: str = "") -> int:
        """Presses START, or follows an invitation link; a blocked bot is unblocked by it."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), f"{payload!r} fits no link"
        if self.chat.blocked:
            await self.unblocks()
        return await self.says(f"/start {payload}".strip())

    async def says(
        self, text: str, chat: Chat | int | None = None, thread: int | None = None, reply_to: int | None = None
    ) -> int:
        """Types a text; gives the number of the message."""
        from telegram_server import found_in

        assert text.strip(), "a client sends no empty text"
        return self._writes(chat, thread=thread, reply_to=reply_to, text=text, html=text, entities=found_in(text))

    async def edits(self, message_id: int, text: str, chat: Chat | int | None = None) -> None:
        """Changes an own message."""
        from telegram_server import found_in

        where = self._where(chat)
        sent = where.find(message_id)
        assert sent is not None, f"there is no message {message_id}"
        assert sent.sender == self.id, f"message {message_id} is not of {self.first_name}"
        self._acts()
        sent.text, sent.html, sent.entities, sent.edited = text, text, found_in(text), True
        self._tells("edited_message", where, sent)

    async def presses(
        self,
        label_or_data: str,
        message_id: int | None = None,
        *,
        chat: Chat | int | None = None,
        stale: bool = False,
    ) -> str:
        """Presses a button of the newest message that has it; `stale`: data that the client still showed. Query id."""
        where = self._where(chat)
        shown = [one for one in where.bot_messages if message_id in (None, one.message_id)]
        assert shown, f"there is no message of the bot {message_id or ''}".rstrip()
        wanted = [
            (one, button.data)
            for one in reversed(shown)
            for row in one.buttons
            for button in row
            if button.data is not None and label_or_data in (button.text, button.data)
        ]
        if not wanted and stale:
            wanted = [(shown[-1], label_or_data)]
        labels = [button.text for one in shown for row in one.buttons for button in row]
        assert wanted, f"no button {label_or_data!r}; on offer: {labels}"
        self._acts()
        message, data = wanted[0]
        body: dict[str, Any] = {"id": self.server.query(self.id), "from": self.user, "data": data}
        body |= {"chat_instance": str(where.id), "message": self.server.written(message)}
        self.server.update("callback_query", body, where.id)
        return str(body["id"])

    async def sends_photo(self, caption: str | None = None, album: str | None = None, content: bytes = b"") -> int:
        """Sends a photo, a small one unless it is given; photos of one album carry the same name."""
        from telegram_server import found_in

        content, text = content or png(), caption or ""
        size = {**self.server.keep("photo", "photo.png", content), "width": 2, "height": 2}
        fields = {"text": text, "html": text, "entities": found_in(text) if text else [], "album": album}
        return self._writes(None, photo=content, extra={"photo": [size]}, **fields)

    async def sends_voice(self, content: bytes = b"OggS", *, forwarded: bool = False) -> int:
        """Sends a voice message, or one that somebody else made."""
        voice = self.server.keep("voice", "voice.ogg", content) | {"duration": 3, "mime_type": "audio/ogg"}
        origin = {"type": "hidden_user", "sender_user_name": "Zonnevaart", "date": int(time.time())}
        return self._writes(None, extra={"voice": voice, **({"forward_origin": origin} if forwarded else {})})

    async def sends_sticker(self) -> int:
        """Sends a sticker."""
        ids = self.server.keep("sticker", "sticker.webp", b"RIFF")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self._writes(None, extra={"sticker": ids | looks})

    async def forwards(self, text: str) -> int:
        """Forwards somebody else's message."""
        from telegram_server import found_in

        origin = {"type": "hidden_user", "sender_user_name": "Zonnevaart", "date": int(time.time())}
        return self._writes(None, text=text, html=text, entities=found_in(text), extra={"forward_origin": origin})

    async def shares(self, kind: str) -> int:
        """Shares a location, a venue, a contact, a poll, dice, a game, a story, a checklist or paid media."""
        place = {"latitude": 52.1, "longitude": 5.1}
        shared: dict[str, Any] = {
            "location": place,
            "venue": {"location": place, "title": "Balie", "address": "Stationsplein 1"},
            "contact": {"phone_number": "+31600000000", "first_name": "Lia"},
            "poll": {
                "id": "1",
                "question": "Leuk?",
                "type": "regular",
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
                "options": [{"persistent_id": one, "text": one, "voter_count": 0} for one in ("ja", "nee")],
            },
            "dice": {"emoji": "🎲", "value": 4},
            "game": {"title": "Reis", "description": "Raad de reis", "photo": []},
            "story": {"chat": {"id": 8, "type": "private", "first_name": "Anna"}, "id": 1},
            "checklist": {"title": "Inpakken", "tasks": [{"id": 1, "text": "paspoort"}, {"id": 2, "text": "tickets"}]},
            "paid_media": {
                "star_count": 5,
                "paid_media": [{"type": "preview", "width": 9, "height": 9, "duration": 0}],
            },
        }
        where = {"location": place} if kind == "venue" else {}
        return self._writes(None, extra={kind: shared[kind], **where})

    async def sends_document(self, name: str = "reis.pdf", content: bytes = b"%PDF-1.7") -> int:
        """Sends a file."""
        ids = self.server.keep("document", name, content)
        return self._writes(None, document=(name, content), extra={"document": {**ids, "file_name": name}})

    async def blocks(self) -> None:
        """Blocks the bot."""
        assert self.chat.started, f"{self.first_name} never started the bot"
        self._acts()
        self.chat.blocked = True
        self._member(self.chat, "member", "kicked")

    async def unblocks(self) -> None:
        """Lets the bot in again."""
        assert self.chat.blocked, f"{self.first_name} did not block the bot"
        self._acts()
        self.chat.blocked = False
        self._member(self.chat, "kicked", "member")

    async def adds_bot(self, group: Chat | int, *, admin: bool = False) -> None:
        """Adds the bot to a group, or gives it another role there."""
        where = self._where(group)
        before = where.members.get(self.server.bot_id)
        self._acts()
        where.members[self.server.bot_id] = after = "administrator" if admin else "member"
        self._member(where, before or "left", after)
        if before not in ("member", "administrator"):
            self.server.service(where, self.id, {"new_chat_members": [self.server.user("bot")]})

    async def removes_bot(self, group: Chat | int) -> None:
        """Removes the bot from a group."""
        where = self._where(group)
        before = where.members.get(self.server.bot_id)
        assert before in ("member", "administrator"), f"the bot is not in {where.title}"
        self._acts()
        where.members[self.server.bot_id] = "kicked"
        self._member(where, before, "kicked")

    async def hears(self, count: int = 1, *, chat: Chat | int | None = None) -> Sent:
        """Waits for the bot's next messages since the last thing this person did; gives the newest of them."""
        id = self._where(chat).id

        def heard() -> list[Sent]:
            return [one for one in self.server.said[self._mark :] if one.chat_id == id]

        await self.server.until(lambda: len(heard()) >= count)
        return heard()[-1]

    def _where(self, chat: Chat | int | None) -> Chat:
        if chat is None:
            return self.chat
        where = self.server.chat(chat if isinstance(chat, int) else chat.id)
        assert where.id == self.id or self.id in where.members, f"{self.first_name} is not in {where.title}"
        return where

    def _acts(self) -> None:
        self._mark = len(self.server.said)

    def _writes(self, chat: Chat | int | None, **fields: Any) -> int:
        where = self._where(chat)
        assert not where.blocked, f"{self.first_name} has blocked the bot and cannot write to it"
        assert where.migrated_to is None, f"{where.title} is now {where.migrated_to}"
        if fields.get("thread"):
            where.threads.add(fields["thread"])
        self._acts()
        where.started = True
        sent = self.server.add(where, self.id, **fields)
        self._tells("message", where, sent)
        return int(sent.message_id)

    def _tells(self, kind: str, where: Chat, sent: Sent) -> None:
        status = where.members.get(self.server.bot_id)
        member = where.kind == "private" or status in ("member", "administrator")
        if member and (where.kind == "private" or self._public(where, sent) or status == "administrator"):
            self.server.update(kind, self.server.written(sent), where.id)

    def _public(self, where: Chat, sent: Sent) -> bool:
        """Whether privacy mode lets the bot read it: commands to it and replies to it."""
        answered = where.find(sent.reply_to) if sent.reply_to else None
        command = re.match(r"/\w+(?:@(\w+))?", sent.text)
        addressed = command and (command[1] or self.server.bot_username) == self.server.bot_username
        return bool(not self.server.privacy or addressed or (answered and answered.sender == "bot"))

    def _member(self, where: Chat, before: str, after: str) -> None:
        members = [{**self.server.standing(one), "user": self.server.user("bot")} for one in (before, after)]
        body: dict[str, Any] = {"chat": where.brief(), "from": self.user, "date": int(time.time())}
        body |= {"old_chat_member": members[0], "new_chat_member": members[1]}
        self.server.update("my_chat_member", body, where.id)
