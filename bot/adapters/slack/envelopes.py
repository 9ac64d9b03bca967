"""Brings Slack's events in: by Socket Mode, or signed requests through Bolt.

Law: an envelope is acknowledged only after it was stored, within three seconds; a fault of storage leaves it
unacknowledged, and it comes again; what cannot be read is laid aside.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from aiohttp import ClientError, web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.adapter import Receive, Unread
from reisleider.bot.adapters.connected import READING
from reisleider.bot.adapters.pictures import LARGEST, picture_of
from reisleider.bot.adapters.platform import Surroundings
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.adapters.recordings import is_own_voice, recording_of
from reisleider.bot.adapters.slack import COMMAND, PLATFORM
from reisleider.bot.adapters.slack.blocks import to_home, to_modal
from reisleider.bot.adapters.slack.fetch_file import Files
from reisleider.bot.adapters.slack.known import Acquaintances, Known
from reisleider.bot.adapters.slack.read_body import (
    account_of,
    chat_of,
    event_of,
    file_sent,
    is_away,
    mark_of,
    one_by_one,
    read_body,
)
from reisleider.bot.adapters.slack.signatures import is_fresh, is_signed
from reisleider.bot.adapters.slack.socket import Socket
from reisleider.bot.adapters.slack.told_refusals import name_of
from reisleider.bot.ending import end_all, end_task
from reisleider.flows.faults import StoragePause
from reisleider.flows.messages import Update

log = structlog.get_logger()
AGAIN = 503  # what is answered so is not acknowledged, and comes again
CONNECTING = 30.0  # seconds in which a connection must stand
LOOK = 2.0  # seconds between two looks at whether it still does


class Envelopes:
    """What one workspace sends. ``app_token`` opens Socket Mode, ``signing_secret`` proves signed requests;
    ``guests``: guests and other teams' people may begin studies too."""

    def __init__(
        self,
        client: AsyncWebClient,
        around: Surroundings,
        app_token: str | None,
        signing_secret: str | None,
        *,
        guests: bool = False,
    ) -> None:
        self._client = client
        self._guests = guests
        self._people = Acquaintances(client, around.patience)
        self._files = Files(client, around.patience)
        self._hears = around.hears
        self._link = around.link
        self._patience = around.patience
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._form = around.form
        self._home = around.home
        self._language = around.language
        self._quiet = around.quiet
        self._app: AsyncApp | None = None
        self._receive: Receive | None = None
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._heard = time.monotonic()
        self._stopping = asyncio.Event()
        self._inside: set[asyncio.Task[Any]] = set()
        self.tenant = ""
        self.user = ""

    def open(self, tenant: str, user: str, bot: str) -> None:
        """Make ready to hear, now that it is known who we are: Bolt is told, and need not ask at the first event."""
        self.tenant, self.user = tenant, user
        self._people.tenant = tenant
        token = self._client.token
        us = AuthorizeResult(enterprise_id=None, team_id=tenant, bot_user_id=user, bot_id=bot, bot_token=token)

        async def authorize() -> AuthorizeResult:
            return us

        self._app = AsyncApp(
            name="reisleider",  # else Bolt reads the source of every caller to name itself after one
            client=AsyncWebClient(base_url=self._client.base_url, retry_handlers=[], timeout=self._client.timeout),
            authorize=authorize,
            signing_secret=self._signing_secret,
            request_verification_enabled=self._signing_secret is not None,
            raise_error_for_unhandled_request=False,
        )
        self._app.middleware(self._intake)

    def serve(self, receive: Receive) -> None:
        """Hand over what others bring here, see ``guard`` and ``answer``."""
        self._receive = receive

    def stop(self) -> None:
        """End the connection; what was taken is finished first."""
        self._stopping.set()

    async def close(self) -> None:
        """Leave what was still being asked beside."""
        await end_all(*self._inside)

    async def run(self, receive: Receive) -> None:
        """Listen over Socket Mode until stopped, anew whenever the connection breaks or stays silent too long."""
        self._receive = receive
        pause = 1.0
        while not self._stopping.is_set():
            assert self._app is not None
            socket = Socket(self._app, self._app_token, self.guard)
            try:
                if await self._connect(socket):
                    pause = 1.0
                    await self._listen_until_silent(socket)
                else:
                    await self._rest(pause)
                    pause = min(pause * 2, 60.0)
            finally:
                await _close(socket)

    async def _connect(self, socket: Socket) -> bool:
        """Whether a connection stands. Bolt tries without end and tells nobody why it cannot, so Slack is asked."""
        connecting = asyncio.ensure_future(socket.connect_async())  # type: ignore[no-untyped-call]  # Bolt's own
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait(
            {connecting, stopping}, timeout=CONNECTING * self._patience, return_when=asyncio.FIRST_COMPLETED
        )
        stopping.cancel()
        if connecting.done() and not connecting.cancelled() and connecting.exception() is None:
            return True
        await end_task(connecting)
        if not self._stopping.is_set():
            self._link.down(await self._why())
        return False

    async def _why(self) -> str:
        try:
            await self._client.apps_connections_open(app_token=str(self._app_token))
        except (SlackClientError, ClientError, OSError, TimeoutError) as fault:
            return name_of(fault)
        return "no connection"

    async def _listen_until_silent(self, socket: Socket) -> None:
        """Until we stop, or nothing was heard for too long; meanwhile it is said whether the connection stands."""
        self._heard = time.monotonic()
        self._link.up()
        while not self._stopping.is_set() and time.monotonic() - self._heard < self._quiet:
            await self._rest(min(LOOK, self._quiet / 2))
            if await socket.client.is_connected():
                self._link.up()
            elif not self._stopping.is_set():
                self._link.down("no connection")
        if not self._stopping.is_set():
            log.info("connection made anew", platform=PLATFORM.name)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def listen(self, receive: Receive) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A web handler for Slack's signed requests: nothing of one is read that carries no fresh stamp, and nothing of
        its body understood before its signature was judged."""
        self._receive = receive

        async def handle(request: web.Request) -> web.Response:
            if not is_fresh(request.headers, time.time()):
                return web.Response(status=401)
            if self._app is None:  # we do not know yet who we are
                return web.Response(status=503)
            async with asyncio.timeout(READING):
                data = await request.read()
            if not is_signed(data, request.headers, str(self._signing_secret)):
                return web.Response(status=401)
            return await to_aiohttp_response(await self._take_request(data, request))

        return handle

    async def _take_request(self, data: bytes, request: web.Request) -> BoltResponse:
        app = self._app
        assert app is not None
        try:
            asked = AsyncBoltRequest(body=data.decode(), query=request.query_string, headers=dict(request.headers))
            body = asked.body
        except Exception:  # signed, and still nothing that can be read as JSON or a form
            return BoltResponse(status=400, body="")
        return await self.guard(body, lambda: app.async_dispatch(asked))

    async def guard(self, body: Any, handle: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Do what is to be done with a body; what storage refuses comes again, what cannot be read is laid aside."""
        if not isinstance(body, dict) or not body:
            return BoltResponse(status=400, body="")
        if not isinstance(body.get("event", {}), dict):  # Bolt reads into it unseen, and fills the log
            return await self.lay_aside(body, "NoEvent")
        try:
            answer = await handle()
            fault = None if answer.status < 500 or answer.status == AGAIN else "BoltError"
        except StoragePause:
            return BoltResponse(status=AGAIN, body="")
        except Exception as error:
            fault = type(error).__name__
        return answer if fault is None else await self.lay_aside(body, fault)

    async def lay_aside(self, body: Mapping[str, Any], why: str) -> BoltResponse:
        """Hand over what cannot be read, to be kept."""
        assert self._receive is not None
        key = f"{PLATFORM.name}:{self.tenant}:unread:{mark_of(body)}"
        kept = {"tenant": self.tenant, "me": self.user, "body": dict(body)}
        try:
            await self._receive(Unread(key, PLATFORM.name, self.tenant, account_of(body), kept, why))
        except Exception as fault:
            log.error("not taken, it will come again", platform=PLATFORM.name, error=type(fault).__name__)
            return BoltResponse(status=AGAIN, body="")
        return BoltResponse(status=200, body="")

    async def _intake(
        self, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Take everything before it is acknowledged. What goes wrong is answered here: Bolt would not tell it apart."""
        self._heard = time.monotonic()
        return await self.guard(req.body, lambda: self.answer(req.body))

    async def answer(self, body: Mapping[str, Any]) -> BoltResponse:
        """Take what a body brings."""
        if body.get("command") == COMMAND and str(body.get("text", "")).strip().casefold() in ("new", "nieuw"):
            await self._open_form(body)
            return BoltResponse(status=200)
        if event_of(body).get("type") == "app_home_opened":
            self._beside(self._show_home(body))
            return BoltResponse(status=200)
        receipt = None
        async with self._locks.setdefault(chat_of(body), asyncio.Lock()):
            for one in one_by_one(body):
                receipt = await self._take(one)
        if body.get("type") == "view_submission" and receipt is not None and receipt.faults:
            answer = {"response_action": "errors", "errors": dict(receipt.faults)}
            return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
        return BoltResponse(status=200, body="")

    async def _take(self, body: Mapping[str, Any]) -> Receipt | None:
        read = read_body(body, self.tenant, self.user)
        if read is None or self._receive is None:
            return None
        if _needs_known(read):
            known = await self._people.tell_of(read.author)
        else:
            known = self._people.so_far(read.author)
            if read.author not in self._people:
                self._beside(self._learn(read.author))
        if known.program:
            return None
        read = await self._with_file(read, file_sent(body) if read.said.kind == "file" else None)
        named = dict(zip(read.mentions, await asyncio.gather(*map(self._people.tell_of, read.mentions)), strict=True))
        update = replace(
            read,
            language=known.language,
            timezone=known.timezone,
            name="" if read.private else known.name,
            guest=not self._may_begin(body, known),
            known={account: (one.language, one.timezone) for account, one in named.items()},
            called={account: one.name for account, one in ((read.author, known), *named.items())},
        )
        return await self._receive(update)

    async def _with_file(self, read: Update, file: tuple[str, str] | None) -> Update:
        """An update with the picture or the voice message that was sent, where it can be had."""
        if file is None:
            return read
        mime, where = file
        if mime.startswith("image/"):
            return replace(read, picture=picture_of(await self._files.fetch(where, LARGEST)))
        if mime.startswith("audio/") and is_own_voice(read.said) and self._hears:
            return replace(read, recording=recording_of(await self._files.fetch(where, self._hears), mime, self._hears))
        return read

    def _may_begin(self, body: Mapping[str, Any], known: Known) -> bool:
        return self._guests or (known.member and not is_away(body, self.tenant))

    async def _learn(self, account: str) -> None:
        await self._people.tell_of(account)

    def _beside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._inside.add(task)
        task.add_done_callback(self._inside.discard)

    async def _open_form(self, body: Mapping[str, Any]) -> None:
        known = await self._people.tell_of(str(body["user_id"]))
        if self._form is None:
            return
        if not self._may_begin(body, known):
            await self._take(body)  # where it is said why not
            return
        form = self._form(known.language or self._language)
        place = str(body.get("channel_id", ""))
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            await self._client.views_open(trigger_id=str(body["trigger_id"]), view=to_modal(form, place))

    async def _show_home(self, body: Mapping[str, Any]) -> None:
        event = event_of(body)
        account = str(event.get("user", ""))
        known = await self._people.tell_of(account)
        if self._home is None or event.get("tab", "home") != "home":
            return
        shown = await self._home(PLATFORM.name, self.tenant, account, known.language or self._language)
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            await self._client.views_publish(user_id=account, view=to_home(shown))


async def _close(handler: Socket) -> None:
    with contextlib.suppress(SlackClientError, ClientError, OSError, TimeoutError):
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


def _needs_known(update: Update) -> bool:
    in_public = update.said.kind == "text" and not update.private
    return (
        in_public
        or update.said.kind in ("command", "form")
        or (update.said.kind == "press" and update.said.interview is None)
    )
