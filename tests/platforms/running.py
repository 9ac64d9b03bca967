"""The whole program against the local stand-ins: real libraries, real sockets, a clock that tests can move.

Law: nothing of ours is replaced but the pace and the time, and those through the door that `App` has for them.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from two_databases import url_of
from waiting import LOOK, PATIENCE, until_told

from reisleider.bot.config import Config, load_config
from reisleider.bot.maps.post import Drawn, draw_map
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.outbox.delivery import LEASE
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.app import App
from reisleider.flows.journey import Interview
from reisleider.storage import interviews, queues, tables
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.store import Connection, Store

if TYPE_CHECKING:
    from slack_server import SlackServer
    from telegram_server import TelegramServer

BURST = timedelta()  # nobody here writes in pieces, but where a test says so


class Clock:
    """The time, which a test can move; it never stands still."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **by: float) -> None:
        self.ahead += timedelta(**by)


def config_for(
    telegram: TelegramServer | None = None,
    slack: SlackServer | None = None,
    admins: str = "",
    *,
    socket: bool = True,
    **more: str,
) -> Config:
    environ = {"REISLEIDER_HTTP__PORT": "0", **more}
    if admins:
        environ["REISLEIDER_BOT__ADMINS"] = admins
    if telegram is not None:
        environ["REISLEIDER_TELEGRAM__TOKEN"] = telegram.token
        environ["REISLEIDER_TELEGRAM__BASE_URL"] = telegram.base_url
        environ["REISLEIDER_TELEGRAM__BASE_FILE_URL"] = telegram.base_file_url
    if slack is not None:
        environ["REISLEIDER_SLACK__BOT_TOKEN"] = slack.bot_token
        environ["REISLEIDER_SLACK__BASE_URL"] = slack.base_url
        if socket:
            environ["REISLEIDER_SLACK__APP_TOKEN"] = slack.app_token
    return load_config(None, environ)


class SlowDrawing:
    """Draws a map as ever, but not before the test lets it: as if it were a very large one."""

    def __init__(self) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self, compiled: Compiled, language: str) -> Drawn:
        self.began.set()
        assert self.may_end.wait(PATIENCE)
        return draw_map(compiled, language)


@asynccontextmanager
async def running(
    file: Path | str,
    config: Config,
    *,
    clock: Clock | None = None,
    scale: float = 0.001,
    burst: timedelta = BURST,
    model: ReadingModel | None = None,
    **more: Any,
) -> AsyncIterator[App]:
    """The program while it runs; it is stopped in good order, and its faults are the test's."""
    with Store.open(url_of(file), model=model) as store:
        app = App(config, store, clock or Clock(), Pacer(LIMITS, scale), poll=1, burst=burst, patience=PATIENCE, **more)
        task = asyncio.create_task(app.run())
        ready = asyncio.create_task(app.ready.wait())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        if task.done():
            ready.cancel()
            task.result()
        assert ready.done(), f"the program does not stand after {PATIENCE:g} s"
        try:
            yield app
        finally:
            app.stop()
            await asyncio.wait_for(task, PATIENCE)


async def settled(app: App) -> None:
    """Until everything that is to be said has gone out."""
    app.delivery.wake.set()
    await until_told(lambda: app.store.read(queues.waiting), 0)


@asynccontextmanager
async def hurrying(app: App, clock: Clock) -> AsyncIterator[None]:
    """Meanwhile the pauses between two tries pass at once; a call in hand keeps the time that it has."""

    def put_off(c: Connection) -> datetime | None:
        """When the first is tried again of all that must wait; what is in hand is due when its lease ends."""
        o, now = tables.outbox.c, clock()
        between = o.due_at.between(say_time(now), say_time(now + timedelta(seconds=LEASE / 2)))
        due = c.execute(select(func.min(o.due_at)).where(o.state == queues.WAITING, between)).scalar()
        return None if due is None else read_time(due)

    async def hurry() -> None:
        while True:
            due = await app.store.read(put_off)
            if due is not None:
                clock.move(seconds=max(0.0, (due - clock()).total_seconds()))
                app.delivery.wake.set()
            await asyncio.sleep(LOOK)

    task = asyncio.create_task(hurry())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def kept(file: Path | str, study: str = "zonnevaart") -> tuple[Interview, ...]:
    """The interviews of a study as they stand in this database."""
    with Store.open(url_of(file)) as store:
        return store.do(lambda c: interviews.interviews(c, study))


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
