"""Socket Mode as Bolt makes it, but for one thing: what Bolt cannot handle is handed over, instead of lost.

Law: an envelope is acknowledged where what came of it says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import time
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest

Guard = Callable[[Any, Callable[[], Awaitable[BoltResponse]]], Awaitable[BoltResponse]]  # JSON of Slack's own
"""Does what is to be done with a body, and answers whatever comes of it."""


class Socket(AsyncSocketModeHandler):
    """One connection. ``guard`` stands around whatever is done with an envelope."""

    def __init__(self, app: AsyncApp, app_token: str | None, guard: Guard) -> None:
        super().__init__(app, app_token, ping_interval=10)
        self._guard = guard

    async def handle(self, client: Any, req: SocketModeRequest) -> None:  # as in Bolt
        """Take one envelope."""
        start = time()
        answer = await self._guard(req.payload, lambda: run_async_bolt_app(self.app, req))
        await send_async_response(client, req, answer, start)
