"""The whole program as a process, and a machine that gives it trouble: it goes on by itself, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from running import free_port, kept
from telegram_server import TelegramServer
from telegram_talks import prepare
from waiting import PATIENCE, until_told

from reisleider.storage import queues, studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.crash


@asynccontextmanager
async def process(server: TelegramServer, file: Path, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """``reisleider run`` as a child; it ends well when it is told to."""
    environ = {
        **os.environ,
        "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
        "REISLEIDER_TELEGRAM__TOKEN": server.token,
        "REISLEIDER_TELEGRAM__BASE_URL": server.base_url,
        "REISLEIDER_TELEGRAM__BASE_FILE_URL": server.base_file_url,
        "REISLEIDER_HTTP__PORT": str(port),
    }
    with file.with_suffix(".log").open("wb") as out:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reisleider.bot", "run", env=environ, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT
        )
        yield child
        assert child.returncode is None, file.with_suffix(".log").read_text()[-3000:]
        child.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(child.wait(), PATIENCE) == 0


async def status(port: int) -> int:
    async with (
        aiohttp.ClientSession() as web,
        web.get(f"http://127.0.0.1:{port}/healthz", timeout=aiohttp.ClientTimeout(PATIENCE)) as answer,
    ):
        return answer.status


@contextmanager
def locked(file: Path, _: int) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=PATIENCE)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(file: Path, pid: int) -> Iterator[None]:
    """No file of the program may grow any more."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    size = min(one.stat().st_size for one in (file, Path(f"{file}-wal")) if one.exists())
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (min(size, 4096), hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(file: Path, _: int) -> Iterator[None]:
    """The file is not where it was: SQLite writes it no more, and opens it nowhere."""
    away = file.with_suffix(".away")
    file.rename(away)
    yield
    away.rename(file)


@contextmanager
def no_descriptors(_: Path, pid: int) -> Iterator[None]:
    """The program may open nothing more than what it has open."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    opened = max(int(one.name) for one in Path(f"/proc/{pid}/fd").iterdir())
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (opened + 1, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))


Trouble = Callable[[Path, int], AbstractContextManager[None]]


@pytest.mark.parametrize("trouble", [locked, full, read_only])
async def test_a_database_that_says_no_and_comes_back(telegram: TelegramServer, file: Path, trouble: Trouble) -> None:
    token = prepare(file)
    port = free_port()
    anna = telegram.person(8, "Anna", "nl")
    async with process(telegram, file, port) as child:
        await anna.starts(token)
        await anna.hears()
        await until_told(lambda: status(port), 200)
        asked = len(anna.chat.bot_messages)
        with trouble(file, child.pid):
            await anna.presses("Ja, ik doe mee")
            await until_told(lambda: status(port), 503)
            assert child.returncode is None
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked)
        await telegram.until(lambda: not telegram.unconfirmed)
        await until_told(lambda: status(port), 200)
    assert [one.step for one in kept(file)[0].log] == ["consent"]
    texts = [one.text for one in anna.chat.bot_messages]
    assert len(texts) == len(set(texts))  # nothing was said twice


async def test_a_program_without_descriptors_goes_on_when_it_has_them(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    port = free_port()
    anna = telegram.person(8, "Anna", "nl")
    async with process(telegram, file, port) as child:
        await anna.starts(token)
        await anna.hears()
        await until_told(lambda: status(port), 200)
        with no_descriptors(file, child.pid):
            await anna.presses("Ja, ik doe mee")
            await telegram.until(lambda: child.returncode is None and telegram.unconfirmed)
        await anna.hears()
        await telegram.until(lambda: not telegram.unconfirmed)
        await until_told(lambda: status(port), 200)
    assert [one.step for one in kept(file)[0].log] == ["consent"]


async def test_a_program_that_was_stopped_goes_on(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with process(telegram, file, 0) as child:
        await anna.starts(token)
        await anna.hears()
        child.send_signal(signal.SIGSTOP)
        polls = len(telegram.called("getUpdates"))
        await anna.presses("Ja, ik doe mee")
        await telegram.until(lambda: telegram.unconfirmed and len(telegram.called("getUpdates")) == polls)
        child.send_signal(signal.SIGCONT)
        await anna.hears()
    assert [one.step for one in kept(file)[0].log] == ["consent"]


async def test_two_programs_write_one_database(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with process(telegram, file, 0):
        with Store.open(f"sqlite:///{file}") as other:

            async def write() -> None:
                for number in range(200):
                    await other.run(lambda c, number=number: queues.take_in(c, f"other:{number}", NOW))

            writing = asyncio.create_task(write())
            await anna.starts(token)
            await anna.hears()
            await anna.presses("Ja, ik doe mee")
            await anna.hears()
            await asyncio.wait_for(writing, PATIENCE)
            assert other.do(studies.study_ids) == ("zonnevaart",)
    assert [one.step for one in kept(file)[0].log] == ["consent"]
