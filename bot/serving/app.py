"""``reisleider run``: everything put together, in one process and one loop.

Law: this is the only place that knows every part; what is stopped finishes what is in hand and loses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import web

from reisleider.bot import metrics
from reisleider.bot.adapters.slack.blocks import Form
from reisleider.bot.adapters.slack.slack import SlackAdapter
from reisleider.bot.adapters.telegram.telegram import TelegramAdapter
from reisleider.bot.clock import now
from reisleider.bot.commands.facilitator import ANYBODY, COMMANDS
from reisleider.bot.commands.request import Host, title_of
from reisleider.bot.config import Config
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.membership import tell_away
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.jobs.publication import Draw
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.maps.post import draw_map, replace_lost
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.studies import new_study
from reisleider.bot.studies.standing import count_standing
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Address, Button, Message, Span
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import queues, studies
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
MENU = (
    "new",
    "home",
    "invite",
    "status",
    "map",
    "why",
    "merge",
    "trace",
    "compare",
    "export",
    "lead",
    "close",
    "delete",
    "forget",
    "mydata",
    "help",
)
STOPPING = 20.0  # seconds in which what is in hand may finish


@dataclass
class App:
    """The running program. ``pacer``, ``clock``, ``burst`` and ``draw`` can be others in tests."""

    config: Config
    store: Store
    clock: Callable[[], datetime] = now
    pacer: Pacer = field(default_factory=lambda: Pacer(LIMITS))
    quiet: float = 600.0
    poll: int = 25
    burst: timedelta = BURST
    draw: Draw = draw_map
    port: int = 0
    """Where the web server listens once it does."""

    def __post_init__(self) -> None:
        self.telegram = self._make_telegram()
        self.slack = self._make_slack()
        if self.telegram is None and self.slack is None:
            raise SettingFault(
                "No chat platform is set up: put REISLEIDER_TELEGRAM__TOKEN, or REISLEIDER_SLACK__BOT_TOKEN with "
                "REISLEIDER_SLACK__APP_TOKEN, in the environment; see docs/telegram.md and docs/slack.md."
            )
        self.host = Host(language=self.config.bot.language)
        self._stop = asyncio.Event()
        self.ready = asyncio.Event()

    def _make_telegram(self) -> TelegramAdapter | None:
        settings = self.config.telegram
        if settings.token is None:
            return None
        return TelegramAdapter(
            settings.token.get_secret_value(),
            base_url=settings.base_url,
            base_file_url=settings.base_file_url,
            menus={language: menus_in(language) for language in ("nl", "en")},
            poll=self.poll,
        )

    def _make_slack(self) -> SlackAdapter | None:
        settings = self.config.slack
        if settings.bot_token is None:
            return None
        if settings.app_token is None and settings.signing_secret is None:
            raise SettingFault(
                "slack: with a bot token, give REISLEIDER_SLACK__APP_TOKEN (Socket Mode) or "
                "REISLEIDER_SLACK__SIGNING_SECRET (signed requests); see docs/slack.md."
            )
        return SlackAdapter(
            settings.bot_token.get_secret_value(),
            base_url=settings.base_url,
            app_token=None if settings.app_token is None else settings.app_token.get_secret_value(),
            signing_secret=None if settings.signing_secret is None else settings.signing_secret.get_secret_value(),
            form=form_in,
            home=self._home_of,
            language=self.config.bot.language,
            quiet=self.quiet,
        )

    async def run(self) -> None:
        """Connect, serve until ``stop``, finish what is in hand. Raises OSError where a platform refuses us."""
        await self._connect()
        self.dispatcher = Dispatcher(self.store, self.clock, converse(self.host, self.burst), self._wake)
        adapters = {one.platform: one for one in (self.telegram, self.slack) if one is not None}
        self.delivery = Delivery(
            self.store, adapters, self.clock, pacer=self.pacer, own=show_own, away=self._tell_away, lost=replace_lost
        )
        self.timers = Timers(self.store, self.clock, self.host, self._wake, draw=self.draw)
        web_server = await self._serve()
        tasks = [asyncio.create_task(one) for one in (self.delivery.run(), self.timers.run(), *self._intakes())]
        self.ready.set()
        log.info("running", platforms=sorted(adapters), port=self.port)
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._finish(tasks, web_server)
        for task in tasks:
            if task.done() and not task.cancelled():
                task.result()

    def stop(self) -> None:
        """Stop in good order."""
        self._stop.set()

    async def _connect(self) -> None:
        names = {}
        admins = []
        for one in (self.telegram, self.slack):
            if one is not None:
                await one.start()
                admins += [
                    (one.platform, one.tenant, account)
                    for platform, _, account in (entry.partition(":") for entry in self.config.bot.admins.split())
                    if platform == one.platform
                ]
        if self.telegram is not None:
            names["telegram"] = self.telegram.name
            if self.config.telegram.webhook_url:
                await self.telegram.use_webhook(self.config.telegram.webhook_url, self._secret())
            else:
                await self.telegram.drop_webhook()
        self.host = Host(frozenset(admins), names, self.config.bot.language)

    def _secret(self) -> str:
        secret = self.config.telegram.webhook_secret
        if secret is None:
            raise SettingFault("telegram.webhook_secret: with a webhook, give REISLEIDER_TELEGRAM__WEBHOOK_SECRET.")
        return secret.get_secret_value()

    def _intakes(self) -> list[Coroutine[Any, Any, None]]:
        """What brings updates in by itself; signed requests and webhooks come through the web server."""
        found: list[Coroutine[Any, Any, None]] = []
        if self.telegram is not None and not self.config.telegram.webhook_url:
            found.append(self.telegram.run(self.dispatcher.receive))
        if self.slack is not None and self.config.slack.app_token is not None:
            found.append(self.slack.run(self.dispatcher.receive))
        return found

    def _wake(self) -> None:
        self.delivery.wake.set()
        self.timers.wake.set()

    def _tell_away(self, c: Connection, address: Address, reason: str, when: datetime) -> None:
        tell_away(c, address, reason, when, self.host)

    async def _finish(self, tasks: list[asyncio.Task[None]], web_server: web.AppRunner | None) -> None:
        """Nothing new comes in, what was taken goes out, then the connections are let go."""
        for one in (self.telegram, self.slack):
            if one is not None:
                one.stop()
        if web_server is not None:
            await web_server.cleanup()
        self.timers.stop()
        self.delivery.stop()
        _, late = await asyncio.wait(tasks, timeout=STOPPING)
        for task in late:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for one in (self.telegram, self.slack):
            if one is not None:
                await one.close()
        log.info("stopped", late=len(late))

    # --- the web server ---------------------------------------------------------------------------------

    async def _serve(self) -> web.AppRunner | None:
        settings = self.config.http
        if settings.port == 0 and self.port == 0 and not self._needs_web():
            return None
        server = web.Application(client_max_size=2**20)
        server.router.add_get("/healthz", self._tell_health)
        server.router.add_get("/metrics", self._tell_metrics)
        if self.telegram is not None and self.config.telegram.webhook_url:
            server.router.add_post("/telegram", self._take_telegram)
        if self.slack is not None and self.config.slack.signing_secret is not None:
            server.router.add_post("/slack", self.slack.listen(self.dispatcher.receive))
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as fault:
            await runner.cleanup()
            raise SettingFault(f"http.port: {settings.host}:{settings.port} is taken; choose another port.") from fault
        self.port = int(runner.addresses[0][1])
        return runner

    def _needs_web(self) -> bool:
        return bool(self.config.telegram.webhook_url) or (
            self.slack is not None and self.config.slack.app_token is None
        )

    async def _take_telegram(self, request: web.Request) -> web.Response:
        assert self.telegram is not None
        header = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        try:
            status = await self.telegram.take_webhook(
                self._secret(), header, await request.read(), self.dispatcher.receive
            )
        except Exception as fault:
            log.error("update not taken, it will come again", platform="telegram", error=type(fault).__name__)
            status = 500
        return web.Response(status=status)

    async def _tell_health(self, _: web.Request) -> web.Response:
        waiting = await self.store.read(queues.waiting)
        return web.json_response({"ok": True, "outbox": waiting})

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        metrics.WAITING.set(await self.store.read(queues.waiting))
        return web.Response(body=metrics.tell_metrics(), content_type="text/plain")

    # --- App Home ---------------------------------------------------------------------------------------

    async def _home_of(self, tenant: str, account: str, language: str) -> tuple[Message, ...]:
        spoken = language if language in ("nl", "en") else self.config.bot.language

        def read(c: Connection) -> tuple[Message, ...]:
            mine = studies.led_by(c, "slack", tenant, account)
            return tuple(self._card(c, id, spoken) for id in mine)

        cards = await self.store.read(read)
        key = "home.mine" if cards else "lead.none"
        head = Message((Span(gettext(spoken, key, command="/journey ")),), language=spoken)
        return (head, *cards)

    def _card(self, c: Connection, id: str, language: str) -> Message:
        study = studies.load_study(c, id)
        assert study is not None
        counts = ", ".join(
            f"{gettext(language, f'track.{one.track}')} {one.finished}/{one.began}"
            for one in count_standing(c, study).tracks
        )
        text = (Span(title_of(study, language), "bold"), Span(f"\n{counts}"))
        return Message(text, (Button(f"map:{study.id}", gettext(language, "home.map")),), language=language)


def menus_in(language: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Telegram's command menus for private chats and for groups, with what each command does."""
    told = tuple((name, gettext(language, f"menu.{name}")) for name in MENU)
    groups = tuple(row for row in told if row[0] in ("home", "invite", "status", "map", "why", "help"))
    return told, groups


def form_in(language: str) -> Form:
    """The form for a new study."""
    spoken = language if language in ("nl", "en") else "nl"
    fields = tuple((one.key, gettext(spoken, f"new.{one.key}"), one.optional) for one in new_study.FIELDS)
    return Form(gettext(spoken, "form.title"), gettext(spoken, "form.submit"), gettext(spoken, "form.cancel"), fields)


async def run_app(config: Config, store: Store) -> None:
    """Run until SIGTERM or Ctrl-C."""
    app = App(config, store)
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, app.stop)
    await app.run()


assert set(MENU) - {"help"} <= {*COMMANDS, *ANYBODY}
