"""The program as it is run: health, webhooks, slow maps, stopping, starting, checking; and what its log tells."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
from running import config_for, running
from telegram_server import TelegramServer
from test_telegram import kept, prepare, talk
from typer.testing import CliRunner

import reisleider.bot.cli.chats  # noqa: F401 - registers its commands
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.cli.program import app as commands
from reisleider.bot.maps import post, publish
from reisleider.flows.messages import Update
from reisleider.storage import queues
from reisleider.storage.store import Connection

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as one:
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_health_and_metrics_tell_no_names(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    port = free_port()
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server, REISLEIDER_HTTP__PORT=str(port))), aiohttp.ClientSession() as web:
        await anna.starts(token)
        await anna.hears()
        async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (await answer.json())["ok"] is True
        text, until = "", time.monotonic() + 10
        while "reisleider_calls_sent_total{" not in text:  # counted once stored, a moment after it is seen
            assert time.monotonic() < until, text
            async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
                text = await answer.text()

    assert 'reisleider_updates_total{how="accepted",platform="telegram"}' in text
    assert 'reisleider_calls_sent_total{platform="telegram"}' in text
    assert "Anna" not in text


async def test_a_webhook_with_its_secret_is_stored_and_without_refused(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    port = free_port()
    config = config_for(
        server,
        REISLEIDER_HTTP__PORT=str(port),
        REISLEIDER_TELEGRAM__WEBHOOK_URL=f"http://127.0.0.1:{port}/telegram",
        REISLEIDER_TELEGRAM__WEBHOOK_SECRET="right-secret-for-tests",
    )
    anna = server.person(8, "Anna", "nl")
    async with running(file, config), aiohttp.ClientSession() as web:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
            body = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 8, "type": "private"}}}
            async with web.post(f"http://127.0.0.1:{port}/telegram", json=body, headers=headers) as answer:
                assert answer.status == 401
        headers = {"X-Telegram-Bot-Api-Secret-Token": "right-secret-for-tests"}
        async with web.post(f"http://127.0.0.1:{port}/telegram", data=b"[]", headers=headers) as answer:
            assert answer.status == 400
        assert kept(file) == ()
        await anna.starts(token)
        await talk(server, anna, after=4)
        await anna.hears()

    assert len(kept(file)[0].log) >= 3


async def test_a_slow_map_delays_no_other_chat(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna, bea, lead = server.person(8, "Anna", "nl"), server.person(9, "Bea", "nl"), server.person(7, "Lia", "nl")

    def slow(compiled: publish.Compiled, language: str) -> post.Drawn:
        time.sleep(4)  # as long as a very large map takes
        return post.draw_map(compiled, language)

    async with running(file, config_for(server), draw=slow):
        await anna.starts(token)
        await talk(server, anna)
        await lead.starts()
        await lead.hears()
        await lead.says("/map")
        await server.until(lambda: "teken de kaart" in lead.sees.text)
        began = time.monotonic()
        await bea.starts(token)
        await bea.hears()
        await talk(server, bea, after=5)
        await bea.hears()
        took = time.monotonic() - began
        assert not any(one.photo for one in lead.chat.bot_messages)
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages), 30)

    assert took < 3


def test_without_a_platform_running_says_what_to_set(tmp_path: Path) -> None:
    environ = {**os.environ, "REISLEIDER_STORAGE__URL": f"sqlite:///{tmp_path / 'x.db'}"}
    told = subprocess.run(
        [sys.executable, "-m", "reisleider.bot", "run"],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert told.returncode == 2
    assert told.stderr.startswith("No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN")


async def test_stopped_by_a_signal_it_loses_nothing_and_logs_no_words(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = server.person(8, "Anna", "nl")
    environ = {
        **os.environ,
        "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
        "REISLEIDER_TELEGRAM__TOKEN": server.token,
        "REISLEIDER_TELEGRAM__BASE_URL": server.base_url,
        "REISLEIDER_TELEGRAM__BASE_FILE_URL": server.base_file_url,
        "REISLEIDER_HTTP__PORT": "0",
    }
    log = file.with_suffix(".log")
    with log.open("wb") as out:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reisleider.bot", "run", env=environ, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT
        )
        await anna.starts(token)
        await anna.hears(seconds=30)
        await talk(server, anna, after=3)
        await anna.hears()
        await anna.says("een geheim dat niemand lezen mag")
        await server.until(lambda: not server.unconfirmed)
        child.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(child.wait(), 30) == 0
    written = log.read_text()

    assert '"event": "running"' in written
    assert '"event": "stopped"' in written
    assert "geheim" not in written
    assert server.token not in written
    assert server.token.split(":")[1] not in written
    async with running(file, config_for(server)):
        await server.until(lambda: any(one.step == "trigger" for one in kept(file)[0].log))


async def test_checking_names_what_is_wrong(server: TelegramServer) -> None:
    async def told(**environ: str) -> tuple[int, str]:
        full = {**os.environ, "REISLEIDER_TELEGRAM__BASE_URL": server.base_url, **environ}
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "reisleider.bot",
            "check",
            env=full,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(child.communicate(), 30)
        return int(child.returncode or 0), (out + err).decode()

    assert await told() == (1, NOTHING)
    assert await told(REISLEIDER_TELEGRAM__TOKEN=server.token) == (0, "telegram: ready as @reisleider_bot.\n")
    code, words = await told(REISLEIDER_TELEGRAM__TOKEN="4242:wrong")
    assert code == 1
    assert "copy it anew from BotFather" in words
    assert "4242:wrong" not in words


async def test_a_wrong_token_ends_the_run_with_one_sentence(server: TelegramServer, file: Path) -> None:
    environ = {
        **os.environ,
        "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
        "REISLEIDER_TELEGRAM__TOKEN": "4242:wrong-token-for-tests",
        "REISLEIDER_TELEGRAM__BASE_URL": server.base_url,
        "REISLEIDER_HTTP__PORT": "0",
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reisleider.bot",
        "run",
        env=environ,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(child.communicate(), 30)

    assert child.returncode == 2
    assert (out + err).decode() == ("A chat platform refuses us (InvalidToken); reisleider check tells what to mend.\n")


NOTHING = (
    "No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN or REISLEIDER_SLACK__BOT_TOKEN in the environment; "
    "see docs/telegram.md and docs/slack.md.\n"
)


async def test_an_update_that_failed_is_parked_the_next_goes_on_and_a_retry_takes_it(
    server: TelegramServer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = prepare(file)
    anna, bea = server.person(8, "Anna", "nl"), server.person(9, "Bea", "nl")
    async with running(file, config_for(server)) as app:
        await anna.starts(token)
        await anna.hears()
        whole = app.dispatcher.take

        def broken(c: Connection, update: Update, now: datetime) -> Receipt:
            if update.author == "8":
                raise ZeroDivisionError
            return whole(c, update, now)

        app.dispatcher.take = broken
        await anna.presses("Ja, ik doe mee")
        await bea.starts(token)
        await bea.hears()
        (parked,) = app.store.do(queues.parked)
        assert parked.error == "ZeroDivisionError"
    monkeypatch.setenv("REISLEIDER_STORAGE__URL", f"sqlite:///{file}")
    told = CliRunner().invoke(commands, ["inbox", "retry"])

    assert told.output == f"{parked.key}: accepted.\n"
    assert CliRunner().invoke(commands, ["inbox", "list"]).output == ""
    assert [one.step for one in kept(file)[0].log] == ["consent"]
