"""A local stand-in of Slack: Web API, Socket Mode and signed requests, strict where the real one is strict.

Law: facts of the platform alone; knows nothing of the product. Everything is on 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web
from slack_blocks_check import faults_of, view_faults
from waiting import PATIENCE, until

if TYPE_CHECKING:
    from slack_people import Person

SCOPES = (
    "commands chat:write chat:write.public im:write im:history app_mentions:read channels:read groups:read users:read "
    "files:write files:read channels:history groups:history"
)
NEEDS = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.open": "im:write",
    "conversations.info": "channels:read",
    "users.info": "users:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "files.info": "files:read",
    "files.delete": "files:write",
    "chat.delete": "chat:write",
}
FREE = ("auth.test", "apps.connections.open")


class Error(Exception):
    """An answer with ``ok: false``."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


@dataclass(frozen=True)
class Call:
    """One call of the Web API, in order of arrival; ``at`` in monotonic seconds."""

    method: str
    params: dict[str, Any]
    answer: dict[str, Any]
    at: float


@dataclass
class Sent:
    """A message as it is visible now. ``files``: (name, bytes, title), shared with it or shown in its blocks; ``ids``
    are Slack's, ``shared`` whether they were shared with it."""

    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    files: list[tuple[str, bytes, str]] = field(default_factory=list)
    thread_ts: str | None = None
    edited: bool = False
    ephemeral_to: str | None = None
    ids: list[str] = field(default_factory=list)
    shared: bool = False


@dataclass
class Channel:
    """A channel or a private chat."""

    id: str
    name: str
    members: set[str]
    private: bool = False
    im: bool = False
    archived: bool = False
    messages: list[Sent] = field(default_factory=list)


@dataclass
class Fault:
    """Something that goes wrong with the next calls."""

    method: str | None
    kind: str
    times: int
    retry_after: int
    channel: str | None


class SlackServer:
    """The server. Tests make people and channels, let people act, and look at what became visible."""

    def __init__(self, team: str = "T0TEAM") -> None:
        self.bot_token, self.app_token, self.signing_secret = "xoxb-TEST-bot", "xapp-TEST-app", "TEST-signing-secret"
        self.team_id, self.bot_user, self.bot_id, self.app_id = team, "UBOT", "BBOT", "A0APP"
        self.client_id, self.client_secret = "1.2", "TEST-client-secret"
        self.others: list[SlackServer] = []  # the other workspaces of the same Slack
        self._codes: dict[str, SlackServer] = {}
        self.scopes = set(SCOPES.split())
        self.calls: list[Call] = []
        self.channels: dict[str, Channel] = {}
        self.people: dict[str, Person] = {}
        self.missed_acks: list[str] = []
        self.missed_of: Counter[str] = Counter()  # those of each person's presses: their client tells them so
        self.request_url: str | None = None
        self.silent = False
        self.spreads = False  # over all the lines that are open, as Slack does; else over the newest
        self.unknown_blocks: set[str] = set()
        self.slow_files = 1
        self.stall = 2.0
        self.ack = self.trigger_life = PATIENCE  # three seconds at Slack's; on a busy machine they say nothing
        self.retry_scale = 0.05
        self.tries = 4  # to bring an event; an app can ask to have it brought for a day after that
        self.late = 0.0  # seconds within which copies of an event come, each at a moment of its own
        self.base_url = ""
        self._faults: list[Fault] = []
        self._times = 1
        self._count = itertools.count(1)
        self._turns = itertools.count()
        self._triggers: dict[str, float] = {}
        self.triggered_by: dict[str, str] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, tuple[web.WebSocketResponse, asyncio.Future[dict[str, Any]]]] = {}
        self._uploads: dict[str, dict[str, Any]] = {}
        self.sent_files: dict[str, bytes] = {}
        self._views: dict[str, dict[str, Any]] = {}
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        server = web.Application(client_max_size=50 * 2**20)
        server.router.add_post("/api/{method}", self._serve)
        server.router.add_get("/api/{method}", self._serve)
        server.router.add_post("/upload/{file}", self._take_upload)
        server.router.add_get("/files-pri/{file}", self._serve_file)
        server.router.add_get("/link", self._link)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{self._port}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in list(self._tasks):
            task.cancel()
        for socket in self._sockets:
            await socket.close()
        await self._runner.cleanup()

    # --- what tests set up --------------------------------------------------------------------------------

    def person(self, id: str, name: str = "Bas", tz: str = "Europe/Amsterdam", locale: str = "nl-NL") -> Person:
        from slack_people import Person

        if id not in self.people:
            self.people[id] = Person(self, id, name, tz, locale)
        return self.people[id]

    def channel(
        self, id: str = "C1", name: str = "klantreis", members: list[str] | None = None, private: bool = False
    ) -> Channel:
        if id not in self.channels:
            self.channels[id] = Channel(id, name, set(members or ()), private)
        return self.channels[id]

    def dm(self, user: str) -> Channel:
        id = f"D{user}"
        return self.channels.setdefault(id, Channel(id, "directmessage", {user, self.bot_user}, True, True))

    def fail(
        self, method: str | None, kind: str, times: int = 1, *, retry_after: int = 1, channel: str | None = None
    ) -> None:
        self._faults.append(Fault(method, kind, times, retry_after, channel))

    def forgive(self) -> None:
        """What was to go wrong goes well after all."""
        self._faults.clear()

    def redeliver(self, times: int) -> None:
        """Every event is delivered so many times in all, acknowledged or not."""
        self._times = times

    async def until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Wait until something is so; fails with the last calls."""
        await until(condition, self._tell_last, self._wait, seconds)

    def _tell_last(self) -> str:
        last = "\n".join(f"{one.method} {str(one.params)[:200]} -> {str(one.answer)[:200]}" for one in self.calls[-5:])
        return f"the last calls:\n{last}"

    async def _wait(self, seconds: float) -> None:
        async with self._changed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)

    def touch(self) -> None:
        async def notify() -> None:
            async with self._changed:
                self._changed.notify_all()

        self.beside(notify())

    def beside(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def ts(self) -> str:
        return f"{1_790_000_000 + next(self._count)}.000100"

    def trigger(self) -> str:
        id = f"trigger.{next(self._count)}"
        self._triggers[id] = time.monotonic()
        return id

    # --- what people bring about --------------------------------------------------------------------------

    async def event(self, event: dict[str, Any], at: int | None = None) -> None:
        """An event, as the Events API wraps it; ``at``: when it was, in seconds since 1970."""
        body = {
            "token": "legacy",
            "team_id": self.team_id,
            "api_app_id": self.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{next(self._count)}",
            "event_time": at or int(time.time()),
            "authorizations": [{"team_id": self.team_id, "user_id": self.bot_user, "is_bot": True}],
        }
        await self._bring("events_api", body, tries=self.tries)

    async def bring(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """An interactive payload or a command: acknowledged within three seconds or missed; returns the answer."""
        return await self._bring(kind, body, tries=1)

    async def _bring(self, kind: str, body: dict[str, Any], tries: int) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for number in range(tries):
            acked, answer = await self._once(kind, body, number)
            if acked:
                break
            await asyncio.sleep(self.retry_scale * number)
        else:
            self.missed_acks.append(kind)
            self.missed_of[str((body.get("user") or {}).get("id", ""))] += 1
        if kind == "events_api":
            for number in range(1, self._times):
                if self.late:
                    self.beside(self._later(kind, body, number, random.uniform(0, self.late)))
                else:
                    await self._once(kind, body, number)
        self.touch()
        return answer

    async def _later(self, kind: str, body: dict[str, Any], number: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._once(kind, body, number)

    async def _once(self, kind: str, body: dict[str, Any], number: int) -> tuple[bool, dict[str, Any]]:
        if self.request_url is not None:
            return await self._post(kind, body, number)
        await self.until(lambda: self._sockets and not self.silent)
        socket = self._sockets[next(self._turns) % len(self._sockets) if self.spreads else -1]
        id = f"envelope-{next(self._count)}"
        acked = asyncio.get_running_loop().create_future()
        self._acks[id] = (socket, acked)
        envelope = {"envelope_id": id, "type": kind, "payload": body, "accepts_response_payload": kind != "events_api"}
        if number:
            envelope |= {"retry_attempt": number, "retry_reason": "timeout"}
        try:
            await socket.send_json(envelope)
            return True, await asyncio.wait_for(acked, self.ack)
        except (TimeoutError, ConnectionError):
            return False, {}

    async def _post(self, kind: str, body: dict[str, Any], number: int) -> tuple[bool, dict[str, Any]]:
        if kind == "events_api":
            text, mime = json.dumps(body), "application/json"
        else:
            form = {"payload": json.dumps(body)} if kind == "interactive" else body
            text, mime = urlencode(form), "application/x-www-form-urlencoded"
        stamp = str(int(time.time()))
        signed = hmac.new(self.signing_secret.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256).hexdigest()
        headers = {"content-type": mime, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={signed}"}
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": "http_timeout"}
        async with aiohttp.ClientSession() as session:
            try:
                async with session.post(
                    str(self.request_url), data=text.encode(), headers=headers, timeout=aiohttp.ClientTimeout(self.ack)
                ) as answer:
                    words = await answer.text()
                    return answer.status < 300, json.loads(words) if words.startswith("{") else {}
            except (aiohttp.ClientError, TimeoutError):
                return False, {}

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        for socket in self._sockets:
            await socket.send_json({"type": "disconnect", "reason": reason})
            await socket.close()

    async def _link(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=PATIENCE)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": self.app_id}})
        self._sockets.append(socket)
        self.touch()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    told = json.loads(message.data)
                    _, waiting = self._acks.pop(told.get("envelope_id", ""), (socket, None))
                    if waiting is not None and not waiting.done():
                        waiting.set_result(told.get("payload") or {})
        finally:
            self._sockets.remove(socket)
            for over, waiting in self._acks.values():
                if over is socket and not waiting.done():
                    waiting.set_exception(ConnectionError("closed before it was acknowledged"))
        return socket

    # --- the Web API --------------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await self._params(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(params.pop("token", ""))
        workspace = next((one for one in self.others if one.bot_token == token), self)
        return await workspace._answer(request, method, params, token)

    async def _answer(
        self, request: web.Request, method: str, params: dict[str, Any], token: str
    ) -> web.StreamResponse:
        fault = self._fault(method, params)
        if fault is not None and fault.kind in ("reset", "timeout", "500", "429"):
            self.calls.append(Call(method, params, {"ok": False, "error": fault.kind}, time.monotonic()))
            self.touch()
            return await self._fail(request, fault)
        try:
            if fault is not None and fault.kind != "lost":
                raise Error(fault.kind)
            answer = {"ok": True, **await self._perform(method, params, token)}
        except Error as error:
            answer = error.answer
        self.calls.append(Call(method, params, answer, time.monotonic()))
        self.touch()
        if fault is not None and fault.kind == "lost":
            assert request.transport is not None
            request.transport.close()
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(self.scopes))})

    async def _params(self, request: web.Request) -> dict[str, Any]:
        if request.content_type == "application/json":
            return dict(await request.json())
        params: dict[str, Any] = {**request.query, **dict((await request.post()).items())}
        for key in ("blocks", "view", "files", "attachments"):
            if isinstance(params.get(key), str):
                params[key] = json.loads(params[key])
        return params

    def _fault(self, method: str, params: dict[str, Any]) -> Fault | None:
        for one in self._faults:
            hits = one.method == method if one.method is not None else method not in FREE
            if hits and one.times > 0 and (one.channel is None or params.get("channel") == one.channel):
                one.times -= 1
                return one
        return None

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "429":
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": str(fault.retry_after)})
        if fault.kind == "500":
            return web.Response(status=500, text="internal error")
        if fault.kind == "timeout":
            await asyncio.sleep(self.stall)
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async def _perform(self, method: str, params: dict[str, Any], token: str) -> dict[str, Any]:
        if method == "oauth.v2.access":
            return self._oauth_access(params, token)
        wanted = self.app_token if method == "apps.connections.open" else self.bot_token
        if token != wanted:
            raise Error("invalid_auth")
        need = NEEDS.get(method)
        if need is not None and need not in self.scopes:
            raise Error("missing_scope", needed=need, provided=",".join(sorted(self.scopes)))
        perform = getattr(self, "_" + method.replace(".", "_"), None)
        if perform is None:
            raise Error("unknown_method")
        found: dict[str, Any] = perform(params)
        return found

    def add(self, other: SlackServer) -> None:
        """Another workspace of the same Slack: its events come over the same lines."""
        other.base_url = self.base_url
        other._sockets, other._acks, other._count = self._sockets, self._acks, self._count
        self.others.append(other)

    def consent(self, workspace: SlackServer) -> str:
        """Somebody of a workspace says yes to the app; the code that their browser carries back, good once."""
        code = f"code.{next(self._count)}"
        self._codes[code] = workspace
        return code

    async def uninstall(self) -> None:
        """The workspace takes the app away: its token is no good any more, and the app is told so, twice."""
        self.bot_token = "xoxb-TEST-none"
        event = {"event_ts": self.ts()}
        await self.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user]}, **event})
        await self.event({"type": "app_uninstalled", **event})

    def _oauth_access(self, params: dict[str, Any], told: str) -> dict[str, Any]:
        id, _, secret = base64.b64decode(told.removeprefix("Basic ")).decode().partition(":")
        if (id, secret) != (self.client_id, self.client_secret):
            raise Error("bad_client_secret")
        workspace = self._codes.pop(str(params.get("code")), None)
        if workspace is None:
            raise Error("invalid_code")
        workspace.bot_token = f"xoxb-TEST-{workspace.team_id}-{next(self._count)}"
        return {
            "app_id": self.app_id,
            "authed_user": {"id": "UINSTALLER"},
            "scope": ",".join(sorted(self.scopes)),
            "token_type": "bot",
            "access_token": workspace.bot_token,
            "bot_user_id": workspace.bot_user,
            "team": {"id": workspace.team_id, "name": f"Team {workspace.team_id}"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        names = {"url": "https://test.slack.example/", "team": "Test", "user": "reisleider"}
        return {**names, "team_id": self.team_id, "user_id": self.bot_user, "bot_id": self.bot_id}

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"url": f"ws://127.0.0.1:{self._port}/link?ticket={next(self._count)}&app_id={self.app_id}"}

    def _users_info(self, params: dict[str, Any]) -> dict[str, Any]:
        person = self.people.get(params["user"])
        if person is None:
            raise Error("user_not_found")
        known = {"id": person.id, "name": person.name, "tz": person.tz, "locale": person.locale, "is_bot": False}
        return {"user": {**known, "team_id": self.team_id, **person.more}}

    def _conversations_open(self, params: dict[str, Any]) -> dict[str, Any]:
        user = params["users"]
        if user == self.bot_user:
            raise Error("cannot_dm_bot")
        if user not in self.people:
            raise Error("user_not_found")
        return {"channel": {"id": self.dm(user).id}}

    def _conversations_info(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self.channels.get(str(params["channel"]))
        if channel is None or (channel.private and self.bot_user not in channel.members):
            raise Error("channel_not_found")
        member, archived = self.bot_user in channel.members, channel.archived
        told = {"id": channel.id, "is_private": channel.private, "is_member": member, "is_archived": archived}
        return {"channel": told}

    def _where(self, params: dict[str, Any], *, files: bool = False) -> Channel:
        id = params.get("channel") or params.get("channel_id")
        channel = self.channels.get(str(id))
        if channel is None or (channel.private and self.bot_user not in channel.members):
            raise Error("channel_not_found")
        if channel.archived:
            raise Error("is_archived")
        if self.bot_user not in channel.members and (files or "chat:write.public" not in self.scopes):
            raise Error("not_in_channel")
        return channel

    def _checked(self, params: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
        text, blocks = str(params.get("text") or ""), list(params.get("blocks") or [])
        if not text and not blocks:
            raise Error("no_text")
        if len(text) > 40_000:
            raise Error("msg_too_long")
        faults = faults_of(blocks)
        faults += [f"unsupported type: {one['type']}" for one in blocks if one["type"] in self.unknown_blocks]
        faults += [f"invalid slack file {id}" for id in _pictures(blocks) if not self._uploads.get(id, {}).get("ready")]
        if "msg_blocks_too_long" in faults:
            raise Error("msg_blocks_too_long")
        if faults:
            raise Error("invalid_blocks", response_metadata={"messages": faults})
        return text, blocks

    def _chat_postMessage(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        channel = self._where(params)
        text, blocks = self._checked(params)
        sent = Sent(self.ts(), self.bot_user, text, blocks, thread_ts=params.get("thread_ts"))
        self._show_pictures(sent)
        channel.messages.append(sent)
        return {"channel": channel.id, "ts": sent.ts, "message": {"text": text}}

    def _show_pictures(self, sent: Sent) -> None:
        """What the image blocks of a message show."""
        if sent.shared:
            return
        sent.ids = _pictures(sent.blocks)
        uploads = [self._uploads[id] for id in sent.ids]
        sent.files = [(one["name"], one["data"], one["title"]) for one in uploads]

    def _chat_postEphemeral(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        channel = self._where(params)
        if params["user"] not in channel.members:
            raise Error("user_not_in_channel")
        text, blocks = self._checked(params)
        sent = Sent(self.ts(), self.bot_user, text, blocks, ephemeral_to=params["user"])
        channel.messages.append(sent)
        return {"message_ts": sent.ts}

    def _chat_update(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._where(params)
        found = next((one for one in channel.messages if one.ts == params["ts"]), None)
        if found is None:
            raise Error("message_not_found")
        if found.user != self.bot_user or found.ephemeral_to:
            raise Error("cant_update_message")
        text, blocks = self._checked(params)
        if found.shared and _pictures(blocks):
            raise Error("invalid_blocks", errors=["a shared file cannot be replaced"])
        found.text, found.blocks = text, blocks
        found.edited = True
        self._show_pictures(found)
        return {"channel": channel.id, "ts": found.ts}

    def _chat_delete(self, params: dict[str, Any]) -> dict[str, Any]:
        channel = self._where(params)
        found = next((one for one in channel.messages if one.ts == params["ts"]), None)
        if found is None or found.ephemeral_to:
            raise Error("message_not_found")
        if found.user != self.bot_user:
            raise Error("cant_delete_message")
        channel.messages.remove(found)
        return {"channel": channel.id, "ts": found.ts}

    def _views_open(self, params: dict[str, Any]) -> dict[str, Any]:
        made = self._triggers.pop(params["trigger_id"], None)
        if made is None or time.monotonic() - made > self.trigger_life:
            raise Error("expired_trigger_id" if made else "invalid_trigger")
        view = params["view"]
        faults = view_faults(view)
        if faults:
            raise Error("invalid_arguments", response_metadata={"messages": faults})
        person = self.people[self.triggered_by[params["trigger_id"]]]
        person.modal = {**view, "id": f"V{next(self._count)}", "hash": "1"}
        return {"view": person.modal}

    def _views_publish(self, params: dict[str, Any]) -> dict[str, Any]:
        faults = view_faults(params["view"])
        if faults:
            raise Error("invalid_arguments", response_metadata={"messages": faults})
        if params["user_id"] not in self.people:
            raise Error("user_not_found")
        self.people[params["user_id"]].home = params["view"]
        return {"view": params["view"]}

    def _files_getUploadURLExternal(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        id = f"F{next(self._count)}"
        self._uploads[id] = {
            "name": params["filename"],
            "length": int(params["length"]),
            "data": None,
            "shares": {},
            "looks": 0,
        }
        return {"upload_url": f"http://127.0.0.1:{self._port}/upload/{id}", "file_id": id}

    async def _take_upload(self, request: web.Request) -> web.Response:
        upload = self._uploads[request.match_info["file"]]
        upload["data"] = await request.read()
        if request.content_type.startswith("multipart"):
            return web.Response(status=400)
        return web.Response(text=f"OK - {len(upload['data'])}")

    async def _serve_file(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self.bot_token}" or "files:read" not in self.scopes:
            return web.Response(status=302, headers={"Location": "/link"})
        data = self.sent_files.get(request.match_info["file"])
        return web.Response(status=404) if data is None else web.Response(body=data)

    def _files_completeUploadExternal(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        channel = self._where(params, files=True) if params.get("channel_id") else None
        files = []
        for one in params["files"]:
            upload = self._uploads.get(one["id"])
            if upload is None or upload["data"] is None or upload["shares"] or len(upload["data"]) != upload["length"]:
                raise Error("file_not_found")
            upload["title"] = one.get("title", upload["name"])
            files.append((upload["name"], upload["data"], upload["title"]))
            upload["shares"] = {"pending": {}}
        told = {"files": [{"id": one["id"], "title": one.get("title")} for one in params["files"]]}
        if channel is None:
            return told
        sent = Sent(self.ts(), self.bot_user, str(params.get("initial_comment") or ""), files=files)
        sent.thread_ts, sent.shared, sent.ids = params.get("thread_ts"), True, [one["id"] for one in params["files"]]
        channel.messages.append(sent)
        for one in params["files"]:
            kind = "private" if channel.private else "public"
            self._uploads[one["id"]]["shares"] = {kind: {channel.id: [{"ts": sent.ts}]}}
        return told

    def _files_info(self, params: dict[str, Any]) -> dict[str, Any]:
        upload = self._uploads.get(params["file"])
        if upload is None:
            raise Error("file_not_found")
        told = {"id": params["file"], "name": upload["name"], "shares": upload["shares"]}
        upload["looks"] += 1
        if upload["looks"] > self.slow_files:  # Slack knows what a file is only a moment after the upload
            upload["ready"] = True
            told["mimetype"] = "image/png" if upload["data"].startswith(b"\x89PNG") else "application/octet-stream"
        return {"file": told}

    def _files_delete(self, params: dict[str, Any]) -> dict[str, Any]:
        if self._uploads.pop(str(params.get("file")), None) is None:
            raise Error("file_not_found")
        for channel in self.channels.values():
            for one in channel.messages:
                kept = [(id, file) for id, file in zip(one.ids, one.files, strict=False) if id != params["file"]]
                one.ids, one.files = [id for id, _ in kept], [file for _, file in kept]
        return {}

    @property
    def stored(self) -> dict[str, bytes]:
        """Every file that still exists, by its name and id."""
        return {f"{one['name']} {id}": one["data"] for id, one in self._uploads.items() if one["data"] is not None}


def _pictures(blocks: list[dict[str, Any]]) -> list[str]:
    return [str(one["slack_file"].get("id")) for one in blocks if one["type"] == "image" and "slack_file" in one]
