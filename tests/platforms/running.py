"""The whole program against the local stand-ins: real libraries, real sockets, a clock that tests can move.

Law: nothing of ours is replaced but the pace and the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reisleider.bot.config import Config, load_config
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.app import App
from reisleider.storage.store import Store

if TYPE_CHECKING:
    from slack_server import SlackServer
    from telegram_server import TelegramServer

BURST = timedelta(milliseconds=40)  # people here write at once what they write together
STARTING = 10.0  # seconds in which the program must stand


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


@asynccontextmanager
async def running(
    file: Path, config: Config, *, clock: Clock | None = None, scale: float = 0.001, **more: Any
) -> AsyncIterator[App]:
    """The program while it runs; it is stopped in good order, and its faults are the test's."""
    more.setdefault("burst", BURST)
    with Store.open(f"sqlite:///{file}") as store:
        app = App(config, store, clock or Clock(), Pacer(LIMITS, scale), poll=1, **more)
        task = asyncio.create_task(app.run())
        ready = asyncio.create_task(app.ready.wait())
        async with asyncio.timeout(STARTING):
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            ready.cancel()
            task.result()
        try:
            yield app
        finally:
            app.stop()
            await asyncio.wait_for(task, 30)
