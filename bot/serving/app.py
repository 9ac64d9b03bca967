"""``reisleider run``: every bot and workspace that is set up, connected and served in one process and one loop.

Law: this is the only place that knows every part; what is stopped finishes what is in hand and loses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from reisleider.bot.adapters.adapter import Receive, Unread
from reisleider.bot.adapters.connected import Connected
from reisleider.bot.adapters.link import Link
from reisleider.bot.adapters.platform import Surroundings, set_up
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.clock import now
from reisleider.bot.commands.overview import menus_in
from reisleider.bot.commands.request import Host
from reisleider.bot.config import Config
from reisleider.bot.ending import end_all, end_rest
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.membership import tell_away
from reisleider.bot.intake.route import converse
from reisleider.bot.intake.transcription import Transcriber
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.jobs.publication import Draw
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.maps import folding
from reisleider.bot.maps.post import draw_map, replace_lost
from reisleider.bot.maps.workshop import Workshop, lend
from reisleider.bot.models.adviser import adviser_of
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.alarm import Alarm
from reisleider.bot.serving.health import tell_health
from reisleider.bot.serving.home_page import HomePage
from reisleider.bot.serving.lines import Line, lines_of
from reisleider.bot.serving.platform_run import FIRST, PlatformRun
from reisleider.bot.serving.study_form import form_in
from reisleider.bot.serving.watch import PATIENCE, Watch
from reisleider.bot.serving.web_server import WebServer
from reisleider.bot.serving.workspaces import InstalledHere
from reisleider.flows.faults import SettingFault, StoragePause
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Address, Update
from reisleider.storage.people import line_key
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
TURN = 0.0005  # seconds that a map may be drawn for before whoever is answered has a turn: a tenth of Python's own
STOPPING = 20.0  # seconds in which what is in hand may finish


@dataclass
class App:
    """The running program. ``pacer``, ``clock``, ``burst`` and ``draw`` can be others in tests; ``quiet``, ``poll`` and
    ``patience`` are those of ``Surroundings``; ``storage_patience``: seconds that the database may say no; ``pause``:
    seconds after which something that failed is begun anew."""

    config: Config
    store: Store
    clock: Callable[[], datetime] = now
    pacer: Pacer = field(default_factory=lambda: Pacer(LIMITS))
    quiet: float = 600.0
    poll: int = 25
    burst: timedelta = BURST
    draw: Draw = draw_map
    patience: float = 1.0
    storage_patience: float = PATIENCE
    pause: float = FIRST

    def __post_init__(self) -> None:
        self.lines = {one.name: one for one in lines_of(self.config)}
        self.links = {name: Link(name) for name in self.lines}
        self.alarm = Alarm(self.store, self.clock, lambda: self.host, self._wake)
        self.adapters = self._connect()
        if not self.adapters:
            raise SettingFault(_nothing_set_up())
        self.adviser = adviser_of(self.config.model, self.store, self.clock)
        self.web = WebServer(lambda: tell_health(self.store, self.links, self.clock()), self.config.http)
        self.host = Host(
            language=self.config.bot.language, circles={name: one.circle for name, one in self.lines.items()}
        )
        self.workshop = Workshop(self.store.second_place())
        lend(self.store, self.workshop)
        self.store.when_forgotten(folding.let_go)
        self.connected: dict[str, Connected] = {}
        self.known: set[str] = set()
        self.runs = {name: self._run_of(name, one) for name, one in self.adapters.items()}
        self._stop = asyncio.Event()
        self.ready = asyncio.Event()

    def _connect(self) -> dict[str, Connected]:
        """An adapter of every line. Raises SettingFault, with whatever is missing of any."""
        adapters, faults = {}, list[str]()
        for name, line in self.lines.items():
            try:
                adapters[name] = line.setup.connect(line.settings, self._surroundings(line))
            except SettingFault as fault:
                faults += fault.faults
        if faults:
            raise SettingFault(*faults)
        return adapters

    def _surroundings(self, line: Line) -> Surroundings:
        language, voice = self.config.bot.language, self.config.voice
        return Surroundings(
            language,
            menus={one: menus_in(one) for one in LANGUAGES},
            form=form_in if line.platform.forms else None,
            home=HomePage(self.store, language).show if line.platform.home_page else None,
            poll=self.poll,
            quiet=self.quiet,
            patience=self.patience,
            hears=voice.megabytes * 2**20 if voice.command else 0,
            link=self.links[line.name],
            workspaces=self._workspaces(line),
        )

    def _workspaces(self, line: Line) -> InstalledHere | None:
        """Those that install the app of a line themselves, each a line of its own."""
        circle = line.setup.circle
        if circle is None:
            return None

        def join(name: str, adapter: Connected) -> None:
            self._link(name).up()
            own = circle(line.settings, adapter.tenant)
            self.host = replace(self.host, circles={**self.host.circles, name: own})
            self._join(name, adapter)

        def leave(name: str) -> None:
            self._leave(name)
            gone = self.links.pop(name, None)
            if gone is not None:
                gone.end()

        def bar(name: str, why: str, refused: bool) -> None:
            self._link(name).down(why, refused=refused)

        def down(name: str) -> bool:
            return name in self.links and self.links[name].refused

        return InstalledHere(line.platform.name, self.store, self.clock, join, leave, bar, down, self.alarm.laid_aside)

    def _link(self, name: str) -> Link:
        if name not in self.links:
            self.links[name] = Link(name)
        return self.links[name]

    def _run_of(self, name: str, adapter: Connected) -> PlatformRun:
        return PlatformRun(
            adapter,
            self.links[name],
            joined=lambda: self._join(name, adapter),
            left=lambda: self._leave(name),
            pause=self.pause,
            seat=self.store.seat(name) if self.lines[name].platform.fetched_by_one else None,
        )

    @property
    def port(self) -> int:
        """Where the web server listens; 0 where it does not."""
        return self.web.port

    async def run(self) -> None:
        """Connect, serve until ``stop``, finish what is in hand.

        Raises OSError where every platform refuses us at the start, StorageFault where the database says no for too
        long.
        """
        voice = self.config.voice
        listen = Transcriber(voice.command, voice.seconds).hear if voice.command else None
        aside = self.alarm.laid_aside
        self.dispatcher = Dispatcher(self.store, self.clock, self._take, self._wake, listen, aside, self._called)
        self.delivery = Delivery(
            self.store,
            self.connected,
            self.clock,
            pacer=self.pacer,
            own=show_own,
            away=self._tell_away,
            lost=replace_lost,
            aside=aside,
            refused=self._refuse,
            called=self._called,
        )
        self.timers = Timers(self.store, self.clock, self._wake, draw=self.draw, adviser=self.adviser, aside=aside)
        self.watch = Watch(self.store, self.links, self.alarm, self.storage_patience, clock=self.clock)
        receive = self.dispatcher.receive
        brought = [one.routes(self._once_known(name)) for name, one in self.adapters.items()]
        await self.web.start(brought, needed=self._needs_web())
        loops: list[Callable[[], Coroutine[None, None, None]]] = [
            *(partial(self._keep_going, loop) for loop in (self.delivery.run, self.timers.run)),
            self.watch.run,
            *(partial(one.run, receive) for one in self.runs.values()),
        ]
        tasks = [asyncio.create_task(one()) for one in loops]
        stopping = asyncio.create_task(self._stop.wait())
        beginning = asyncio.create_task(self._begin())
        try:
            await asyncio.wait({stopping, beginning, *tasks}, return_when=asyncio.FIRST_COMPLETED)
            if beginning.done():
                beginning.result()
                await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            beginning.cancel()
            await self._finish(tasks)
        for task in tasks:
            if task.done() and not task.cancelled():
                task.result()

    def stop(self) -> None:
        """Stop in good order."""
        self._stop.set()

    async def _begin(self) -> None:
        """Wait until every platform was asked. Raises OSError where all of them refuse us: nothing can be served."""
        for one in self.runs.values():
            await one.tried.wait()
        if all(one.refused for one in self.links.values()):
            raise OSError(next(iter(self.links.values())).why)
        self.ready.set()
        log.info("running", platforms=sorted(self.host.lines[one] for one in self.connected), port=self.port)

    async def _keep_going(self, loop: Callable[[], Awaitable[None]]) -> None:
        """A loop that ends by a fault of its own begins anew: what it has in hand is in the database."""
        while True:
            try:
                await loop()
            except Exception as fault:
                log.exception("begun anew", error=type(fault).__name__)
            else:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self.pause)
                return  # we stop: what is left is there at the next start

    def _take(self, c: Connection, update: Update, now: datetime) -> Receipt:
        return converse(self.host, self.burst)(c, update, now)

    def _called(self, address: Address) -> str:
        return self.host.called(address)

    def _once_known(self, name: str) -> Receive:
        """Takes what the web brings of a line: not before it is known who we are there, and so whose studies are."""

        async def receive(update: Update | Unread) -> Receipt:
            if name not in self.known:
                raise StoragePause(f"{name}: not known yet who we are there.")
            return await self.dispatcher.receive(update)

        return receive

    def _join(self, name: str, adapter: Connected) -> None:
        """A line let us in: it is known who we are there, and who the administrators are."""
        self.known.add(name)
        if not adapter.tenant:
            return  # its workspaces join by themselves
        written = (entry.rpartition(":") for entry in self.config.bot.admins.split())
        ours = {name} if self.host.circles.get(name, "") else {name, adapter.platform}
        admins = {(adapter.platform, adapter.tenant, account) for line, _, account in written if line in ours}
        line = line_key(adapter.platform, adapter.tenant)
        self.host = replace(
            self.host,
            admins=self.host.admins | admins,
            names={**self.host.names, name: adapter.name},
            lines={**self.host.lines, line: name},
        )
        self.connected[line] = adapter
        self._wake()

    def _refuse(self, line: str, why: str) -> None:
        """Something that was to go out was refused: it is asked there again whether we are let in."""
        name = self.host.lines[line]
        if name in self.links:
            self.links[name].down(why, refused=True)
        if name not in self.runs:
            self._leave(name)

    def _leave(self, name: str) -> None:
        """Nothing goes out there until it lets us in again."""
        for line in [line for line, known in self.host.lines.items() if known == name]:
            self.connected.pop(line, None)

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
        for one in self.runs.values():
            one.stop()
        await self.web.stop()
        await self.dispatcher.finish()
        self.timers.stop()
        self.delivery.stop()
        self.watch.stop()
        _, late = await asyncio.wait(tasks, timeout=STOPPING * self.patience)
        await end_all(*late)
        for adapter in self.adapters.values():
            await adapter.close()
        await asyncio.to_thread(self.workshop.close)
        log.info("stopped", late=len(late))


def _nothing_set_up() -> str:
    needed = ", or ".join(
        " with ".join(setup.variable(platform.name, key) for key in setup.needs) for platform, setup in set_up()
    )
    pages = " and ".join(setup.page for _, setup in set_up())
    return f"No chat platform is set up: put {needed}, in the environment; see {pages}."


async def run_app(config: Config, store: Store) -> None:
    """Run until SIGTERM or Ctrl-C."""
    sys.setswitchinterval(TURN)
    app = App(config, store)
    gc.freeze()  # what is imported stays: it need not be looked through while people tell
    gc.enable()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, app.stop)
    try:
        await app.run()
    finally:
        await end_rest()
