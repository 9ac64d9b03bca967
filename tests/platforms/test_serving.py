"""The program as it is run: health, webhooks, slow maps, stopping, starting, checking; and what its log tells."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
from running import SlowDrawing, config_for, free_port, kept, running
from telegram_server import TelegramServer
from telegram_talks import prepare, talk
from typer.testing import CliRunner
from typing_in import type_in
from waiting import PATIENCE, rings, until_told

from reisleider.bot.cli.program import find_commands
from reisleider.storage import queues

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(name="server")
def _server(telegram: TelegramServer) -> TelegramServer:
    return telegram


async def test_health_and_metrics_tell_no_names(server: TelegramServer, file: Path) -> None:
    token = prepare(file)
    port = free_port()
    anna = server.person(8, "Anna", "nl")
    async with running(file, config_for(server, REISLEIDER_HTTP__PORT=str(port))), aiohttp.ClientSession() as web:
        await anna.starts(token)
        await anna.hears()
        async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (await answer.json())["ok"] is True

        async def counted() -> str:
            async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
                return await answer.text()

        sent = 'reisleider_calls_sent_total{platform="telegram"}'  # counted once stored, a moment after it is seen
        text = await until_told(counted, lambda text: sent in text)

    assert 'reisleider_updates_total{how="accepted",platform="telegram"}' in text
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
    slow = SlowDrawing()
    async with running(file, config_for(server), draw=slow):
        await anna.starts(token)
        await talk(server, anna)
        await lead.starts()
        await lead.hears()
        await lead.says("/map")
        await server.until(lambda: "teken de kaart" in lead.sees.text)
        await rings(slow.began)
        await bea.starts(token)
        await bea.hears()
        await talk(server, bea, after=5)
        await bea.hears()
        assert not any(one.photo for one in lead.chat.bot_messages)
        slow.may_end.set()
        await server.until(lambda: any(one.photo for one in lead.chat.bot_messages))


def test_without_a_platform_running_says_what_to_set(tmp_path: Path) -> None:
    told = type_in(tmp_path, "run", fails=True)

    assert told.startswith("No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN")


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
        await anna.hears()
        await talk(server, anna, after=3)
        await anna.hears()
        await anna.says("een geheim dat niemand lezen mag")
        await server.until(lambda: not server.unconfirmed)
        child.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(child.wait(), PATIENCE) == 0
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
        shell = CliRunner(env={"REISLEIDER_TELEGRAM__BASE_URL": server.base_url, **environ})
        done = await asyncio.to_thread(shell.invoke, find_commands(), ["check"])
        return done.exit_code, done.output

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
        "REISLEIDER_BOT__LANGUAGE": "en",
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
    out, err = await asyncio.wait_for(child.communicate(), PATIENCE)

    assert child.returncode == 2
    *logged, sentence = (out + err).decode().splitlines()
    assert sentence == "A chat platform refuses us (InvalidToken); reisleider check tells what to mend."
    assert any('"not let in' in line and '"InvalidToken"' in line for line in logged)
    assert "wrong-token-for-tests" not in "".join(logged)


NOTHING = (
    "No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN or REISLEIDER_SLACK__BOT_TOKEN in the environment; "
    "see docs/telegram.md and docs/slack.md.\n"
)


NO_ANSWER = "CREATE TRIGGER no_answer BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'broken'); END"


async def test_an_update_that_failed_is_parked_the_next_goes_on_and_a_retry_takes_it(
    server: TelegramServer, file: Path
) -> None:
    token = prepare(file)
    anna, bea = server.person(8, "Anna", "nl"), server.person(9, "Bea", "nl")
    async with running(file, config_for(server)) as app:
        await anna.starts(token)
        await anna.hears()
        await app.store.run(lambda c: c.exec_driver_sql(NO_ANSWER))
        await anna.presses("Ja, ik doe mee")
        await bea.starts(token)
        await bea.hears()
        (parked,) = await until_told(lambda: app.store.read(queues.parked), len)
        assert parked.error == "StorageFault"
        await app.store.run(lambda c: c.exec_driver_sql("DROP TRIGGER no_answer"))
    shell = CliRunner(env={"REISLEIDER_STORAGE__URL": f"sqlite:///{file}"})

    assert shell.invoke(find_commands(), ["inbox", "retry"]).output == f"{parked.key}: accepted.\n"
    assert shell.invoke(find_commands(), ["inbox", "list"]).output == ""
    assert [one.step for one in kept(file)[0].log] == ["consent"]
