"""What comes in over the web and is nothing we know: signed or not, it ends nothing and is never a fault of ours."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from running import config_for, free_port, running
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import prepare
from waiting import until_told

from reisleider.bot.config import Http
from reisleider.bot.serving.web_server import WebServer
from reisleider.storage import parking, queues

SECRET = "right-secret-for-tests"
WHOLE: dict[str, Any] = {"team_id": "T0TEAM", "type": "event_callback", "api_app_id": "A0APP"}
IM: dict[str, Any] = {"type": "message", "channel_type": "im", "channel": "DUBAS", "user": "UBAS", "ts": "1.1"}
EVENTS: tuple[Any, ...] = (
    [],
    "hallo",
    7,
    None,
    {"type": ["message"]},
    {**IM, "channel": {"id": "DUBAS"}},
    {**IM, "channel": ["DUBAS"]},
    {**IM, "channel": None},
    {key: value for key, value in IM.items() if key != "channel"},
    {**IM, "files": "x"},
    {**IM, "files": ["x"]},
    {**IM, "files": {"a": 1}},
    {**IM, "files": [None]},
    {**IM, "attachments": ["x"]},
    {**IM, "attachments": 3},
    {**IM, "text": {"a": 1}},
    {**IM, "text": "\ud800"},
    {**IM, "user": {"id": "UBAS"}},
    {**IM, "user": ["UBAS"]},
    {**IM, "subtype": "message_changed", "message": "x"},
    {**IM, "subtype": "message_changed", "message": []},
    {**IM, "subtype": {"a": 1}},
    {"type": "app_mention"},
    {"type": "app_mention", "channel": "C1", "ts": None, "user": 7},
    {"type": "member_joined_channel", "user": "UBOT"},
    {"type": "app_home_opened"},
    {"type": "app_home_opened", "user": {"id": 1}},
)
ACTIONS: tuple[Any, ...] = (
    {"type": "block_actions"},
    {"type": "block_actions", "actions": "x"},
    {"type": "block_actions", "actions": [7], "user": {"id": "UBAS"}},
    {"type": "block_actions", "actions": [{"value": 7}], "user": "UBAS"},
    {"type": "block_actions", "actions": [{"selected_option": "x"}]},
    {"type": "block_actions", "actions": [{"value": "map:zonnevaart"}], "user": None},
    {"type": "block_actions", "actions": [{"value": "map:zonnevaart"}], "user": {"id": "UBAS"}, "channel": "C1"},
    {"type": "view_submission"},
    {"type": "view_submission", "view": []},
    {"type": "view_submission", "view": {"id": "V1", "state": {"values": []}}, "user": {"id": "UBAS"}},
    {"type": "view_submission", "view": {"id": "V1", "state": {"values": {"a": 1}}}, "user": {"id": "UBAS"}},
    {"type": "nobody knows"},
    [],
    "x",
    7,
    None,
)
COMMANDS = ({"command": "/journey"}, {"command": "/journey", "text": "new"}, {"text": "x"}, {"command": "/x"})


def signed(text: bytes, *, stamp: str | None = None, json_body: bool = True) -> dict[str, str]:
    stamp = stamp or str(int(time.time()))
    mark = hmac.new(b"TEST-signing-secret", b"v0:" + stamp.encode() + b":" + text, hashlib.sha256).hexdigest()
    mime = "application/json" if json_body else "application/x-www-form-urlencoded"
    return {"content-type": mime, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mark}"}


async def test_a_signed_body_of_any_shape_is_never_a_fault_and_the_next_person_is_heard(
    slack: SlackServer, file: Path
) -> None:
    prepare_slack(file)
    port = free_port()
    more = {"REISLEIDER_HTTP__PORT": str(port), "REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret}
    bas = slack.person("UBAS")
    slack.channel("C1", "klantreis", members=["UBAS", slack.bot_user])
    events = [{**WHOLE, "event_id": f"E{at}", "event": one} for at, one in enumerate(EVENTS)]
    bodies = [(json.dumps(one).encode(), True) for one in events]
    bodies += [(json.dumps(one).encode(), True) for one in ([], "x", 7, None, {}, {"event": {}})]
    bodies += [(urlencode({"payload": json.dumps(one)}).encode(), False) for one in ACTIONS]
    bodies += [(urlencode(one).encode(), False) for one in COMMANDS]
    bodies += [(b"{", True), (b"\xff\xfe", True), (b"payload=%7B", False), (b"", True), (b"[" * 5000, True)]
    async with running(file, config_for(slack=slack, socket=False, **more)) as app, aiohttp.ClientSession() as web:
        url = slack.request_url = f"http://127.0.0.1:{port}/slack"

        async def post(text: bytes, headers: dict[str, str]) -> int:
            async with web.post(url, data=text, headers=headers) as answer:
                return answer.status

        told = {text: await post(text, signed(text, json_body=mime)) for text, mime in bodies}
        assert {text: status for text, status in told.items() if status not in (200, 400, 401)} == {}
        assert told[b"{"] == 400
        right = signed(b"{}")
        for wrong in ({}, signed(b"{}", stamp="1"), signed(b"{}", stamp="x"), {**right, "x-slack-signature": "é"}):
            assert await post(b"{}", wrong) == 401
        found = await app.store.read(parking.backlog)
        assert found.updates > 0
        parked = [one.payload for one in await app.store.read(queues.parked)]
        assert all("body" not in one for one in parked if not one["account"])
        await bas.command("/journey", "status", "C1")
        await slack.until(lambda: bas.sees is not None or slack.channel("C1").messages)


async def test_an_envelope_of_any_shape_is_acknowledged_over_a_socket(slack: SlackServer, file: Path) -> None:
    prepare_slack(file)
    bas = slack.person("UBAS")
    slack.channel("C1", "klantreis", members=["UBAS", slack.bot_user])
    async with running(file, config_for(slack=slack)) as app:
        for at, one in enumerate(EVENTS):
            await slack._bring("events_api", {**WHOLE, "event_id": f"E{at}", "event": one}, tries=1)
        for action in ACTIONS:
            if isinstance(action, dict):
                await slack.bring("interactive", action)
        assert slack.missed_acks == []
        assert (await app.store.read(parking.backlog)).updates > 0
        await bas.command("/journey", "status", "C1")
        await slack.until(lambda: bas.sees is not None or slack.channel("C1").messages)


JUNK = (b"", b"[]", b"{", b"7", b"null", b'"x"', b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff")
KNOWN = (
    {"update_id": 1},
    {"update_id": 2, "message": 7},
    {"update_id": 3, "message": {"chat": {"id": 8}}},
    {"update_id": 4, "callback_query": {"id": "1"}},
    {"update_id": 2**62, "my_chat_member": []},
)


async def test_junk_at_the_webhook_is_refused_and_what_cannot_be_read_is_laid_aside(
    telegram: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    port = free_port()
    more = {
        "REISLEIDER_HTTP__PORT": str(port),
        "REISLEIDER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }
    anna = telegram.person(8, "Anna", "nl")
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with running(file, config_for(telegram, **more)) as app, aiohttp.ClientSession() as web:

        async def post(data: bytes | BytesIO, **how: Any) -> int:
            async with web.post(f"http://127.0.0.1:{port}/telegram", data=data, **how) as answer:
                return answer.status

        assert {await post(one, headers=headers) for one in JUNK} == {400}
        assert {await post(json.dumps(one).encode(), headers=headers) for one in KNOWN} == {200}
        assert await post(BytesIO(b"x" * 2**21), headers=headers) == 413
        assert await post(BytesIO(b"x" * 2**21)) in (401, 413)
        await until_told(lambda: app.store.read(parking.backlog), lambda found: found.updates == len(KNOWN) - 1)
        await anna.starts(token)
        await anna.hears()


async def test_nothing_is_read_of_a_body_whose_secret_is_wrong(telegram: TelegramServer, file: Path) -> None:
    port = free_port()
    more = {
        "REISLEIDER_HTTP__PORT": str(port),
        "REISLEIDER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }
    async with running(file, config_for(telegram, **more)):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n")  # and nothing follows
        assert (await reader.readline()).startswith(b"HTTP/1.1 401")
        writer.close()


@pytest.mark.parametrize("sent", [b"", b"GET /healthz HT", b"POST /healthz HTTP/1.1\r\nHost: x\r\n"])
async def test_a_request_that_stops_halfway_is_closed(sent: bytes) -> None:
    async def well() -> tuple[bool, dict[str, Any]]:
        return True, {}

    server = WebServer(well, Http(host="127.0.0.1", port=free_port()), idle=0.2)
    await server.start([], needed=True)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(sent)
    assert await reader.read() == b""  # it ends
    writer.close()
    await server.stop()
