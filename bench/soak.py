"""Many people tell over both platforms at once, for minutes on end: what the program holds stays as it was.

The program runs in a process of its own, over the local stand-ins of both platforms; this one plays the people and
looks at it from outside. Only its asyncio tasks are counted inside. It is looked at from when some people told
all over each platform; a platform over which nobody tells all after that is a fault.

    SOAK_MINUTES=3 make soak
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from running import free_port, kept
from slack_people import Person as SlackPerson
from slack_server import SlackServer
from slack_talks import labels_of
from slack_talks import prepare as prepare_slack
from slack_talks import view_of as slack_view
from telegram_server import TelegramServer
from telegram_talks import prepare, view_of
from telling import Teller, View, tell_all
from waiting import PATIENCE

from reisleider.bot.config import load_config
from reisleider.bot.logs import set_up_logs
from reisleider.bot.serving.app import run_app
from reisleider.storage.store import Store

MINUTES = float(os.environ.get("SOAK_MINUTES", "20"))
RATE = float(os.environ.get("SOAK_RATE", "10"))  # updates a second, both platforms together
PEOPLE = 24  # who tell at once, on each platform
COMING = 150.0  # seconds over which the first of them come: about a whole talk, so that some always begin and some end
ENOUGH = 15  # whole talks over each platform before it is looked at: by then labels were learnt and maps were drawn
WARM = 900.0  # seconds within which so many told all
READING = 8.5  # seconds before somebody types: what comes sooner is more of the answer before it
LOOK = 1.0  # seconds between two looks at the program
MEMORY, MORE, SLOWER = 1.15, 15, 1.5  # times the memory, so many descriptors or tasks more, times the wait
WORK = 1.3  # times the work of an update: what else this machine does is not in it, as it is in a wait
SHORT = (
    1.5  # seconds that a press may wait for its answer: a chat is written to once a second, after what was said before
)
SLOWEST = 3.0  # seconds within which 95 of 100 presses are answered
STUDIES = {"telegram": "zonnevaart", "slack": "tweede"}  # what people tell about, on each platform

Act = Callable[[str], Awaitable[object]]
Until = Callable[[Callable[[], object]], Awaitable[None]]


@dataclass(frozen=True)
class Look:
    """The program at one moment: seconds since the start, bytes, open files, tasks, seconds that it worked, and how
    many updates it was sent."""

    at: float
    memory: int
    files: int
    tasks: int
    worked: float
    sent: int


class Turns:
    """So many updates a second and no more; how long each press was waited for, as (when it was done, seconds)."""

    def __init__(self) -> None:
        self._next = self.began = time.monotonic()
        self.sent = 0
        self.waits: list[tuple[float, float]] = []
        self.told: Counter[str] = Counter()  # whole talks, of each platform
        self.before: Counter[str] = Counter()  # those of them that ended before it was looked at

    def begin(self) -> None:
        """From now on it is looked at; what was before only filled what the program keeps."""
        self.began, self.sent, self.waits, self.before = time.monotonic(), 0, [], self.told.copy()

    async def take(self) -> None:
        """Wait for a turn."""
        self._next = max(self._next, time.monotonic() - 1.0) + 1 / RATE
        await asyncio.sleep(max(0.0, self._next - time.monotonic()))
        self.sent += 1

    async def press(self, act: Callable[[], Awaitable[object]], is_answered: Callable[[], bool], until: Until) -> None:
        """Press when it is one's turn. What is typed may go on in the next message, and is waited for on purpose; a
        press is answered at once."""
        await self.take()
        began = time.monotonic()
        await act()
        await until(is_answered)
        self.waits.append((time.monotonic() - self.began, time.monotonic() - began))


async def serve(told: Path) -> None:
    """The program itself, and beside it who writes down how many tasks there are."""

    async def count() -> None:
        while True:
            _note(told, len(asyncio.all_tasks()))
            await asyncio.sleep(LOOK)

    set_up_logs()
    config = load_config(None, os.environ)
    counting = asyncio.create_task(count())
    with Store.open(config.storage.url) as store:
        await run_app(config, store)
    counting.cancel()


def _note(told: Path, tasks: int) -> None:
    told.write_text(str(tasks))


def look(pid: int, turns: Turns, told: Path) -> Look:
    """The program from outside. Raises OSError where it is gone."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    tasks = int(told.read_text() or 0) if told.exists() else 0
    memory = pages * os.sysconf("SC_PAGE_SIZE")
    files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    worked = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")  # of it and of the system for it
    return Look(time.monotonic() - turns.began, memory, files, tasks, worked, turns.sent)


async def tell(turns: Turns, view: View, until: Until, language: str, says: Act, presses: Act) -> None:
    """One person tells everything, each answer when it is their turn."""

    async def say(words: str) -> None:
        await asyncio.sleep(READING)
        await turns.take()
        await says(words)

    async def press(label: str) -> None:
        before = view()
        await turns.press(lambda: presses(label), lambda: view() != before, until)

    await tell_all(Teller(language, say, press), view, until)


async def tell_on_telegram(server: TelegramServer, turns: Turns, token: str, numbers: Sequence[int]) -> None:
    """One customer after the other."""
    await asyncio.sleep(_comes(numbers[0]))
    for number in numbers:
        person = server.person(number, "Anna", "nl")
        await turns.take()
        await person.starts(token)
        await tell(turns, view_of(person), server.until, "nl", person.says, person.presses)
        turns.told["telegram"] += 1


async def tell_in_slack(server: SlackServer, turns: Turns, numbers: Sequence[int]) -> None:
    """One colleague after the other, invited by the button in the channel."""
    invitation = server.channel("C1").messages[-1]
    await asyncio.sleep(_comes(numbers[0]))
    for number in numbers:
        person = server.person(f"U{number}", name="Bas", locale="nl-NL")
        server.channel("C1").members.add(person.id)

        async def press(label: str, person: SlackPerson = person) -> None:
            await (person.selects(label) if len(labels_of(person.sees)) > 10 else person.presses(label))

        await turns.take()
        await person.presses(labels_of(invitation)[0], channel="C1", ts=invitation.ts)
        await tell(turns, slack_view(person), server.until, "nl", person.says, press)
        turns.told["slack"] += 1


def _comes(number: int) -> float:
    """After how many seconds somebody comes: one after the other, not all at once."""
    return COMING * (number % PEOPLE) / PEOPLE


async def soak(folder: Path) -> bool:
    """Run it all; whether what the program holds stayed flat."""
    file, told = folder / "soak.db", folder / "tasks"
    token = prepare(file)
    prepare_slack(file, id=STUDIES["slack"])
    async with TelegramServer() as telegram, SlackServer() as slack:
        lia = slack.person("ULIA", name="Lia", locale="nl-NL")
        slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
        environ = {
            **os.environ,
            "REISLEIDER_STORAGE__URL": f"sqlite:///{file}",
            "REISLEIDER_HTTP__PORT": str(free_port()),
            "REISLEIDER_TELEGRAM__TOKEN": telegram.token,
            "REISLEIDER_TELEGRAM__BASE_URL": telegram.base_url,
            "REISLEIDER_TELEGRAM__BASE_FILE_URL": telegram.base_file_url,
            "REISLEIDER_SLACK__BOT_TOKEN": slack.bot_token,
            "REISLEIDER_SLACK__APP_TOKEN": slack.app_token,
            "REISLEIDER_SLACK__BASE_URL": slack.base_url,
        }
        with (folder / "log").open("wb") as log:
            child = await asyncio.create_subprocess_exec(
                sys.executable, __file__, "serve", str(told), env=environ, stdout=log, stderr=log
            )
        await lia.command("/journey", "invite", "C1")
        await slack.until(lambda: any(labels_of(one) for one in slack.channel("C1").messages))
        turns = Turns()
        talks = [
            asyncio.create_task(one)
            for place in range(PEOPLE)
            for one in (
                tell_on_telegram(telegram, turns, token, range(1000 + place, 10**9, PEOPLE)),
                tell_in_slack(slack, turns, range(1000 + place, 10**9, PEOPLE)),
            )
        ]
        while not all(turns.told[name] >= ENOUGH for name in STUDIES):
            await asyncio.sleep(LOOK)
            if (
                child.returncode is not None
                or time.monotonic() - turns.began > WARM
                or any(one.done() for one in talks)
            ):
                break
        turns.begin()
        looks: list[Look] = []
        print(
            f"{'minute':>6} {'updates/s':>9} {'MB':>7} {'files':>5} {'tasks':>5}"
            f" {'ms each':>7} {'p50 s':>6} {'p95 s':>6}" + "".join(f" {name:>9}" for name in STUDIES)
        )
        for minute in itertools.count(1):
            sent = turns.sent
            while time.monotonic() - turns.began < min(minute, MINUTES) * 60:
                await asyncio.sleep(LOOK)
                if child.returncode is not None:
                    print((folder / "log").read_text()[-3000:])
                    return False
                looks.append(look(child.pid, turns, told))
                telegram.calls.clear()
                slack.calls.clear()
            print(_line(minute, turns, looks, turns.sent - sent), flush=True)
            if minute >= MINUTES:
                break
        fallen = [one for one in talks if one.done()]
        for one in talks:
            one.cancel()
        failed = [str(one) for one in await asyncio.gather(*talks, return_exceptions=True) if not _is_cancelled(one)]
        child.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(child.wait(), PATIENCE)
        faults = [*_faults(looks, turns), *_lost(file, turns), *(f"a talk failed: {one[:300]}" for one in failed)]
        faults += [f"the program ended with {code}"] if code or fallen else []
        print("flat" if not faults else "\n".join(faults))
        return not faults


def _is_cancelled(outcome: object) -> bool:
    return isinstance(outcome, asyncio.CancelledError)


def _percentile(waits: Sequence[float], part: int) -> float:
    return statistics.quantiles(waits, n=100)[part - 1] if len(waits) > 1 else 0.0


def _work_of(looks: Sequence[Look]) -> float:
    """The seconds that the program worked for an update."""
    return (looks[-1].worked - looks[0].worked) / max(1, looks[-1].sent - looks[0].sent)


def _line(minute: int, turns: Turns, looks: Sequence[Look], sent: int) -> str:
    here = [one for one in looks if one.at >= (minute - 1) * 60]
    waits = [wait for at, wait in turns.waits if at >= (minute - 1) * 60]
    memory, files, tasks = (
        statistics.median(pick(one) for one in here)
        for pick in (lambda one: one.memory / 1e6, lambda one: one.files, lambda one: one.tasks)
    )
    rate = sent / max(1.0, here[-1].at - here[0].at)
    p50, p95 = _percentile(waits, 50), _percentile(waits, 95)
    each = 1000 * _work_of(here)
    held = f"{minute:>6} {rate:>9.1f} {memory:>7.1f} {files:>5.0f} {tasks:>5.0f} {each:>7.1f} {p50:>6.2f} {p95:>6.2f}"
    return held + "".join(f" {turns.told[name] - turns.before[name]:>9}" for name in STUDIES)


def _faults(looks: Sequence[Look], turns: Turns) -> list[str]:
    """What grew between the first half and the second."""
    end = looks[-1].at
    first, last = ([one for one in looks if (one.at < end / 2) is is_first] for is_first in (True, False))
    early, late = ([wait for at, wait in turns.waits if (at < end / 2) is is_first] for is_first in (True, False))
    faults = []
    for name, pick, may in (
        ("memory", lambda one: one.memory, lambda was: was * MEMORY),
        ("open files", lambda one: one.files, lambda was: was + MORE),
        ("tasks", lambda one: one.tasks, lambda was: was + MORE),
    ):
        was, now = (statistics.median(pick(one) for one in part) for part in (first, last))
        if now > may(was):
            faults.append(f"{name} grew from {was:.0f} to {now:.0f}")
    was, now = _work_of(first), _work_of(last)
    if now > was * WORK:
        faults.append(f"the work of an update grew from {was * 1000:.1f} to {now * 1000:.1f} ms")
    was, now = _percentile(early, 95), _percentile(late, 95)
    if now > max(was * SLOWER, SHORT) or now > SLOWEST:
        faults.append(f"95 of 100 presses were answered within {was:.2f} s, later within {now:.2f} s")
    if turns.sent < 0.8 * RATE * end:
        faults.append(f"only {turns.sent / end:.1f} updates a second were sent")
    return faults


def _lost(file: Path, turns: Turns) -> list[str]:
    """Platforms on which nobody told all, and whole talks that do not stand in the database."""
    faults = []
    for platform, study in STUDIES.items():
        told, stored = turns.told[platform], sum(one.ended_at is not None for one in kept(file, study))
        if told == turns.before[platform]:
            faults.append(f"nobody told all over {platform} in this time")
        if stored < told:
            faults.append(f"{told} people told all over {platform}, {stored} of their talks are stored")
    return faults


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(Path(sys.argv[2])))
    else:
        with tempfile.TemporaryDirectory() as made:
            raise SystemExit(0 if asyncio.run(soak(Path(made))) else 1)
