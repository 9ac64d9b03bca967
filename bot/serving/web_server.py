"""The web server of the running program: its health, its figures, and what platforms bring in over the web.

Law: nothing here shows what anybody said; a port that is taken is one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from reisleider.bot import metrics
from reisleider.bot.config import Http
from reisleider.flows.faults import SettingFault
from reisleider.storage import queues
from reisleider.storage.store import Store

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer


class WebServer:
    """Listens where the settings say; ``port`` is where it does so once it does, 0 before."""

    def __init__(self, store: Store, settings: Http) -> None:
        self._store = store
        self._settings = settings
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, routes: Iterable[Mapping[str, Answer]], *, needed: bool) -> None:
        """Listen, with what platforms answer by path. Without a port it does so only where it is ``needed``.

        Raises SettingFault where the port is taken.
        """
        host, port = self._settings.host, self._settings.port
        if port == 0 and not needed:
            return
        server = web.Application(client_max_size=2**20)
        server.router.add_get("/healthz", self._tell_health)
        server.router.add_get("/metrics", self._tell_metrics)
        for answers in routes:
            for path, answer in answers.items():
                server.router.add_post(path, answer)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as fault:
            await runner.cleanup()
            raise SettingFault(f"http.port: {host}:{port} is taken; choose another port.") from fault
        self._runner = runner
        self.port = int(runner.addresses[0][1])

    async def stop(self) -> None:
        """Answer what was asked and listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _tell_health(self, _: web.Request) -> web.Response:
        waiting = await self._store.read(queues.waiting)
        return web.json_response({"ok": True, "outbox": waiting})

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        metrics.WAITING.set(await self._store.read(queues.waiting))
        return web.Response(body=metrics.tell_metrics(), content_type="text/plain")
