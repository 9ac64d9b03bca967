"""``reisleider run``: every platform that is set up, connected and served in one process and one loop.

Law: this is the only place that knows every part; what is stopped finishes what is in hand and loses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.platform import Platform, Surroundings, set_up
from reisleider.bot.clock import now
from reisleider.bot.commands.overview import menus_in
from reisleider.bot.commands.request import Host
from reisleider.bot.config import Config
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.membership import tell_away
from reisleider.bot.intake.route import converse
from reisleider.bot.intake.transcription import Transcriber
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.jobs.publication import Draw
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.maps.post import draw_map, replace_lost
from reisleider.bot.models.adviser import adviser_of
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.home_page import HomePage
from reisleider.bot.serving.study_form import form_in
from reisleider.bot.serving.web_server import WebServer
from reisleider.flows.faults import SettingFault
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Address
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
STOPPING = 20.0  # seconds in which what is in hand may finish


@dataclass
class App:
    """The running program. ``pacer``, ``clock``, ``burst`` and ``draw`` can be others in tests; ``quiet``, ``poll`` and
    ``patience`` are those of ``Surroundings``."""

    config: Config
    store: Store
    clock: Callable[[], datetime] = now
    pacer: Pacer = field(default_factory=lambda: Pacer(LIMITS))
    quiet: float = 600.0
    poll: int = 25
    burst: timedelta = BURST
    draw: Draw = draw_map
    patience: float = 1.0

    def __post_init__(self) -> None:
        self.adapters: dict[str, Connected] = {
            platform.name: setup.connect(self.config.of(platform.name), self._surroundings(platform))
            for platform, setup in set_up()
            if setup.used(self.config.of(platform.name))
        }
        if not self.adapters:
            raise SettingFault(_nothing_set_up())
        self.adviser = adviser_of(self.config.model, self.store, self.clock)
        self.web = WebServer(self.store, self.config.http)
        self.host = Host(language=self.config.bot.language)
        self._stop = asyncio.Event()
        self.ready = asyncio.Event()

    def _surroundings(self, platform: Platform) -> Surroundings:
        language, voice = self.config.bot.language, self.config.voice
        return Surroundings(
            language,
            menus={one: menus_in(one) for one in LANGUAGES},
            form=form_in if platform.forms else None,
            home=HomePage(self.store, language).show if platform.home_page else None,
            poll=self.poll,
            quiet=self.quiet,
            patience=self.patience,
            hears=voice.megabytes * 2**20 if voice.command else 0,
        )

    @property
    def port(self) -> int:
        """Where the web server listens; 0 where it does not."""
        return self.web.port

    async def run(self) -> None:
        """Connect, serve until ``stop``, finish what is in hand. Raises OSError where a platform refuses us."""
        await self._connect()
        adapters = self.adapters
        voice = self.config.voice
        listen = Transcriber(voice.command, voice.seconds).hear if voice.command else None
        self.dispatcher = Dispatcher(self.store, self.clock, converse(self.host, self.burst), self._wake, listen)
        self.delivery = Delivery(
            self.store, adapters, self.clock, pacer=self.pacer, own=show_own, away=self._tell_away, lost=replace_lost
        )
        self.timers = Timers(self.store, self.clock, self._wake, draw=self.draw, adviser=self.adviser)
        receive = self.dispatcher.receive
        await self.web.start([one.routes(receive) for one in adapters.values()], needed=self._needs_web())
        intakes = (one.run(receive) for one in adapters.values() if one.fetches)
        tasks = [asyncio.create_task(one) for one in (self.delivery.run(), self.timers.run(), *intakes)]
        self.ready.set()
        log.info("running", platforms=sorted(adapters), port=self.port)
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._finish(tasks)
        for task in tasks:
            if task.done() and not task.cancelled():
                task.result()

    def stop(self) -> None:
        """Stop in good order."""
        self._stop.set()

    async def _connect(self) -> None:
        """Learn who we are everywhere, and who the administrators are there."""
        admins = []
        for name, one in self.adapters.items():
            await one.start()
            written = (entry.partition(":") for entry in self.config.bot.admins.split())
            admins += [(name, one.tenant, account) for platform, _, account in written if platform == name]
        names = {name: one.name for name, one in self.adapters.items()}
        self.host = Host(frozenset(admins), names, self.config.bot.language)

    def _needs_web(self) -> bool:
        """Whether a platform's updates come through the web server alone."""
        return not all(one.fetches for one in self.adapters.values())

    def _wake(self) -> None:
        self.delivery.wake.set()
        self.timers.wake.set()

    def _tell_away(self, c: Connection, address: Address, reason: str, when: datetime) -> None:
        tell_away(c, address, reason, when, self.host)

    async def _finish(self, tasks: list[asyncio.Task[None]]) -> None:
        """Nothing new comes in, what was taken goes out, then the connections are let go."""
        for one in self.adapters.values():
            one.stop()
        await self.web.stop()
        await self.dispatcher.finish()
        self.timers.stop()
        self.delivery.stop()
        _, late = await asyncio.wait(tasks, timeout=STOPPING * self.patience)
        for task in late:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for one in self.adapters.values():
            await one.close()
        log.info("stopped", late=len(late))


def _nothing_set_up() -> str:
    needed = ", or ".join(
        " with ".join(setup.variable(platform.name, key) for key in setup.needs) for platform, setup in set_up()
    )
    pages = " and ".join(setup.page for _, setup in set_up())
    return f"No chat platform is set up: put {needed}, in the environment; see {pages}."


async def run_app(config: Config, store: Store) -> None:
    """Run until SIGTERM or Ctrl-C."""
    app = App(config, store)
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, app.stop)
    await app.run()
