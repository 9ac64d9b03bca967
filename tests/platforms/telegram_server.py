"""A strict stand-in of Telegram's Bot API server on 127.0.0.1, with people, groups and faults at will.

Law: what the real server refuses is refused here with the same words; nothing of Telegram is guessed to be kinder.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import struct
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import tdjson
from aiohttp import web
from telegram_people import Person
from waiting import PATIENCE, until

tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')

MEGABYTE = 1024 * 1024
DELETABLE = 48 * 3600  # seconds after which a bot may delete a message no longer
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
HAS_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = ("429", "500", "reset", "lost", "timeout", "forbidden-blocked", "kicked", "deactivated", "migrated")
STRUCTURED = {
    *("reply_markup", "entities", "caption_entities", "media", "commands", "scope", "link_preview_options"),
    *("reply_parameters", "allowed_updates"),
}
INTEGERS = {
    *("message_id", "message_thread_id", "offset", "limit", "timeout", "user_id", "cache_time", "max_connections"),
    *("reply_to_message_id",),
}
BOOLEANS = {
    *("show_alert", "disable_notification", "protect_content", "drop_pending_updates", "has_spoiler"),
    *("disable_content_type_detection", "allow_sending_without_reply"),
}
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}
BUTTON_ACTIONS = {
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
}
RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_pin_messages"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories",),
)
MARKUPS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
ENTITY_NAMES = {"TextUrl": "text_link", "MentionName": "text_mention", "PreCode": "pre", "EmailAddress": "email"} | {
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}


class Refused(Exception):
    """What the server answers instead of doing it."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.answer["parameters"] = parameters


def bad(why: str) -> Refused:
    """A 400."""
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """A 403."""
    return Refused(403, f"Forbidden: {why}")


def too_many(seconds: int) -> Refused:
    """A 429."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass(frozen=True)
class Call:
    """One call of the bot; `answer` is empty until the server has one."""

    method: str
    params: dict[str, Any]
    answer: dict[str, Any]
    at: float


@dataclass(frozen=True)
class Upload:
    """A file as the bot sent it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Button:
    """One inline button."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass
class Sent:
    """One message as it now stands in a chat."""

    message_id: int
    chat_id: int
    sender: str | int
    text: str = ""
    html: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    photo: bytes | None = None
    document: tuple[str, bytes] | None = None
    thread: int | None = None
    edited: bool = False
    reply_to: int | None = None
    album: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    date: int = field(default_factory=lambda: int(time.time()))

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline buttons, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[Button(one["text"], one.get("callback_data"), one.get("url")) for one in row] for row in rows]

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of a reply keyboard, row by row."""
        rows = (self.markup or {}).get("keyboard", [])
        return [[one if isinstance(one, str) else one["text"] for one in row] for row in rows]

    @property
    def media(self) -> bool:
        """Whether the text is a caption."""
        return bool({"photo", "document", "voice", "sticker"} & set(self.extra))


@dataclass
class Chat:
    """A private chat or a group, with what is visible in it."""

    id: int
    kind: str
    title: str
    messages: list[Sent] = field(default_factory=list)
    members: dict[int, str] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    threads: set[int] = field(default_factory=set)
    pinned: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    numbers: Iterable[int] = field(default_factory=lambda: count(1))

    @property
    def bot_messages(self) -> list[Sent]:
        """Only what the bot wrote."""
        return [one for one in self.messages if one.sender == "bot"]

    def find(self, message_id: int) -> Sent | None:
        """The message of that number, unless it is deleted."""
        return next((one for one in self.messages if one.message_id == message_id), None)

    def brief(self) -> dict[str, Any]:
        """The chat as it stands inside a message."""
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str


@dataclass
class _Update:
    id: int
    chat: int
    body: dict[str, Any]
    delivered: int = 0
    confirmed: bool = False


@dataclass
class _Fault:
    method: str | None
    kind: str
    left: int
    retry_after: int
    chat: int | None

    def hits(self, method: str, chat: Any) -> bool:
        if self.left < 1 or (self.chat is not None and self.chat != chat):
            return False
        if self.method is None:
            return method not in ("getupdates", "getme")
        return self.method.lower() == method


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def ask_tdlib(request: dict[str, Any]) -> dict[str, Any]:
    """What TDLib, the parser inside the real server, says."""
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


def read_entities(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """TDLib's entities in the words of the Bot API."""
    read = []
    for one in found:
        type = dict(one["type"])
        name = type.pop("@type").removeprefix("textEntityType")
        name = ENTITY_NAMES.get(name) or re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        if name == "text_mention":
            type = {"user": {"id": type["user_id"], "is_bot": False, "first_name": "?"}}
        read.append({"type": name, "offset": one["offset"], "length": one["length"], **type})
    return read


def found_in(text: str) -> list[dict[str, Any]]:
    """The commands, links and mentions that Telegram sees in a plain text."""
    return read_entities(ask_tdlib({"@type": "getTextEntities", "text": text})["entities"])


def parsed(text: str, mode: str, given: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities, or the 400 of the real server."""
    modes = {"html": ("HTML", 0), "markdownv2": ("Markdown", 2), "markdown": ("Markdown", 1)}
    entities = [dict(one) for one in given]
    if mode:
        if mode.lower() not in modes:
            raise bad("unsupported parse_mode")
        name, version = modes[mode.lower()]
        how = {"@type": f"textParseMode{name}"} | ({"version": version} if version else {})
        answer = ask_tdlib({"@type": "parseTextEntities", "text": text, "parse_mode": how})
        if answer["@type"] == "error":
            raise bad(answer["message"][:1].lower() + answer["message"][1:])
        text, entities = answer["text"], read_entities(answer["entities"])
    cut, whole = units(text) - units(text.lstrip()), text.strip()
    for one in entities:
        one["offset"], end = max(0, one["offset"] - cut), one["offset"] + one["length"] - cut
        one["length"] = min(end, units(whole)) - one["offset"]
    return whole, [one for one in entities if one["length"] > 0]


def checked_button(button: Any) -> None:
    """Refuses an inline button that Telegram refuses."""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    acts = BUTTON_ACTIONS & set(button)
    if len(acts) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in acts and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in acts and not re.fullmatch(r"(https?://)?[^\s/:]+\.\S+|tg://\S+", str(button["url"])):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in acts and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def checked_markup(markup: Any, *, inline: bool = False) -> dict[str, Any] | None:
    """The reply markup, or the 400 of the real server."""
    if markup in (None, ""):
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    kinds = [one for one in MARKUPS if one in markup]
    if len(kinds) != 1 or (inline and kinds != ["inline_keyboard"]):
        raise bad("inline keyboard expected" if inline else "object expected as reply markup")
    if kinds[0] in ("remove_keyboard", "force_reply"):
        return markup
    rows = markup[kinds[0]]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(
            f'field "{kinds[0]}" of the {"Inline" if inline else "Reply"}KeyboardMarkup must be an Array of Arrays'
        )
    for button in (one for row in rows for one in row):
        if kinds[0] == "inline_keyboard":
            checked_button(button)
        elif not (button.get("text") if isinstance(button, dict) else isinstance(button, str) and button):
            raise bad("can't parse keyboard button: Text must be non-empty")
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    return markup if any(rows) else None


def measured(photo: bytes) -> tuple[int, int]:
    """Width and height of a PNG (a JPEG passes unmeasured), or the 400 of the real server."""
    if len(photo) > 10 * MEGABYTE:
        size = f"file of size {len(photo)} bytes is too big for a photo"
        raise bad(f"{size}; the maximum size is {10 * MEGABYTE} bytes")
    if photo.startswith(b"\xff\xd8\xff"):
        return 1, 1
    if not photo.startswith(b"\x89PNG\r\n\x1a\n") or len(photo) < 33:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo[16:24])
    if not width or not height or width + height > 10000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def decoded(name: str, value: Any) -> Any:
    """A parameter as its method reads it, however it travelled."""
    if not isinstance(value, str):
        return value
    if name in STRUCTURED and value:
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
    if name in INTEGERS:
        return int(value) if re.fullmatch(r"-?\d+", value) else 0
    if name in BOOLEANS:
        return value.lower() in ("true", "yes", "1")
    if name == "chat_id" and re.fullmatch(r"-?\d+", value):
        return int(value)
    return value


class TelegramServer:
    """`async with TelegramServer() as server:` and the bot talks to it."""

    def __init__(
        self, token: str = "4242:TEST-token_for_tests", first: int = 700001, name: str = "reisleider_bot"
    ) -> None:
        self.token, self.bot_id, self.bot_username = token, int(token.partition(":")[0]), name
        self.beside: list[TelegramServer] = []  # the other bots of the real server, each with chats of its own
        self.base_url = self.base_file_url = ""
        self.calls: list[Call] = []
        self.said: list[Sent] = []
        self.people: dict[int, Person] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.webhook: Webhook | None = None
        self.webhook_error = ""
        self.stall, self.retry_delay = 2.0, 0.05
        self.privacy = True
        self.strict_rates, self.rate_scale = False, 1.0
        self._rates: dict[int | None, deque[float]] = {}
        self._chats: dict[int, Chat] = {}
        self._files: dict[str, tuple[str, Upload]] = {}
        self._queries: dict[str, int] = {}
        self._faults: list[_Fault] = []
        self._pending: list[_Update] = []
        self._allowed: set[str] = set()
        self._deliveries = 1
        self._numbers, self._file_numbers, self._query_numbers = count(first), count(1), count(880001)
        self._poll = 0
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._posting: dict[int, asyncio.Task[None]] = {}
        self._methods = {
            name.lower(): (name, getattr(self, re.sub(r"(?=[A-Z])", "_", f"_{name}").lower()))
            for name in (
                *("getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "sendMessage", "sendPhoto"),
                *("editMessageText", "editMessageReplyMarkup", "deleteMessage", "answerCallbackQuery", "getFile"),
                *("sendDocument", "sendMediaGroup", "sendChatAction", "setMyCommands", "deleteMyCommands", "getChat"),
                *("getMyCommands", "setMyDescription", "setMyShortDescription", "getChatMember", "pinChatMessage"),
                *("getChatAdministrators", "editMessageMedia"),
            )
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 * MEGABYTE)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url, self.base_file_url = f"http://127.0.0.1:{port}/bot", f"http://127.0.0.1:{port}/file/bot"
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self._touch()
        await self._stop_posting()
        await self._client.close()
        await self._runner.cleanup()

    # -- what tests ask

    def chat(self, chat_id: int) -> Chat:
        """What is now visible in a chat."""
        assert chat_id in self._chats, f"nobody made a chat {chat_id}"
        return self._chats[chat_id]

    def person(self, id: int, first_name: str = "Anna", language_code: str | None = "nl") -> Person:
        """Somebody with a Telegram account; the same id is the same person."""
        if id not in self.people:
            self.people[id] = Person(self, id, first_name, language_code)
            self._chats[id] = Chat(id, "private", first_name)
        return self.people[id]

    def group(
        self,
        id: int,
        title: str,
        members: Iterable[Person | int] = (),
        admins: Iterable[Person | int] = (),
        topics: Iterable[int] = (),
    ) -> Chat:
        """A group, or a supergroup when the id begins with -100; the first admin made it. The bot is added later."""
        assert id < 0, "the id of a group is negative"
        kind = "supergroup" if str(id).startswith("-100") else "group"
        chat = self._chats[id] = Chat(id, kind, title, threads=set(topics))
        ids = [[one if isinstance(one, int) else one.id for one in some] for some in (members, admins)]
        chat.members = dict.fromkeys(ids[0], "member")
        chat.members |= {one: "administrator" if place else "creator" for place, one in enumerate(ids[1])}
        for one in set(chat.members) - {self.bot_id}:
            self.person(one)
        return chat

    def migrate(self, group: Chat | int, *, quietly: bool = False) -> int:
        """Makes a group a supergroup, as Telegram does; gives the new id."""
        old = self.chat(group if isinstance(group, int) else group.id)
        assert old.kind == "group", f"{old.id} is no basic group"
        assert old.migrated_to is None, f"{old.id} was migrated before"
        new = self.group(int(f"-100{abs(old.id):010d}"), old.title, topics=old.threads)
        new.members, old.migrated_to = dict(old.members), new.id
        if not quietly:
            owner = next((one for one in old.members if one != self.bot_id), self.bot_id)
            self.service(old, owner, {"migrate_to_chat_id": new.id})
            self.service(new, owner, {"migrate_from_chat_id": old.id})
        return new.id

    def fail(
        self, method: str | None, kind: str, times: int = 1, *, retry_after: int = 1, chat: int | None = None
    ) -> None:
        """Makes the next calls go wrong."""
        assert kind in KINDS, f"{kind} is none of {KINDS}"
        assert method is None or method.lower() in self._methods, f"there is no method {method} here"
        assert kind != "migrated" or chat is None or self.chat(chat).kind == "group", f"{chat} is no basic group"
        self._faults.append(_Fault(method, kind, times, retry_after, chat))

    def forgive(self) -> None:
        """What was to go wrong goes well after all."""
        self._faults.clear()

    def redeliver(self, times: int) -> None:
        """Hands every update out so many times in all."""
        self._deliveries = times

    def expire_queries(self) -> None:
        """Makes every pressed button too old to answer."""
        self._queries.clear()

    def called(self, *methods: str) -> list[Call]:
        """The calls of these methods, in order of arrival."""
        return [one for one in self.calls if one.method in methods]

    @property
    def outgoing(self) -> list[Call]:
        """Every call but the questions a running bot repeats."""
        return [one for one in self.calls if one.method not in ("getUpdates", "getMe")]

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not taken yet."""
        return sum(not one.confirmed for one in self._pending)

    async def until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Waits for it; looked at after every call and update, and now and then for what only the bot knows."""
        await until(condition, self._tell_last, self._wait, seconds)

    def _tell_last(self) -> str:
        last = "\n".join(f"  {one.method} {one.params} -> {one.answer}" for one in self.outgoing[-5:])
        return f"the last calls:\n{last or '  none'}"

    # -- what people do

    def update(self, kind: str, body: dict[str, Any], chat: int) -> None:
        """Queues an update for the bot, if it wants that kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            number = next(self._numbers)
            self._pending.append(_Update(number, chat, {"update_id": number, kind: body}))
        self._pump()
        self._touch()

    def add(self, chat: Chat, sender: str | int, **fields: Any) -> Sent:
        """Puts a message in a chat."""
        sent = Sent(next(iter(chat.numbers)), chat.id, sender, **fields)
        chat.messages.append(sent)
        if sender == "bot":
            self.said.append(sent)
        return sent

    def service(self, chat: Chat, sender: int, extra: dict[str, Any]) -> None:
        """Tells the bot of a change in a group by a message."""
        sent = self.add(chat, sender, extra=extra)
        if chat.members.get(self.bot_id) in ("member", "administrator"):
            self.update("message", self.written(sent), chat.id)

    def keep(self, kind: str, name: str, content: bytes) -> dict[str, Any]:
        """Stores a file; gives its two ids and its size."""
        number = next(self._file_numbers)
        self._files[f"{kind}-{number}"] = (kind, Upload(name, content))
        return {"file_id": f"{kind}-{number}", "file_unique_id": f"u{number}", "file_size": len(content)}

    def query(self, user: int) -> str:
        """The number of a new button press."""
        id = str(next(self._query_numbers))
        self._queries[id] = user
        return id

    def user(self, id: str | int) -> dict[str, Any]:
        """Somebody as they stand inside a message."""
        if id in ("bot", self.bot_id):
            return {"id": self.bot_id, "is_bot": True, "first_name": "Reisleider", "username": self.bot_username}
        return self.people[int(id)].user

    def written(self, sent: Sent, *, deep: bool = True) -> dict[str, Any]:
        """A message as the Bot API tells it."""
        chat = self._chats[sent.chat_id]
        told: dict[str, Any] = {"message_id": sent.message_id, "date": sent.date, "chat": chat.brief()}
        told |= {"from": self.user(sent.sender), **sent.extra}
        if sent.text:
            told["caption" if sent.media else "text"] = sent.text
        if sent.entities:
            told["caption_entities" if sent.media else "entities"] = sent.entities
        if sent.buttons:
            told["reply_markup"] = {"inline_keyboard": (sent.markup or {})["inline_keyboard"]}
        if sent.thread is not None:
            told |= {"message_thread_id": sent.thread, "is_topic_message": True}
        if sent.edited:
            told["edit_date"] = int(time.time())
        if sent.album:
            told["media_group_id"] = sent.album
        answered = chat.find(sent.reply_to) if sent.reply_to and deep else None
        if answered:
            told["reply_to_message"] = self.written(answered, deep=False)
        return told

    # -- how calls come in

    async def _serve(self, request: web.Request) -> web.Response:
        for other in self.beside:
            if request.match_info["token"] == other.token:
                return await other._serve(request)
        if request.match_info["token"] != self.token:
            return self._json({"ok": False, "error_code": 401, "description": "Unauthorized"})
        name, _ = self._methods.get(request.match_info["method"].lower(), (request.match_info["method"], None))
        try:
            params = await self._read(request)
        except Refused as refused:
            self.calls.append(Call(name, {}, refused.answer, time.monotonic()))
            return self._json(refused.answer)
        except web.HTTPRequestEntityTooLarge:
            return self._json({"ok": False, "error_code": 413, "description": "Request Entity Too Large"})
        fault = next((one for one in self._faults if one.hits(name.lower(), params.get("chat_id"))), None)
        if fault:
            fault.left -= 1
        if fault and fault.kind in ("reset", "timeout"):
            nothing = {"ok": False, "error_code": 0, "description": f"no answer: {fault.kind}"}
            self.calls.append(Call(name, params, nothing, time.monotonic()))
            self._touch()
            if fault.kind == "timeout":
                await self._within(self._closing, self.stall)
            return self._drop(request)
        answer = await self._perform(name, params, fault)
        return self._drop(request) if fault and fault.kind == "lost" else self._json(answer)

    async def _perform(self, name: str, params: dict[str, Any], fault: _Fault | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        self.calls.append(Call(name, params, answer, time.monotonic()))
        _, act = self._methods.get(name.lower(), (name, None))
        try:
            if act is None:
                raise Refused(404, "Not Found: method not found")
            if fault and fault.kind != "lost":
                raise self._refusal(fault, params.get("chat_id"))
            self._check_rate(name, params)
            result = act(params)
            answer |= {"ok": True, "result": await result if inspect.isawaitable(result) else result}
        except Refused as refused:
            answer |= refused.answer
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # a parameter of a type no method takes
            answer |= bad(f"wrong type of a parameter: {error!r}").answer
        self._touch()
        return answer

    def _refusal(self, fault: _Fault, id: Any) -> Refused:
        chat = self._chats.get(id)
        if fault.kind == "429":
            return too_many(fault.retry_after)
        if fault.kind == "500":
            return Refused(500, "Internal Server Error")
        if fault.kind == "forbidden-blocked":
            return forbidden("bot was blocked by the user")
        if fault.kind == "deactivated":
            return forbidden("user is deactivated")
        if fault.kind == "kicked":
            return forbidden(f"bot was kicked from the {chat.kind if chat else 'group'} chat")
        if chat is None or chat.kind != "group":
            return bad("chat not found")
        return self._upgraded(chat.migrated_to or self.migrate(chat, quietly=True))

    def _upgraded(self, new: int) -> Refused:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        return Refused(400, text, {"migrate_to_chat_id": new})

    def _check_rate(self, name: str, params: dict[str, Any]) -> None:
        if not self.strict_rates or not name.startswith(("send", "edit")) or name == "sendChatAction":
            return
        chat, now = params.get("chat_id"), time.monotonic()
        weight = len(params.get("media") or [0]) if name == "sendMediaGroup" else 1
        limits: list[tuple[int | None, int, float]] = [(None, 30, 1.0)]
        if isinstance(chat, int) and chat < 0:
            limits.append((chat, 20, 60.0))
        for key, most, seconds in limits:
            times = self._rates.setdefault(key, deque())
            while times and times[0] <= now - seconds * self.rate_scale:
                times.popleft()
            if len(times) + weight > most:
                raise too_many(1)
        for key, *_ in limits:
            self._rates[key].extend([now] * weight)

    async def _read(self, request: web.Request) -> dict[str, Any]:
        params: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            try:
                body = await request.json()
            except ValueError:
                raise bad("can't parse JSON object") from None
            if not isinstance(body, dict):
                raise bad("can't parse JSON object")
            params |= {name: value for name, value in body.items() if value is not None}
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # aiohttp's of itself, where two chunks part a mark
                posted = await request.post()
            for name, value in posted.items():
                if isinstance(value, web.FileField):
                    params[name] = Upload(value.filename, value.file.read())
                else:
                    params[name] = value
        return {name: decoded(name, value) for name, value in params.items()}

    async def _serve_file(self, request: web.Request) -> web.Response:
        stored = self._files.get(request.match_info["path"].partition("/")[2])
        if request.match_info["token"] != self.token or stored is None:
            return self._json({"ok": False, "error_code": 404, "description": "Not Found"})
        return web.Response(body=stored[1].content)

    def _json(self, answer: dict[str, Any]) -> web.Response:
        return web.json_response(answer, status=answer.get("error_code", 200))

    def _drop(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _touch(self) -> None:
        before, self._changed = self._changed, asyncio.Event()
        before.set()

    async def _wait(self, seconds: float) -> None:
        await self._within(self._changed, seconds)

    async def _within(self, event: asyncio.Event, seconds: float) -> None:
        try:
            async with asyncio.timeout(max(0, seconds)):
                await event.wait()
        except TimeoutError:
            return

    # -- updates

    async def _get_updates(self, p: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refused(409, f"Conflict: {HAS_WEBHOOK}")
        self._poll += 1
        mine, end = self._poll, time.monotonic() + min(max(p.get("timeout", 0), 0), 50)
        self._touch()
        self._allow(p)
        self._confirm(p.get("offset", 0))
        limit = min(max(p.get("limit", 100), 1), 100)
        while True:
            if self.webhook or self._poll != mine:
                raise Refused(409, f"Conflict: {'terminated by setWebhook request' if self.webhook else OTHER_POLL}")
            batch = [one for one in self._pending if not one.confirmed or one.delivered < self._deliveries][:limit]
            if batch or time.monotonic() >= end or self._closing.is_set():
                break
            await self._wait(end - time.monotonic())
        for one in batch:
            one.delivered += 1
        return [one.body for one in batch]

    def _allow(self, p: dict[str, Any]) -> None:
        if isinstance(p.get("allowed_updates"), list):
            self._allowed = set(p["allowed_updates"])

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        for one in self._pending:
            one.confirmed = one.confirmed or one.id < offset
        self._pending = [one for one in self._pending if not one.confirmed or 0 < one.delivered < self._deliveries]

    async def _set_webhook(self, p: dict[str, Any]) -> bool:
        url, secret = urlsplit(p.get("url", "")), p.get("secret_token", "")
        if not p.get("url"):
            return await self._delete_webhook(p)
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad("secret token contains unallowed characters")
        if url.hostname != "127.0.0.1":
            if url.scheme != "https":
                raise bad("bad webhook: An HTTPS URL must be provided for webhook")
            if (url.port or 443) not in (443, 80, 88, 8443):
                raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
            raise bad("bad webhook: Failed to resolve host: Name or service not known")
        await self._delete_webhook(p)
        self._allow(p)
        self.webhook = Webhook(p["url"], secret)
        self._touch()
        self._pump()
        return True

    async def _delete_webhook(self, p: dict[str, Any]) -> bool:
        self.webhook, self.webhook_error = None, ""
        if p.get("drop_pending_updates"):
            self._pending.clear()
        await self._stop_posting()
        return True

    def _get_webhook_info(self, p: dict[str, Any]) -> dict[str, Any]:
        url = self.webhook.url if self.webhook else ""
        info: dict[str, Any] = {"url": url, "has_custom_certificate": False, "pending_update_count": len(self._pending)}
        if self._allowed:
            info["allowed_updates"] = sorted(self._allowed)
        if self.webhook_error:
            info |= {"last_error_message": self.webhook_error, "last_error_date": int(time.time())}
        return info

    def _pump(self) -> None:
        if not self.webhook or self._closing.is_set():
            return
        for chat in {one.chat for one in self._pending} - set(self._posting):
            self._posting[chat] = asyncio.create_task(self._post(chat, self.webhook))

    async def _post(self, chat: int, webhook: Webhook) -> None:
        while mine := next((one for one in self._pending if one.chat == chat), None):
            if await self._posted(mine, webhook):
                mine.delivered += 1
                if mine.delivered >= self._deliveries and mine in self._pending:
                    self._pending.remove(mine)
                self._touch()
            else:
                await asyncio.sleep(self.retry_delay)
        self._posting.pop(chat, None)

    async def _posted(self, update: _Update, webhook: Webhook) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with self._client.post(webhook.url, json=update.body, headers=headers, allow_redirects=False) as got:
                if got.status // 100 != 2:
                    self.webhook_error = f"Wrong response from the webhook: {got.status} {got.reason}"
                    return False
                reply = await got.json() if got.content_type == "application/json" else None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self.webhook_error = str(error) or type(error).__name__
            return False
        if isinstance(reply, dict) and not str(reply.get("method", "get")).lower().startswith(
            ("get", "setwebhook", "deletewebhook")
        ):
            await self._perform(reply.pop("method"), {name: decoded(name, value) for name, value in reply.items()})
        return True

    async def _stop_posting(self) -> None:
        tasks, self._posting = list(self._posting.values()), {}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- whom the bot may write to

    def _known(self, p: dict[str, Any]) -> Chat:
        if p.get("chat_id") in (None, ""):
            raise bad("chat_id is empty")
        if p["chat_id"] == self.bot_id:
            raise forbidden("bot can't send messages to bots")
        chat = self._chats.get(p["chat_id"])
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to:
            raise self._upgraded(chat.migrated_to)
        if chat.kind != "private":
            status = chat.members.get(self.bot_id)
            if status is None:
                raise bad("chat not found")
            if status == "kicked":
                raise forbidden(f"bot was kicked from the {chat.kind} chat")
        return chat

    def _target(self, p: dict[str, Any]) -> Chat:
        chat = self._known(p)
        if chat.kind == "private" and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        thread = p.get("message_thread_id")
        if thread and thread not in chat.threads:
            raise bad("message thread not found")
        return chat

    def _own(self, p: dict[str, Any], what: str) -> Sent:
        chat = self._target({**p, "message_thread_id": None})
        if not p.get("message_id"):
            raise bad("message identifier is not specified")
        sent = chat.find(p["message_id"])
        if sent is None:
            raise bad(f"message to {what} not found")
        if sent.sender != "bot":
            raise bad("message can't be edited")
        return sent

    def _reply(self, p: dict[str, Any], chat: Chat) -> int | None:
        given = p.get("reply_parameters") or {}
        number = given.get("message_id") or p.get("reply_to_message_id")
        if number and chat.find(number) is None:
            if not (given.get("allow_sending_without_reply") or p.get("allow_sending_without_reply")):
                raise bad("message to be replied not found")
            return None
        return number or None

    def _content(self, p: dict[str, Any]) -> dict[str, Any]:
        if not p.get("text"):
            raise bad("message text is empty")
        text, entities = parsed(p["text"], p.get("parse_mode", ""), p.get("entities") or [])
        if not text:
            raise bad("text must be non-empty")
        if units(text) > 4096:
            raise bad("message is too long")
        return {"text": text, "html": p["text"], "entities": entities[:100]}

    def _caption(self, p: dict[str, Any]) -> dict[str, Any]:
        written = p.get("caption") or ""
        text, entities = parsed(written, p.get("parse_mode", ""), p.get("caption_entities") or [])
        if units(text) > 1024:
            raise bad("message caption is too long")
        return {"text": text, "html": written, "entities": entities[:100]}

    def _media(self, kind: str, given: Any, p: dict[str, Any]) -> dict[str, Any]:
        if isinstance(given, str) and given.startswith("attach://"):
            given = p.get(given.removeprefix("attach://"))
        if isinstance(given, str) and given in self._files:
            stored, upload = self._files[given]
            if stored != kind:
                raise bad(f"can't use file of type {stored.capitalize()} as {kind.capitalize()}")
        elif isinstance(given, Upload):
            upload = given
        elif not given:
            raise bad(f"there is no {kind} in the request")
        else:
            raise bad("wrong remote file identifier specified: Wrong character in the string")
        if not upload.content:
            raise bad("file must be non-empty")
        if kind == "photo":
            width, height = measured(upload.content)
            ids = self.keep(kind, upload.name, upload.content)
            return {"photo": upload.content, "extra": {"photo": [{**ids, "width": width, "height": height}]}}
        extra = {"document": {**self.keep(kind, upload.name, upload.content), "file_name": upload.name}}
        return {"document": (upload.name, upload.content), "extra": extra}

    # -- methods

    def _get_me(self, p: dict[str, Any]) -> dict[str, Any]:
        reads = {"can_join_groups": True, "can_read_all_group_messages": not self.privacy}
        return self.user("bot") | reads | {"supports_inline_queries": False}

    def _send(self, p: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        markup, chat = checked_markup(p.get("reply_markup")), self._target(p)
        reply = self._reply(p, chat)
        thread = p.get("message_thread_id") or None
        sent = self.add(chat, "bot", markup=markup, thread=thread, reply_to=reply, **fields)
        return self.written(sent)

    def _send_message(self, p: dict[str, Any]) -> dict[str, Any]:
        return self._send(p, self._content(p))

    def _send_photo(self, p: dict[str, Any]) -> dict[str, Any]:
        return self._send(p, self._caption(p) | self._media("photo", p.get("photo"), p))

    def _send_document(self, p: dict[str, Any]) -> dict[str, Any]:
        return self._send(p, self._caption(p) | self._media("document", p.get("document"), p))

    def _send_media_group(self, p: dict[str, Any]) -> list[dict[str, Any]]:
        media = p.get("media")
        if not isinstance(media, list) or not all(isinstance(one, dict) for one in media):
            raise bad("can't parse media JSON object")
        if not 2 <= len(media) <= 10:
            raise bad(f"too {'few' if len(media) < 2 else 'many'} messages to send as an album")
        kinds = {one.get("type") for one in media}
        if not kinds <= {"photo", "document"}:
            raise bad("type of media must be one of photo, document")
        if len(kinds) > 1:
            raise bad("document can't be mixed with other media types")
        self._target(p)
        album = f"9{next(self._file_numbers)}"
        fields = [self._caption(one) | self._media(one["type"], one.get("media"), p) for one in media]
        p = {name: value for name, value in p.items() if name != "reply_markup"}
        return [self._send(p, {**one, "album": album}) for one in fields]

    def _send_chat_action(self, p: dict[str, Any]) -> bool:
        if p.get("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        self._target(p).actions.append(p["action"])
        return True

    def _edit_message_text(self, p: dict[str, Any]) -> dict[str, Any]:
        fields, markup = self._content(p), checked_markup(p.get("reply_markup"), inline=True)
        sent = self._own(p, "edit")
        if sent.media:
            raise bad("there is no text in the message to edit")
        before = (sent.text, sent.entities, sent.markup if sent.buttons else None)
        if before == (fields["text"], fields["entities"], markup):
            raise bad(SAME)
        sent.text, sent.html, sent.entities = fields["text"], fields["html"], fields["entities"]
        sent.markup, sent.edited = markup, True
        return self.written(sent)

    def _edit_message_media(self, p: dict[str, Any]) -> dict[str, Any]:
        media, markup = p.get("media"), checked_markup(p.get("reply_markup"), inline=True)
        if not isinstance(media, dict) or media.get("type") not in ("photo", "document"):
            raise bad("can't parse input media: type of media must be one of photo, document")
        sent = self._own(p, "edit")
        if sent.album and media["type"] not in sent.extra:
            raise bad("can't change the type of a message in an album")
        fields = self._caption(media) | self._media(media["type"], media.get("media"), p)
        before = (sent.photo, sent.document, sent.text, sent.entities, sent.markup if sent.buttons else None)
        after = (fields.get("photo"), fields.get("document"), fields["text"], fields["entities"], markup)
        if before == after:
            raise bad(SAME)
        sent.photo, sent.document, sent.extra = fields.get("photo"), fields.get("document"), fields["extra"]
        sent.text, sent.html, sent.entities = fields["text"], fields["html"], fields["entities"]
        sent.markup, sent.edited = markup, True
        return self.written(sent)

    def _edit_message_reply_markup(self, p: dict[str, Any]) -> dict[str, Any]:
        markup, sent = checked_markup(p.get("reply_markup"), inline=True), self._own(p, "edit")
        if (sent.markup if sent.buttons else None) == markup:
            raise bad(SAME)
        sent.markup, sent.edited = markup, True
        return self.written(sent)

    def _delete_message(self, p: dict[str, Any]) -> bool:
        chat = self._target(p)
        sent = chat.find(p.get("message_id", 0))
        if sent is None:
            raise bad("message to delete not found")
        manages = chat.kind == "private" or chat.members[self.bot_id] == "administrator"
        if sent.sender != "bot" and not manages:
            raise bad("message can't be deleted")
        if time.time() - sent.date > DELETABLE:
            raise bad("message can't be deleted for everyone")
        chat.messages.remove(sent)
        return True

    def _answer_callback_query(self, p: dict[str, Any]) -> bool:
        if units(p.get("text") or "") > 200:
            raise bad("MESSAGE_TOO_LONG")
        person = self.people.get(self._queries.pop(str(p.get("callback_query_id")), 0))
        if person is None:
            raise bad(TOO_OLD)
        if p.get("text"):
            person.toasts.append(p["text"])
        return True

    def _pin_chat_message(self, p: dict[str, Any]) -> bool:
        chat = self._target(p)
        if chat.kind == "supergroup" and chat.members[self.bot_id] != "administrator":
            raise bad("not enough rights to manage pinned messages in the chat")
        if chat.find(p.get("message_id", 0)) is None:
            raise bad("message to pin not found")
        chat.pinned.append(p["message_id"])
        return True

    def _scope(self, p: dict[str, Any]) -> tuple[str, str]:
        scope, language = p.get("scope") or {"type": "default"}, p.get("language_code") or ""
        if not re.fullmatch(r"([a-z]{2})?", language):
            raise bad("invalid language code specified")
        if "chat_id" in scope:
            self._known(scope)
        return json.dumps(scope, sort_keys=True), language

    def _set_my_commands(self, p: dict[str, Any]) -> bool:
        key, commands = self._scope(p), p.get("commands")
        if not isinstance(commands, list):
            raise bad("can't parse commands JSON object")
        if len(commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for one in commands:
            if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(one.get("command", ""))):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(str(one.get("description", "")).strip()) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[key] = commands
        return True

    def _delete_my_commands(self, p: dict[str, Any]) -> bool:
        self.commands.pop(self._scope(p), None)
        return True

    def _get_my_commands(self, p: dict[str, Any]) -> list[dict[str, str]]:
        return self.commands.get(self._scope(p), [])

    def _set_my_description(self, p: dict[str, Any]) -> bool:
        if len(p.get("description") or "") > 512:
            raise bad("BOT_DESCRIPTION_TOO_LONG")
        self.descriptions[self._scope(p)[1]] = p.get("description") or ""
        return True

    def _set_my_short_description(self, p: dict[str, Any]) -> bool:
        if len(p.get("short_description") or "") > 120:
            raise bad("BOT_SHORT_DESCRIPTION_TOO_LONG")
        self.short_descriptions[self._scope(p)[1]] = p.get("short_description") or ""
        return True

    def _get_chat(self, p: dict[str, Any]) -> dict[str, Any]:
        chat = self._known(p)
        if chat.kind == "private" and not chat.started:
            raise bad("chat not found")
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return chat.brief() | more

    def standing(self, status: str) -> dict[str, Any]:
        """What a place in a chat allows."""
        told: dict[str, Any] = {"status": status}
        if status == "creator":
            told["is_anonymous"] = False
        if status == "kicked":
            told["until_date"] = 0
        if status == "administrator":
            told["can_be_edited"] = told["is_anonymous"] = False
            told |= dict.fromkeys(RIGHTS, True)
        return told

    def member(self, chat: Chat, id: int) -> dict[str, Any]:
        """Somebody's place in a group."""
        return self.standing(chat.members.get(id, "left")) | {"user": self.user(id)}

    def _get_chat_member(self, p: dict[str, Any]) -> dict[str, Any]:
        chat, id = self._known(p), p.get("user_id", 0)
        if id != self.bot_id and id not in self.people:
            raise bad("invalid user_id specified")
        if chat.kind == "private":
            return {"status": "member", "user": self.user(id)}
        return self.member(chat, id)

    def _get_chat_administrators(self, p: dict[str, Any]) -> list[dict[str, Any]]:
        chat = self._known(p)
        if chat.kind == "private":
            raise bad("there are no administrators in the private chat")
        leads = [one for one, status in chat.members.items() if status in ("creator", "administrator")]
        return [self.member(chat, one) for one in leads]

    def _get_file(self, p: dict[str, Any]) -> dict[str, Any]:
        id = p.get("file_id", "")
        if id not in self._files:
            raise bad("invalid file_id")
        kind, upload = self._files[id]
        if len(upload.content) > 20 * MEGABYTE:
            raise bad("file is too big")
        told = {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(upload.content)}
        return told | {"file_path": f"{kind}s/{id}"}
