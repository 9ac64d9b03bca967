"""Slack: events in by Socket Mode or signed HTTP through Bolt, messages out through its client.

Law: an envelope is acknowledged only after it was stored, within three seconds; a token is in no log line; a private
conversation is addressed by its person (``@U1``), so that it is one place however it began.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import ClientError, web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot import metrics
from reisleider.bot.adapters.adapter import Later, Receive, Shown, Undeliverable, Unreachable
from reisleider.bot.adapters.button import read_carried
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.slack.blocks import Form, to_home, to_modal, unescape
from reisleider.bot.adapters.slack.posts import Showing, error_of
from reisleider.flows.languages import FIRST
from reisleider.flows.messages import Address, Message, Said, Update

log = structlog.get_logger()
PLATFORM = "slack"
COMMAND = "/journey"
QUIET = 600.0  # seconds without any envelope after which the connection is made anew: it may be up but dead
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_AWAY = {
    "not_in_channel": "not-in-channel",
    "channel_not_found": "channel-not-found",
    "is_archived": "archived",
    "cannot_dm_bot": "cannot-dm",
    "user_not_found": "deactivated",
    "user_disabled": "deactivated",
    "user_not_visible": "cannot-dm",
    "restricted_action": "cannot-dm",
    "account_inactive": "token-revoked",
    "token_revoked": "token-revoked",
    "invalid_auth": "token-revoked",
    "not_authed": "token-revoked",
    "team_access_not_granted": "token-revoked",
}
_PASSING = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org")

Home = Callable[[str, str, str], Awaitable[tuple[Message, ...]]]
"""What a person's App Home shows, by tenant, account and language."""


@dataclass(frozen=True)
class Known:
    """What Slack tells of a person: IANA time zone and two-letter language."""

    timezone: str | None = None
    language: str | None = None


class SlackAdapter:
    """One workspace. ``form`` makes the form for a new study in a language; ``home`` what App Home shows."""

    platform = PLATFORM

    def __init__(
        self,
        bot_token: str,
        *,
        base_url: str,
        app_token: str | None = None,
        signing_secret: str | None = None,
        form: Callable[[str], Form] | None = None,
        home: Home | None = None,
        language: str = FIRST,
        quiet: float = QUIET,
    ) -> None:
        self._client = AsyncWebClient(token=bot_token, base_url=base_url, retry_handlers=[], timeout=20)
        self._showing = Showing(self._client)
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._form = form
        self._home = home
        self._language = language
        self._quiet = quiet
        self._app: AsyncApp | None = None
        self._receive: Receive | None = None
        self._rooms: dict[str, str] = {}
        self._known: dict[str, Known] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._heard = time.monotonic()
        self._stopping = asyncio.Event()
        self._inside: set[asyncio.Task[Any]] = set()
        self.tenant = ""
        self.user = ""

    async def start(self) -> None:
        """Learn who we are. Raises OSError where Slack cannot be reached or refuses the token."""
        try:
            told = await self._client.auth_test()
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise OSError(_name_of(fault)) from fault
        self.tenant, self.user = str(told["team_id"]), str(told["user_id"])
        self._app = AsyncApp(
            client=self._client,
            signing_secret=self._signing_secret,
            request_verification_enabled=self._signing_secret is not None,
            raise_error_for_unhandled_request=False,
        )
        self._app.middleware(self._intake)

    async def close(self) -> None:
        """Let go of the connections."""
        for task in self._inside:
            task.cancel()
        session = self._client.session
        if session is not None and not session.closed:
            await session.close()

    def stop(self) -> None:
        """End the connection; what was taken is finished first."""
        self._stopping.set()

    # --- in ---------------------------------------------------------------------------------------------

    async def run(self, receive: Receive) -> None:
        """Listen over Socket Mode until stopped, anew whenever the connection breaks or stays silent too long."""
        self._receive = receive
        pause = 1.0
        while not self._stopping.is_set():
            assert self._app is not None
            handler = AsyncSocketModeHandler(self._app, self._app_token, ping_interval=10)
            try:
                await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            except (SlackClientError, ClientError, OSError, TimeoutError) as fault:
                metrics.CONNECTED.labels(PLATFORM).set(0)
                log.warning("not connected", platform=PLATFORM, error=_name_of(fault))
                await _close(handler)
                await self._rest(pause)
                pause = min(pause * 2, 60.0)
                continue
            pause = 1.0
            self._heard = time.monotonic()
            metrics.CONNECTED.labels(PLATFORM).set(1)
            while not self._stopping.is_set() and time.monotonic() - self._heard < self._quiet:
                await self._rest(min(5.0, self._quiet / 2))
            if not self._stopping.is_set():
                log.info("connection made anew", platform=PLATFORM)
            await _close(handler)
        metrics.CONNECTED.labels(PLATFORM).set(0)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def listen(self, receive: Receive) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A web handler for Slack's signed requests; Bolt refuses a wrong or old signature with 401."""
        self._receive = receive

        async def handle(request: web.Request) -> web.Response:
            assert self._app is not None
            return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))

        return handle

    async def _intake(
        self, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Take everything before it is acknowledged. A fault of storage leaves it unacknowledged: it comes again."""
        self._heard = time.monotonic()
        body: dict[str, Any] = req.body
        if body.get("command") == COMMAND and str(body.get("text", "")).strip().casefold() in ("new", "nieuw"):
            await self._open_form(body)
            return BoltResponse(status=200)
        if body.get("event", {}).get("type") == "app_home_opened":
            self._beside(self._show_home(body))
            return BoltResponse(status=200)
        chat = _chat_of(body)
        async with self._locks.setdefault(chat, asyncio.Lock()):
            receipt = await self._take(body)
        if body.get("type") == "view_submission" and receipt is not None and receipt.faults:
            answer = {"response_action": "errors", "errors": dict(receipt.faults)}
            return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
        return BoltResponse(status=200, body="")

    async def _take(self, body: Mapping[str, Any]) -> Receipt | None:
        read = read_body(body, self.tenant, self.user)
        if read is None or self._receive is None:
            return None
        if _needs_known(read):
            known = await self._tell_of(read.author)
        else:
            known = self._known.get(read.author, Known())
            if read.author not in self._known:
                self._beside(self._learn(read.author))
        named = dict(zip(read.mentions, await asyncio.gather(*map(self._tell_of, read.mentions)), strict=True))
        update = replace(
            read,
            language=known.language,
            timezone=known.timezone,
            known={account: (one.language, one.timezone) for account, one in named.items()},
        )
        return await self._receive(update)

    async def _tell_of(self, account: str) -> Known:
        """A person's time zone and language; nothing where Slack does not tell in time."""
        if account not in self._known:
            try:
                async with asyncio.timeout(1.5):
                    told = await self._client.users_info(user=account, include_locale=True)
            except (SlackClientError, ClientError, OSError, TimeoutError):
                return Known()
            user = told["user"]
            locale = str(user.get("locale") or "")
            self._known[account] = Known(user.get("tz"), locale.split("-", maxsplit=1)[0] or None)
        return self._known[account]

    async def _learn(self, account: str) -> None:
        await self._tell_of(account)

    def _beside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._inside.add(task)
        task.add_done_callback(self._inside.discard)

    async def _open_form(self, body: Mapping[str, Any]) -> None:
        known = await self._tell_of(str(body["user_id"]))
        if self._form is None:
            return
        form = self._form(known.language or self._language)
        place = str(body.get("channel_id", ""))
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            await self._client.views_open(trigger_id=str(body["trigger_id"]), view=to_modal(form, place))

    async def _show_home(self, body: Mapping[str, Any]) -> None:
        account = str(body["event"]["user"])
        known = await self._tell_of(account)
        if self._home is None or body["event"].get("tab", "home") != "home":
            return
        shown = await self._home(self.tenant, account, known.language or self._language)
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            await self._client.views_publish(user_id=account, view=to_home(shown))

    # --- out --------------------------------------------------------------------------------------------

    async def deliver(self, address: Address, message: Message) -> Shown | None:
        """Send one packed message; its reference is its timestamp."""
        try:
            return await self._showing.post(await self._channel(address), address, message)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise _told(fault) from fault

    async def edit(self, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace a message's words, buttons and pictures."""
        try:
            return await self._showing.edit(await self._channel(address), address, shown, message)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise _told(fault) from fault

    async def remove(self, address: Address, shown: Shown) -> None:
        """Take a message and its files away."""
        try:
            await self._showing.remove(await self._channel(address), shown)
        except (SlackClientError, ClientError, TimeoutError) as fault:
            raise _told(fault) from fault

    async def _channel(self, address: Address) -> str:
        """The channel of an address: a person's private one is opened first."""
        if not address.chat.startswith("@"):
            return address.chat
        account = address.chat[1:]
        if account not in self._rooms:
            told = await self._client.conversations_open(users=account)
            self._rooms[account] = str(told["channel"]["id"])
        return self._rooms[account]


async def _close(handler: AsyncSocketModeHandler) -> None:
    with contextlib.suppress(SlackClientError, ClientError, OSError, TimeoutError):
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


def _name_of(fault: BaseException) -> str:
    return (error_of(fault) if isinstance(fault, SlackApiError) else "") or type(fault).__name__


def _told(fault: Exception) -> Exception:
    """What delivery understands of an error."""
    if not isinstance(fault, SlackApiError):
        return OSError(type(fault).__name__)
    status = getattr(fault.response, "status_code", 200)
    error = error_of(fault)
    if status == 429 or error == "ratelimited":
        headers = getattr(fault.response, "headers", None) or {}
        return Later(float(headers.get("Retry-After", 1)))
    if status >= 500 or error in _PASSING or not error:
        return OSError(error or f"status {status}")
    return Unreachable(_AWAY[error]) if error in _AWAY else Undeliverable(error)


# --- what arrives, as ours ------------------------------------------------------------------------------


def _needs_known(update: Update) -> bool:
    return update.said.kind in ("command", "form") or (update.said.kind == "press" and update.said.interview is None)


def _chat_of(body: Mapping[str, Any]) -> str:
    event = body.get("event") or {}
    channel = event.get("channel") or (body.get("channel") or {})
    return str(channel.get("id") if isinstance(channel, Mapping) else channel) or str(body.get("channel_id", ""))


def read_body(body: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    """What Slack sent, in our words; None for what is not meant for us."""
    if "event" in body:
        return _event(body["event"], str(body.get("team_id") or tenant), me)
    if body.get("type") == "block_actions":
        return _press(body, tenant)
    if body.get("type") == "view_submission":
        return _form_of(body, tenant)
    if body.get("command") == COMMAND:
        return _command(body, tenant)
    return None


def _event(event: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    kind = event.get("type")
    if kind == "member_joined_channel" and event.get("user") == me:
        inviter = str(event.get("inviter") or "")
        key = f"{tenant}:joined:{event['channel']}:{event.get('event_ts', '')}"
        return _update(key, tenant, str(event["channel"]), inviter, Said("membership", text="added"), private=False)
    if kind == "app_mention":
        return _mention(event, tenant, me)
    if kind != "message" or event.get("channel_type") != "im" or event.get("bot_id"):
        return None
    said, ts, author = _message(event)
    if said is None or not author or author == me:
        return None
    edited = f":{event.get('event_ts') or ts}" if said.kind == "edit" else ""
    return _update(f"{tenant}:{event['channel']}:{ts}{edited}", tenant, f"@{author}", author, said)


def _message(event: Mapping[str, Any]) -> tuple[Said | None, str, str]:
    subtype = event.get("subtype")
    if subtype == "message_changed":
        new = event.get("message") or {}
        if new.get("bot_id") or "edited" not in new:
            return None, "", ""
        ts = str(new.get("ts", ""))
        return Said("edit", text=_words(new), ref=ts), ts, str(new.get("user", ""))
    ts, author = str(event.get("ts", "")), str(event.get("user", ""))
    if event.get("files"):
        file = event["files"][0]
        kind = str(file.get("mimetype", "")).split("/")[0]
        name = {"image": "photo", "audio": "voice", "video": "video"}.get(kind, "document")
        return Said("file", text=_words(event), ref=ts, file=(name, str(file.get("id", "")))), ts, author
    reply = str(event["thread_ts"]) if event.get("thread_ts") not in (None, ts) else None
    if subtype is not None:
        return None, "", ""
    return Said("text", text=_words(event), ref=ts, reply_to=reply), ts, author


def _words(event: Mapping[str, Any]) -> str:
    return unescape(str(event.get("text") or ""))


def _mention(event: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    text = str(event.get("text") or "")
    named = tuple(one for one in _MENTION.findall(text) if one != me)
    words = unescape(_MENTION.sub(" ", text)).strip()
    said = Said("command", text=words or "help", ref=str(event.get("ts", "")))
    key = f"{tenant}:{event['channel']}:{event['ts']}"
    return _update(key, tenant, str(event["channel"]), str(event.get("user", "")), said, private=False, mentions=named)


def _command(body: Mapping[str, Any], tenant: str) -> Update:
    text = str(body.get("text") or "")
    named = tuple(_MENTION.findall(text))
    words = unescape(_MENTION.sub(" ", text)).strip() or "help"
    private = str(body.get("channel_name")) == "directmessage" or str(body["channel_id"]).startswith("D")
    author = str(body["user_id"])
    chat = f"@{author}" if private else str(body["channel_id"])
    key = f"{tenant}:command:{body['trigger_id']}"
    said = Said("command", text=" ".join(words.split()))
    return _update(key, tenant, chat, author, said, private=private, mentions=named)


def _press(body: Mapping[str, Any], tenant: str) -> Update | None:
    action = (body.get("actions") or [{}])[0]
    option = action.get("selected_option") or {}
    carried = read_carried(option.get("value") or action.get("value"))
    if carried is None:
        return None
    author = str(body["user"]["id"])
    channel = str((body.get("channel") or {}).get("id", ""))
    private = not channel or channel.startswith("D")
    said = Said(
        "press",
        choice=carried.choice,
        turn=carried.turn,
        interview=carried.interview,
        ref=str((body.get("container") or {}).get("message_ts", "")),
    )
    key = f"{tenant}:press:{body['trigger_id']}"
    return _update(key, tenant, f"@{author}" if private else channel, author, said, private=private)


def _form_of(body: Mapping[str, Any], tenant: str) -> Update:
    view = body["view"]
    told = {
        field: str(element.get("value") or "")
        for elements in view["state"]["values"].values()
        for field, element in elements.items()
    }
    author = str(body["user"]["id"])
    channel = str(view.get("private_metadata") or "")
    private = not channel or channel.startswith("D")
    key = f"{tenant}:form:{view['id']}:{view.get('hash', '')}"
    said = Said("form", text=json.dumps(told))
    return _update(key, tenant, f"@{author}" if private else channel, author, said, private=private)


def _update(
    key: str,
    tenant: str,
    chat: str,
    author: str,
    said: Said,
    *,
    private: bool = True,
    mentions: Sequence[str] = (),
) -> Update:
    address = Address(PLATFORM, tenant, chat)
    return Update(
        f"{PLATFORM}:{key}", address, author, said, datetime.now(UTC), private=private, mentions=tuple(mentions)
    )
