"""The program as its operator has it: a process of its own over the local stand-ins, looked at from outside.

Law: starts ``reisleider run`` as it is; ``troubled_machine.py`` alone stands between it and the machine, where a test
says so. It ends well when it is told to, and no loop of it was begun anew.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from running import free_port
from slack_people import Person as SlackPerson
from slack_server import SlackServer
from slack_talks import labels_of
from slack_talks import prepare as prepare_slack
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import prepare
from telling import Teller
from waiting import PATIENCE, until_told

ROOT = Path(__file__).parents[2]
YES = "Ja, ik doe mee"
READING = 9.0  # seconds; what is typed sooner is more of the answer before
IN_SLACK = "tweede"  # the study that people tell about there


@dataclass
class Program:
    """The running program. ``pid`` is the machine's, ``port`` where it tells of its health."""

    child: asyncio.subprocess.Process
    port: int
    log: Path

    @property
    def pid(self) -> int:
        """Its number while it runs; fails where it ended."""
        assert self.child.returncode is None, f"it ended with {self.child.returncode}:\n{self.told()}"
        return self.child.pid

    @property
    def memory(self) -> int:
        """Bytes that it holds in memory."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def told(self) -> str:
        """The end of what it logged."""
        return self.log.read_text()[-3000:] if self.log.is_file() else ""

    async def health(self) -> tuple[int, dict[str, Any]]:
        """What ``/healthz`` says; (0, {}) where it does not answer."""
        limit = aiohttp.ClientTimeout(PATIENCE)
        try:
            async with (
                aiohttp.ClientSession() as web,
                web.get(f"http://127.0.0.1:{self.port}/healthz", timeout=limit) as answer,
            ):
                return answer.status, await answer.json()
        except aiohttp.ClientError:
            return 0, {}

    async def says(self, status: int) -> dict[str, Any]:
        """Wait until ``/healthz`` has this status; returns what it tells."""
        told = await until_told(self._health_while_it_runs, lambda one: one[0] == status)
        found: dict[str, Any] = told[1]
        return found

    async def _health_while_it_runs(self) -> tuple[int, dict[str, Any]]:
        assert self.pid
        return await self.health()


def at(*servers: TelegramServer | SlackServer) -> dict[str, str]:
    """The settings for these stand-ins."""
    found: dict[str, str] = {}
    for server in servers:
        if isinstance(server, SlackServer):
            found["REISLEIDER_SLACK__BOT_TOKEN"] = server.bot_token
            found["REISLEIDER_SLACK__APP_TOKEN"] = server.app_token
            found["REISLEIDER_SLACK__BASE_URL"] = server.base_url
        else:
            found["REISLEIDER_TELEGRAM__TOKEN"] = server.token
            found["REISLEIDER_TELEGRAM__BASE_URL"] = server.base_url
            found["REISLEIDER_TELEGRAM__BASE_FILE_URL"] = server.base_file_url
    return found


@asynccontextmanager
async def program(
    file: Path,
    *servers: TelegramServer | SlackServer,
    machine: Path | None = None,
    within: Sequence[str] = (),
    log: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[Program]:
    """``reisleider run`` as a child, over this database and these stand-ins. ``machine``: the troubles of its machine,
    see ``trouble``; ``within``: a command that starts it; ``log``: where its lines go."""
    port = free_port()
    environ = {
        **{
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        },  # it is started often
        **at(*servers),
        "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
        "REISLEIDER_HTTP__PORT": str(port),
        **(settings or {}),
    }
    how = ("-m", "reisleider.bot") if machine is None else (str(ROOT / "tests/platforms/troubled_machine.py"), machine)
    log = log or file.with_name(f"log-{port}")
    with log.open("wb") as out:
        child = await asyncio.create_subprocess_exec(
            *within, sys.executable, *how, "run", env=environ, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT
        )
        one = Program(child, port, log)
        try:
            yield one
            assert one.pid
            child.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(child.wait(), PATIENCE) == 0, one.told()
            assert "begun anew" not in one.told()
        finally:
            if child.returncode is None:  # the test failed already
                child.kill()
                await child.wait()


def trouble(machine: Path, **troubles: float) -> None:
    """The machine has these troubles from now on, and no others: ``ahead`` seconds of its clock, ``read_only`` and
    ``full`` (1: so it is) for its database."""
    new = machine.with_suffix(".new")
    new.write_text(json.dumps(troubles))
    new.replace(machine)


@dataclass(frozen=True)
class Pair:
    """Two people who were asked whether they take part: Anna on Telegram, Bas in Slack, whom Lia's channel invited."""

    anna: Person
    bas: SlackPerson


@dataclass
class MachineClock:
    """The clock of a machine: ``ahead`` seconds by now."""

    machine: Path
    ahead: float = 0.0

    def put(self, seconds: float) -> None:
        """Put it forth, or back."""
        self.ahead += seconds
        trouble(self.machine, ahead=self.ahead)

    def reading(self, teller: Teller) -> Teller:
        """Somebody who reads before they type, as people do; no test has the time, so the clock goes on by it."""
        says = teller.says

        async def say(words: str) -> None:
            self.put(READING)
            await says(words)

        teller.says = say
        return teller


def set_up(file: Path, slack: SlackServer) -> str:
    """A study for Telegram and one for Slack, with Lia's channel; returns the token that invites on Telegram."""
    token = prepare(file)
    prepare_slack(file, id=IN_SLACK)
    slack.person("ULIA", name="Lia", locale="nl-NL")
    slack.channel("C1", "klantreis", members=["ULIA", "UBAS", slack.bot_user])
    return token


async def both_asked(telegram: TelegramServer, slack: SlackServer, token: str) -> Pair:
    """Both follow their invitation, and are asked whether they take part."""
    anna, bas = telegram.person(8, "Anna", "nl"), slack.person("UBAS", name="Bas", locale="nl-NL")
    await anna.starts(token)
    await anna.hears()
    await slack.people["ULIA"].command("/journey", "invite", "C1")
    await slack.until(lambda: any(labels_of(one) for one in slack.channel("C1").messages))
    invitation = slack.channel("C1").messages[-1]
    await bas.presses(labels_of(invitation)[0], channel="C1", ts=invitation.ts)
    await slack.until(lambda: bas.sees is not None)
    return Pair(anna, bas)


def teller_in_slack(person: SlackPerson) -> Teller:
    """How somebody answers there."""

    async def press(label: str) -> None:
        shown = person.sees
        assert shown is not None
        await (person.selects(label) if len(labels_of(shown)) > 10 else person.presses(label))

    return Teller("nl", person.says, press)
