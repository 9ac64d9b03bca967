"""Bodies of both platforms with anything changed in them, through the real web server and the real libraries.

What is sent is drawn from a seed: a whole body in which some values are left out, turned into others or nested.
"""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import random
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from running import config_for, free_port, running
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import prepare
from waiting import only_its_own_memory

SECRET = "right-secret-for-tests"
CPU = 0.25  # seconds of this process, both ends together
USER = {"id": 31, "is_bot": False, "first_name": "Vreemd", "language_code": "nl"}
CHAT = {"id": 31, "type": "private"}
MESSAGE = {
    "message_id": 5,
    "date": 1_790_000_000,
    "chat": CHAT,
    "from": USER,
    "text": "hallo",
    "reply_to_message": {"message_id": 4, "date": 1, "chat": CHAT, "text": "?"},
    "entities": [{"type": "bold", "offset": 0, "length": 2}],
    "photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}],
    "forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1},
}
MEMBER = {"user": USER, "status": "member"}
UPDATES: tuple[dict[str, Any], ...] = (
    {"message": MESSAGE},
    {"message": {**MESSAGE, "text": "/start x"}},
    {"edited_message": MESSAGE},
    {"callback_query": {"id": "1", "from": USER, "data": "a:1:b", "chat_instance": "1", "message": MESSAGE}},
    {"my_chat_member": {"chat": CHAT, "from": USER, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
)
EVENT = {"type": "message", "channel_type": "im", "channel": "D9", "user": "U9", "ts": "1.1", "text": "hallo"}
VIEW = {"id": "V1", "private_metadata": "C1", "state": {"values": {"title": {"title": {"value": "x"}}}}}
WHO = {"user": {"id": "U9"}, "team": {"id": "T0TEAM"}, "trigger_id": "t"}
BODIES: tuple[dict[str, Any], ...] = (
    {"type": "event_callback", "team_id": "T0TEAM", "event_id": "E", "event": EVENT},
    {"type": "event_callback", "event_id": "E", "event": {**EVENT, "files": [{"id": "F", "mimetype": "image/png"}]}},
    {"type": "event_callback", "event_id": "E", "event": {**EVENT, "subtype": "message_changed", "message": EVENT}},
    {"type": "event_callback", "event_id": "E", "event": {**EVENT, "type": "app_mention", "channel": "C1"}},
    {"type": "block_actions", **WHO, "channel": {"id": "C1"}, "actions": [{"value": "map:zonnevaart"}]},
    {"type": "view_submission", **WHO, "view": VIEW},
)
JUNK: tuple[Any, ...] = (
    *(None, True, -1, 2**70, 1e300, "", "x" * 300, "\ud800", "\x00", "٣", [], {}, [[]], {"id": {}}, [None], "<@U9>"),
)


def changed(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A body in which one to four things are otherwise."""
    made = copy.deepcopy(body)
    for _ in range(chance.randint(1, 4)):
        places: list[tuple[Any, Any]] = []
        waiting: list[Any] = [made]
        while waiting:
            node = waiting.pop()
            for key in list(node) if isinstance(node, dict) else range(len(node)):
                places.append((node, key))
                if isinstance(node[key], dict | list):
                    waiting.append(node[key])
        node, key = chance.choice(places)
        if isinstance(node, dict) and chance.random() < 0.3:
            del node[key]
        else:
            node[key] = copy.deepcopy(chance.choice(JUNK))
        if not made:
            break
    return made


def signed(text: bytes, mime: str) -> dict[str, str]:
    stamp = str(int(time.time()))
    mark = hmac.new(b"TEST-signing-secret", b"v0:" + stamp.encode() + b":" + text, hashlib.sha256).hexdigest()
    return {"content-type": mime, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mark}"}


async def fuzz(telegram: TelegramServer, slack: SlackServer, file: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    token = prepare(file)
    prepare_slack(file, id="tweede")
    port = free_port()
    more = {
        "REISLEIDER_HTTP__PORT": str(port),
        "REISLEIDER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": SECRET,
        "REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret,
    }
    anna, lia = telegram.person(8, "Anna", "nl"), slack.person("ULIA", name="Lia")
    channel = slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    told: dict[int, Any] = {}
    slow: list[Any] = []
    config = config_for(telegram, slack, socket=False, **more)
    async with running(file, config), aiohttp.ClientSession() as web:

        async def post(path: str, text: bytes, headers: dict[str, str], what: object) -> None:
            began = time.process_time()
            async with web.post(f"http://127.0.0.1:{port}{path}", data=text, headers=headers) as answer:
                told.setdefault(answer.status, what)
            if time.process_time() - began > CPU:
                slow.append(what)

        with only_its_own_memory():
            for number in range(count):
                update = changed({"update_id": 10**6 + number, **chance.choice(UPDATES)}, chance)
                await post(
                    "/telegram", json.dumps(update).encode(), {"X-Telegram-Bot-Api-Secret-Token": SECRET}, update
                )
                body = changed(chance.choice(BODIES), chance)
                if "event" in body:
                    text, mime = json.dumps(body).encode(), "application/json"
                else:
                    text, mime = urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded"
                await post("/slack", text, signed(text, mime), body)
        assert {status: what for status, what in told.items() if status not in (200, 400)} == {}
        assert len(slow) <= count // 1000  # now and then its own garbage is collected
        slack.request_url = f"http://127.0.0.1:{port}/slack"
        await anna.starts(token)
        await anna.hears()
        await lia.command("/journey", "status", "C1")
        await slack.until(lambda: any("0 begonnen" in words_of(one) for one in channel.messages) or lia.sees)


async def test_anything_in_a_body_ends_nothing(telegram: TelegramServer, slack: SlackServer, file: Path) -> None:
    await fuzz(telegram, slack, file, 150, seed=1)


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_anything_in_very_many_bodies_ends_nothing(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    await fuzz(telegram, slack, file, 20_000, seed=2)
