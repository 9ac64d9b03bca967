"""The web server of the running program: its health, its figures, and what platforms bring in over the web.

Law: nothing here shows what anybody said; a port that is taken is one sentence.
"""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from reisleider.bot import metrics
from reisleider.bot.config import Http
from reisleider.bot.ending import end_task
from reisleider.flows.faults import SettingFault

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer

LARGEST = 2**20  # bytes of what is brought at once
IDLE = 30.0  # seconds that a connection may stay without a whole request
Health = Callable[[], Awaitable[tuple[bool, dict[str, Any]]]]  # JSON
"""Whether all is well, and all of it."""


class WebServer:
    """Listens where the settings say; ``port`` is where it does so once it does, 0 before. ``idle``: seconds that a
    connection may stay without a whole request."""

    def __init__(self, health: Health, settings: Http, idle: float = IDLE) -> None:
        self._health = health
        self._settings = settings
        self._idle = idle
        self._runner: web.AppRunner | None = None
        self._sweeping: asyncio.Task[None] | None = None
        self._busy: set[object] = set()
        self._seen: dict[object, float] = {}
        self.port = 0

    async def start(self, routes: Iterable[Mapping[str, Answer]], *, needed: bool) -> None:
        """Listen, with what platforms answer by path, see ``Connected.routes``. Without a port it does so
        only where it is ``needed``.

        Raises SettingFault where it cannot listen there.
        """
        host, port = self._settings.host, self._settings.port
        if port == 0 and not needed:
            return
        server = web.Application(client_max_size=LARGEST, middlewares=[self._guard()])
        server.router.add_get("/healthz", self._tell_health)
        server.router.add_get("/metrics", self._tell_metrics)
        for answers in routes:
            for path, answer in answers.items():
                method, _, where = path.rpartition(" ")
                server.router.add_route(method or "POST", where, answer)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as fault:
            await runner.cleanup()
            raise SettingFault(no_place(fault, self._settings)) from fault
        self._runner = runner
        self._sweeping = asyncio.create_task(self._sweep(runner))
        self.port = int(runner.addresses[0][1])

    async def stop(self) -> None:
        """Answer what was asked and listen no more."""
        if self._sweeping is not None:
            await end_task(self._sweeping)
        if self._runner is not None:
            await self._runner.cleanup()

    def _guard(self) -> Any:  # the library's own type of a middleware
        """What stands before every answer: what is too large or comes too slowly is refused, and a fault of ours is no
        traceback."""

        @web.middleware
        async def guard(request: web.Request, handler: Answer) -> web.StreamResponse:
            connection = request.protocol
            self._busy.add(connection)
            try:
                if (request.content_length or 0) > LARGEST:
                    return web.Response(status=413)
                return await handler(request)
            except TimeoutError:
                return web.Response(status=408)
            finally:
                self._busy.discard(connection)
                self._seen[connection] = time.monotonic()

        return guard

    async def _sweep(self, runner: web.AppRunner) -> None:
        """Close connections that bring no whole request."""
        while runner.server is not None:
            now = time.monotonic()
            self._seen = {one: self._seen.get(one, now) for one in runner.server.connections}
            for connection in runner.server.connections:
                if connection not in self._busy and now - self._seen[connection] > self._idle:
                    connection.force_close()
            await asyncio.sleep(self._idle / 3)

    async def _tell_health(self, _: web.Request) -> web.Response:
        good, told = await self._health()
        return web.json_response(told, status=200 if good else 503)

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        await self._health()
        return web.Response(body=metrics.tell_metrics(), content_type="text/plain")


def no_place(fault: OSError, http: Http) -> str:
    """What is said where nothing can listen at this place."""
    if fault.errno == errno.EADDRINUSE:
        return f"http.port: {http.host}:{http.port} is taken; choose another port."
    return f"http.host: nothing can listen at {http.host}:{http.port} here; choose an address of this machine."
