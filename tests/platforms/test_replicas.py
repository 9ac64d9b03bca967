"""Several programs over one PostgreSQL: nobody's message is lost, said twice or out of order; whoever is killed is
replaced by the others, and a server that goes and comes back is waited for."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from own_server import OwnServer
from running import free_port
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from slack_talks import talk as talk_in_slack
from sqlalchemy import select
from telegram_server import TelegramServer
from telegram_talks import prepare, talk
from waiting import PATIENCE, until

from reisleider.storage import interviews, queues, studies
from reisleider.storage import tables as t
from reisleider.storage.people import address_of
from reisleider.storage.store import Connection, Store

pytestmark = [pytest.mark.server, pytest.mark.crash]
HERE = Path(__file__).parent
FAST = 0.02  # of the pace that platforms allow
TAKEN_OVER = 15.0  # seconds within which another program asks for updates, and what killed ones had in hand is sent


class Replica:
    """One program, which writes to a log."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self.log = log

    async def ready(self) -> None:
        await until(lambda: "ready\n" in self.log.read_text(), self.log.read_text)
        assert self.process.returncode is None, self.log.read_text()

    async def ended(self) -> None:
        """Once it is; one that does not end is killed, and what it did is told."""
        try:
            await asyncio.wait_for(self.process.wait(), PATIENCE)
        except TimeoutError:
            self.process.send_signal(signal.SIGUSR1)
            await until(lambda: "most recent call first" in self.log.read_text())
            self.kill()
            await self.process.wait()
            raise AssertionError(f"did not end in {PATIENCE:g} s: {self.log.read_text()}") from None

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)


def settings(url: str, telegram: TelegramServer, slack: SlackServer | None) -> dict[str, str]:
    names = (f"REISLEIDER_TELEGRAM__BOTS__BOT{number}__TOKEN" for number, _ in enumerate(telegram.beside))
    told = {
        **dict(zip(names, (one.token for one in telegram.beside), strict=True)),
        "REISLEIDER_STORAGE__URL": url,
        "REISLEIDER_HTTP__PORT": "0",
        "REISLEIDER_TELEGRAM__TOKEN": telegram.token,
        "REISLEIDER_TELEGRAM__BASE_URL": telegram.base_url,
        "REISLEIDER_TELEGRAM__BASE_FILE_URL": telegram.base_file_url,
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent))),
    }
    if slack is not None:
        told |= {
            "REISLEIDER_SLACK__BOT_TOKEN": slack.bot_token,
            "REISLEIDER_SLACK__BASE_URL": slack.base_url,
            **({} if slack.request_url else {"REISLEIDER_SLACK__APP_TOKEN": slack.app_token}),
        }
    return told


class Balancer:
    """Brings each request to one of these ports, in turn; where nobody is, to the next."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self.brought: Counter[int] = Counter()
        self._turns = itertools.count()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """While it listens; its address."""
        async with aiohttp.ClientSession() as self._web:
            server = web.Application()
            server.router.add_post("/{path:.*}", self._bring)
            runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.2)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            try:
                yield f"http://127.0.0.1:{runner.addresses[0][1]}"
            finally:
                await runner.cleanup()

    async def _bring(self, request: web.Request) -> web.Response:
        body, turn = await request.read(), next(self._turns)
        for tried in range(len(self.ports)):
            port = self.ports[(turn + tried) % len(self.ports)]
            try:
                async with self._web.post(
                    f"http://127.0.0.1:{port}{request.path_qs}", data=body, headers=request.headers
                ) as answer:
                    self.brought[port] += 1
                    told = await answer.read()
                    return web.Response(status=answer.status, body=told, content_type=answer.content_type)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break  # it had it in hand: whoever brought it brings it again
        return web.Response(status=502)


@asynccontextmanager
async def replicas(
    count: int,
    url: str,
    telegram: TelegramServer,
    slack: SlackServer | None = None,
    scale: float = FAST,
    more: Sequence[Mapping[str, str]] = (),
) -> AsyncIterator[list[Replica]]:
    """So many programs, the first of which stands before the others start; those still there are stopped. ``more``:
    settings of each."""
    started: list[Replica] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for number in range(count):
                log = Path(folder) / f"{number}.log"
                with log.open("w") as written:
                    process = await asyncio.create_subprocess_exec(
                        *(sys.executable, str(HERE / "replica.py"), str(scale)),
                        env={**os.environ, **settings(url, telegram, slack), **(more[number] if more else {})},
                        stdout=written,
                        stderr=asyncio.subprocess.STDOUT,
                    )
                started.append(Replica(process, log))
                await started[-1].ready()
            yield started
        finally:
            for one in started:
                if one.process.returncode is None:
                    one.process.terminate()
            await asyncio.gather(*(one.ended() for one in started))


def sent_in_order(c: Connection) -> dict[int, list[int]]:
    """Per chat of Telegram's, the references of what was sent there, in the order in which it was to be sent."""
    o = t.outbox.c
    sent = o.operation == "send", o.state == queues.SENT, o.address.startswith("telegram|")
    rows = c.execute(select(o.address, o.answer).where(*sent).order_by(o.id))
    order: dict[int, list[int]] = defaultdict(list)
    for address, answer in rows:
        if (answer or {}).get("ref"):
            order[int(address_of(address).chat)].append(int(answer["ref"]))
    return order


def left(c: Connection) -> Counter[str]:
    """What of the outbox was not sent, by what became of it."""
    return Counter(c.execute(select(t.outbox.c.state).where(t.outbox.c.state != queues.SENT)).scalars())


async def all_told(url: str, telegram: TelegramServer, people: int, *, repeats: int = 0) -> None:
    """Everybody told everything, once: what was said stands there once, in its order, but for so many repeats."""
    with Store.open(url) as store:
        await until(lambda: not store.look(left), lambda: str(store.look(left)))
        told = store.look(lambda c: interviews.interviews(c, "zonnevaart"))
        order = store.look(sent_in_order)
        parked = store.look(queues.parked)
    assert [one.state for one in told] == ["completed"] * people
    assert parked == ()
    twice = 0
    for chat, refs in order.items():
        assert refs == sorted(refs), f"out of order in {chat}"
        assert len(refs) == len(set(refs))
        shown = [one.message_id for one in telegram.chat(chat).bot_messages if one.photo is None]
        assert set(refs) >= set(shown) or repeats
        twice += len(set(shown) - set(refs))
    assert twice <= repeats


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_nothing_is_lost_doubled_or_out_of_order(count: int, url_there: str, telegram: TelegramServer) -> None:
    token = prepare(url_there)
    people = [telegram.person(100 + number, f"P{number}", "nl") for number in range(6)]
    async with replicas(count, url_there, telegram):
        for one in people:
            await one.starts(token)
        began = time.monotonic()
        tellers = await asyncio.gather(*(talk(telegram, one) for one in people))
        seconds = time.monotonic() - began
    said = sum(len(one.did) for one in tellers)
    print(f"{count} programs: {said} replies in {seconds:.1f} s, {said / seconds:.1f}/s")

    await all_told(url_there, telegram, len(people))
    assert telegram.called("getUpdates")
    assert not [one for one in telegram.called("getUpdates") if one.answer.get("error_code") == 409]


async def test_who_asks_for_updates_is_killed_and_another_does_so_soon(
    url_there: str, telegram: TelegramServer
) -> None:
    token = prepare(url_there)
    anna, bas = telegram.person(8, "Anna", "nl"), telegram.person(9, "Bas", "nl")
    async with replicas(2, url_there, telegram) as (first, _):
        await anna.starts(token)
        await talk(telegram, anna, after=4)
        first.kill()
        killed = time.monotonic()
        await bas.starts(token)
        await telegram.until(lambda: bas.chat.bot_messages)
        took = time.monotonic() - killed
        await asyncio.gather(talk(telegram, anna), talk(telegram, bas))
    print(f"taken over after {took:.1f} s")

    assert took < TAKEN_OVER
    await all_told(url_there, telegram, 2, repeats=1)


async def test_each_of_several_bots_is_asked_by_one_program_and_taken_over(
    url_there: str, telegram: TelegramServer
) -> None:
    async with TelegramServer("5151:TEST-token_for_tests", 800001, "school_bot") as school:
        telegram.beside.append(school)
        bots = (telegram, school)
        async with replicas(2, url_there, telegram) as (first, _):
            people = [one.person(8, "Anna", "nl") for one in bots]
            for one in people:
                await one.starts()
            for one in people:
                await one.hears()
            first.kill()
            killed = time.monotonic()
            others = [one.person(9, "Bas", "nl") for one in bots]  # nothing of theirs was in hand
            for one in others:
                await one.starts()
            for one in others:
                await one.hears()
            took = time.monotonic() - killed
        for one in bots:
            assert not [call for call in one.called("getUpdates") if call.answer.get("error_code") == 409]
        for one in others:
            assert len(one.chat.bot_messages) == 1
    print(f"both taken over after {took:.1f} s")

    assert took < TAKEN_OVER


async def test_the_database_server_is_killed_and_comes_back(
    url_there: str, telegram: TelegramServer, postgres: OwnServer
) -> None:
    token = prepare(url_there)
    people = [telegram.person(200 + number, f"P{number}", "nl") for number in range(3)]
    async with replicas(2, url_there, telegram) as running:
        for one in people:
            await one.starts(token)
        talks = [asyncio.create_task(talk(telegram, one)) for one in people]
        await telegram.until(lambda: all(len(one.chat.bot_messages) > 5 for one in people))
        postgres.kill()
        await asyncio.to_thread(postgres.start_again)
        await asyncio.gather(*talks)
        assert all(one.process.returncode is None for one in running)

    await all_told(url_there, telegram, len(people), repeats=len(people))


async def test_slack_brings_its_events_to_several(url_there: str, telegram: TelegramServer, slack: SlackServer) -> None:
    prepare_slack(url_there)
    slack.spreads = True
    lia = slack.person("ULIA", name="Lia", locale="nl-NL")
    people = [slack.person(f"UBAS{number}", name=f"B{number}", locale="nl-NL") for number in range(3)]
    slack.channel("C1", "klantreis", members=["ULIA", *(one.id for one in people), slack.bot_user])
    async with replicas(2, url_there, telegram, slack):
        for one in people:
            await lia.command("/journey", f"invite <@{one.id}>", "C1")
            await slack.until(lambda one=one: one.sees is not None)
        await asyncio.gather(*(talk_in_slack(slack, one, "nl") for one in people))

    with Store.open(url_there) as store:
        await until(lambda: not store.look(left), lambda: str(store.look(left)))
        told = store.look(lambda c: interviews.interviews(c, "zonnevaart"))
        assert store.look(queues.parked) == ()
        assert store.look(lambda c: studies.load_study(c, "zonnevaart")) is not None
    assert [one.state for one in told] == ["completed"] * len(people)
    for one in people:
        asked = [m.text for m in slack.dm(one.id).messages if m.user == slack.bot_user and not m.files]
        assert not [text for text, following in pairwise(asked) if text == following and text]


async def test_a_balancer_brings_webhooks_and_signed_requests_to_any_of_them(
    url_there: str, telegram: TelegramServer, slack: SlackServer
) -> None:
    token = prepare(url_there)
    prepare_slack(url_there, id="tweede")
    lia = slack.person("ULIA", name="Lia", locale="nl-NL")
    colleagues = [slack.person(f"UBAS{number}", name=f"B{number}", locale="nl-NL") for number in range(3)]
    customers = [telegram.person(100 + number, f"P{number}", "nl") for number in range(3)]
    slack.channel("C1", "klantreis", members=["ULIA", *(one.id for one in colleagues), slack.bot_user])
    balancer = Balancer([free_port(), free_port()])
    async with balancer.listening() as there:
        slack.request_url = f"{there}/slack"
        alike = {
            "REISLEIDER_TELEGRAM__WEBHOOK_URL": f"{there}/telegram",
            "REISLEIDER_TELEGRAM__WEBHOOK_SECRET": "right-secret-for-tests",
            "REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret,
        }
        each = [{**alike, "REISLEIDER_HTTP__PORT": str(port)} for port in balancer.ports]
        async with replicas(2, url_there, telegram, slack, more=each) as (first, _):
            for one in colleagues:
                await lia.command("/journey", f"invite <@{one.id}>", "C1")
                await slack.until(lambda one=one: one.sees is not None)
            for one in customers:
                await one.starts(token)
            await asyncio.gather(
                *(talk_in_slack(slack, one, "nl") for one in colleagues),
                *(talk(telegram, one, after=10) for one in customers),
            )
            assert min(balancer.brought[port] for port in balancer.ports) > 20
            first.kill()
            await asyncio.gather(*(talk(telegram, one) for one in customers))
            with Store.open(url_there) as store:  # what was in hand when it was killed goes out when its lease ends
                await until(lambda: not store.look(left), lambda: str(store.look(left)))

    await all_told(url_there, telegram, len(customers), repeats=len(customers))
    with Store.open(url_there) as store:
        told = store.look(lambda c: interviews.interviews(c, "tweede"))
    assert [one.state for one in told] == ["completed"] * len(colleagues)
    assert not telegram.called("getUpdates")
    assert not slack.missed_acks
