"""Strangers send twenty thousand things over each platform, beside rows of the queues that no program of ours wrote:
nothing fails, nobody is served, nothing is slow."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from time import process_time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from payloads import slack_payload, spoil, telegram_payload
from poisons import GOOD, faults_in, poison
from running import config_for, free_port, running
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from waiting import only_its_own_memory

from reisleider.bot.adapters.telegram.incoming import SECRET
from reisleider.bot.serving.app import App
from reisleider.storage import people, studies
from reisleider.storage.store import Connection

STUDY, HELD = "zonnevaart", 0.25
POISONED = 20  # payloads between two rows that nobody can read, of each queue
MANY = [
    pytest.param(60, id="some"),
    pytest.param(20_000, id="all", marks=[pytest.mark.long, pytest.mark.timeout(1800)]),
]
KEY = "right-secret-for-tests"
Send = Callable[[int], Awaitable[tuple[int, Any]]]


def _served(c: Connection) -> tuple[object, ...]:
    return people.participants(c, STUDY), tuple(one.id for one in studies.list_studies(c)), studies.leads_of(c, STUDY)


async def _poison(app: App, chance: Random, number: int) -> None:
    """Now and then a row of each queue that nobody can read."""
    if number % POISONED:
        return
    for table in GOOD:
        await app.store.run(lambda c, table=table: poison(c, chance, table, number))
    app.delivery.wake.set()
    app.timers.wake.set()


async def _send_all(many: int, send: Send) -> tuple[list[Any], list[Any]]:
    """Send so many; what the program could not do, and what was slow."""
    failed, slow = [], []
    with only_its_own_memory():
        for number in range(many):
            began = process_time()
            status, payload = await send(number)
            if process_time() - began > HELD:
                slow.append((round(process_time() - began, 2), payload))
            if status >= 500:
                failed.append(payload)
    return failed, slow


def _faults(logged: list[dict[str, object]]) -> list[dict[str, object]]:
    """What would be brought again, and again, and what nobody caught; what cannot be read is laid aside."""
    return [*(line for line in logged if "not taken" in str(line.get("event"))), *faults_in(logged)]


@pytest.mark.parametrize("many", MANY)
async def test_whatever_comes_over_telegram(
    telegram: TelegramServer, file: Path, logged: list[dict[str, object]], many: int
) -> None:
    prepare(file)
    port = free_port()
    there = f"http://127.0.0.1:{port}/telegram"
    config = config_for(
        telegram,
        REISLEIDER_HTTP__PORT=str(port),
        REISLEIDER_TELEGRAM__WEBHOOK_URL=there,
        REISLEIDER_TELEGRAM__WEBHOOK_SECRET=KEY,
    )
    chance, poisoned = Random(17), Random(18)
    async with running(file, config) as app, aiohttp.ClientSession() as web:
        before = await app.store.read(_served)

        async def send(number: int) -> tuple[int, Any]:
            await _poison(app, poisoned, number)
            payload = spoil(chance, telegram_payload(chance, number))
            async with web.post(there, data=json.dumps(payload), headers={SECRET: KEY}) as answer:
                return answer.status, payload

        failed, slow = await _send_all(many, send)
        assert (failed, slow, _faults(logged)) == ([], [], [])
        assert await app.store.read(_served) == before == ((), (STUDY,), (("telegram", "4242", str(LEAD)),))


@pytest.mark.parametrize("many", MANY)
async def test_whatever_comes_over_slack(
    slack: SlackServer, file: Path, logged: list[dict[str, object]], many: int
) -> None:
    prepare_slack(file)
    port = free_port()
    there = f"http://127.0.0.1:{port}/slack"
    config = config_for(
        slack=slack,
        REISLEIDER_HTTP__PORT=str(port),
        REISLEIDER_SLACK__SIGNING_SECRET=slack.signing_secret,
        socket=False,
    )
    chance, poisoned = Random(17), Random(18)
    async with running(file, config) as app, aiohttp.ClientSession() as web:
        before = await app.store.read(_served)

        async def send(number: int) -> tuple[int, Any]:
            await _poison(app, poisoned, number)
            way, payload = slack_payload(chance, number, slack.bot_user)
            payload = spoil(chance, payload)
            text, mime = json.dumps(payload), "application/json"
            if way != "events_api":
                form = {"payload": text} if way == "interactive" else {key: str(one) for key, one in payload.items()}
                text = urlencode(form, errors="replace")
                mime = "application/x-www-form-urlencoded"
            stamp = str(int(time.time()))
            signed = hmac.new(slack.signing_secret.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256).hexdigest()
            headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={signed}", "content-type": mime}
            async with web.post(there, data=text.encode(), headers=headers) as answer:
                return answer.status, payload

        failed, slow = await _send_all(many, send)
        assert (failed, slow, _faults(logged)) == ([], [], [])
        assert await app.store.read(_served) == before
