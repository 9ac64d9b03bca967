"""The whole program as a process, and a machine that gives it trouble: it goes on by itself, and nothing is lost.

What the machine does is real where a test can do it to a real one: another program's lock, a file that may not grow, a
disk of two megabytes, SIGSTOP, too few descriptors. Only its clock, and a database that SQLite lets nobody write, are
made so by ``troubled_machine.py``.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from running import kept
from slack_server import SlackServer
from slack_talks import view_of as slack_view
from telegram_server import TelegramServer
from telegram_talks import prepare, teller_of, view_of
from telling import STEPS, tell_all
from waiting import PATIENCE, until
from whole_program import (
    IN_SLACK,
    YES,
    MachineClock,
    Pair,
    Program,
    both_asked,
    program,
    set_up,
    teller_in_slack,
    trouble,
)

pytestmark = pytest.mark.crash
MINUTE = 60.0  # seconds
MORE = 150  # people who come while nothing can be written
MEGABYTE = 2**20


@contextmanager
def locked(file: Path, _: Program) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=PATIENCE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def grown(file: Path, one: Program) -> Iterator[None]:
    """No file of the program may grow any more, its log neither."""
    soft, hard = resource.prlimit(one.pid, resource.RLIMIT_FSIZE)
    size = min(part.stat().st_size for part in (file, Path(f"{file}-wal")) if part.exists())
    resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (min(size, 4096), hard))
    yield
    resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def gone(file: Path, _: Program) -> Iterator[None]:
    """The file is not where it was: SQLite writes it no more, and opens it nowhere."""
    away = file.with_suffix(".away")
    file.rename(away)
    yield
    away.rename(file)


@contextmanager
def read_only(file: Path, _: Program) -> Iterator[None]:
    """SQLite says of the file that it is read-only."""
    trouble(file.with_suffix(".machine"), read_only=1)
    yield
    trouble(file.with_suffix(".machine"))


@contextmanager
def full(file: Path, _: Program) -> Iterator[None]:
    """SQLite says that there is no room for one page more."""
    trouble(file.with_suffix(".machine"), full=1)
    yield
    trouble(file.with_suffix(".machine"))


@contextmanager
def no_descriptors(_: Path, one: Program) -> Iterator[None]:
    """The program may open nothing more than what it has open."""
    soft, hard = resource.prlimit(one.pid, resource.RLIMIT_NOFILE)
    opened = max(int(part.name) for part in Path(f"/proc/{one.pid}/fd").iterdir())
    resource.prlimit(one.pid, resource.RLIMIT_NOFILE, (opened + 1, hard))
    yield
    resource.prlimit(one.pid, resource.RLIMIT_NOFILE, (soft, hard))


Trouble = Callable[[Path, Program], AbstractContextManager[None]]
WHY = {
    locked: "kept busy by another program",
    grown: "the disk",
    gone: "is not where it was",
    read_only: "cannot be written",
    full: "the disk is full",
}


def said_once(texts: list[str]) -> bool:
    return len(texts) == len(set(texts))


@pytest.mark.parametrize("how", WHY)
async def test_a_database_that_says_no_and_comes_back(telegram: TelegramServer, file: Path, how: Trouble) -> None:
    token, machine = prepare(file), file.with_suffix(".machine")
    trouble(machine)
    anna = telegram.person(8, "Anna", "nl")
    async with program(file, telegram, machine=machine) as one:
        await anna.starts(token)
        await anna.hears()
        await one.says(200)
        asked = len(anna.chat.bot_messages)
        with how(file, one):
            await anna.presses(YES)
            await anna.says("x" * 4000)  # more than what is free in the file
            assert WHY[how] in (await one.says(503))["database"]["why"]
            assert telegram.unconfirmed
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked and not telegram.unconfirmed)
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}
    assert kept(file)[0].log[0].step == "consent"
    assert said_once([sent.text for sent in anna.chat.bot_messages])


async def _asked_on(telegram: TelegramServer, slack: SlackServer, pair: Pair, before: tuple[int, int]) -> None:
    """Until both were asked the question after the first."""
    await telegram.until(lambda: len(pair.anna.chat.bot_messages) > before[0] and not telegram.unconfirmed)
    await slack.until(lambda: len(slack.dm(pair.bas.id).messages) > before[1] + 1)  # his own word is one of them


def _lost_nothing(file: Path, pair: Pair, slack: SlackServer) -> None:
    for study in ("zonnevaart", IN_SLACK):
        assert [line.step for line in kept(file, study)[0].log] == ["consent"]
    assert said_once([sent.text for sent in pair.anna.chat.bot_messages])
    assert said_once([sent.text for sent in slack.dm(pair.bas.id).messages])
    assert slack.missed_acks == []


async def test_a_database_locked_for_a_minute_while_many_come(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token = set_up(file, slack)
    slack.ack, slack.retry_scale = 3.0, MINUTE / 3  # four tries in a good minute, as Slack makes them
    async with program(file, telegram, slack) as one:
        pair = await both_asked(telegram, slack, token)
        await one.says(200)
        before = len(pair.anna.chat.bot_messages), len(slack.dm("UBAS").messages)
        held = one.memory
        began = time.monotonic()
        with locked(file, one):
            await pair.anna.presses(YES)
            saying = asyncio.create_task(pair.bas.says("ja"))
            more = [telegram.person(100 + number, "Bea", "nl") for number in range(MORE)]
            for person in more:
                await person.starts(token)
            polls = len(telegram.called("getUpdates"))
            assert "kept busy" in (await one.says(503))["database"]["why"]
            await until(lambda: time.monotonic() - began > MINUTE, seconds=2 * MINUTE)
            assert (await one.health())[0] == 503
            assert telegram.unconfirmed == MORE + 1  # nothing was taken that could not be written
            assert len(telegram.called("getUpdates")) - polls <= MINUTE  # nor asked for again and again
            assert one.memory - held < 30 * MEGABYTE
        await saying
        await _asked_on(telegram, slack, pair, before)
        await telegram.until(lambda: all(len(person.chat.bot_messages) == 1 for person in more))
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}
    _lost_nothing(file, pair, slack)
    assert len(kept(file)) == MORE + 1


async def test_a_database_another_program_keeps_for_itself_at_the_start(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        async with program(file, telegram) as one:
            await until(lambda: one.pid and "it is waited for" in one.told())
            other.execute("ROLLBACK")
            other.close()
            await anna.starts(token)
            await anna.hears()
            await one.says(200)


OWN = ("unshare", "--user")  # as somebody who is nobody here, and may do what anybody may
SMALL = ("unshare", "--map-root-user", "--mount", "sh", "-c")  # with mounts of one's own


def lets(*command: str) -> bool:
    """Whether this machine lets us do that."""
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


async def test_a_disk_that_is_full_of_others_files_and_is_freed(telegram: TelegramServer, tmp_path: Path) -> None:
    if not lets(*SMALL, "mount -t tmpfs tmpfs /mnt"):
        pytest.skip("this machine lets nobody make a small disk of their own")
    made, disk = tmp_path / "made.db", tmp_path / "disk"
    token = prepare(made)
    disk.mkdir()
    mount = f'mount -t tmpfs -o size=4m tmpfs {disk} && cp {made} {disk}/study.db && exec "$0" "$@"'
    anna = telegram.person(8, "Anna", "nl")
    async with program(disk / "study.db", telegram, within=(*SMALL, mount), log=tmp_path / "log") as one:
        await anna.starts(token)
        await anna.hears()
        await one.says(200)
        there = Path(f"/proc/{one.pid}/root{disk}")  # the disk as the program sees it
        asked = len(anna.chat.bot_messages)
        _fill(there / "others.bin")
        await anna.presses(YES)
        await anna.says("x" * 4000)
        assert "the disk is full" in (await one.says(503))["database"]["why"]
        assert telegram.unconfirmed
        (there / "others.bin").unlink()
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked and not telegram.unconfirmed)
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}
        for part in ("study.db", "study.db-wal"):
            shutil.copy(there / part, tmp_path / part)
    assert kept(tmp_path / "study.db")[0].log[0].step == "consent"
    assert said_once([sent.text for sent in anna.chat.bot_messages])


def _fill(file: Path) -> None:
    """Write until there is no room for a byte more."""
    for size in (65536, 4096, 1):
        with file.open("ab", buffering=0) as out:
            try:
                while out.write(b"0" * size):
                    pass
            except OSError:
                continue


async def test_lines_of_a_log_that_cannot_be_written_end_nothing(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with program(file, telegram, log=Path("/dev/full")) as one:
        await anna.starts(token)
        await anna.hears()
        asked = len(anna.chat.bot_messages)
        with locked(file, one):
            await anna.presses(YES)
            await one.says(503)  # and says so in its log
        await telegram.until(lambda: len(anna.chat.bot_messages) > asked)
        await one.says(200)


async def test_a_database_that_may_not_be_written_at_the_start_is_one_sentence(
    telegram: TelegramServer, file: Path
) -> None:
    token, anna = prepare(file), telegram.person(8, "Anna", "nl")
    may_be(file, 0o444)
    nobody = OWN if os.geteuid() == 0 else ()  # root may write everything
    if nobody and not lets(*nobody, "true"):
        pytest.skip("this machine lets root be nobody else")
    code, told = await _ended(file, telegram, nobody)
    assert (code, told.count("\n")) == (2, 1), told
    assert "cannot be written; give this account write permission on it" in told
    may_be(file, 0o644)
    async with program(file, telegram, within=nobody) as one:
        await anna.starts(token)
        await anna.hears()
        await one.says(200)


def may_be(file: Path, mode: int) -> None:
    """What its owner may do with a file."""
    file.chmod(mode)


async def _ended(file: Path, server: TelegramServer, within: tuple[str, ...]) -> tuple[int, str]:
    """The code with which the program ends that cannot begin, and what it says."""
    said = file.with_suffix(".said")
    with pytest.raises(AssertionError, match="it ended with 2"):
        async with program(file, server, within=within, log=said) as one:
            await until(lambda: one.pid is None)
    return one.child.returncode or 0, said.read_text()


async def test_a_program_that_was_stopped_for_a_minute_goes_on(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token = set_up(file, slack)
    slack.ack, slack.retry_scale = 3.0, MINUTE / 3
    async with program(file, telegram, slack) as one:
        pair = await both_asked(telegram, slack, token)
        before = len(pair.anna.chat.bot_messages), len(slack.dm("UBAS").messages)
        began = time.monotonic()
        one.child.send_signal(signal.SIGSTOP)
        await pair.anna.presses(YES)
        saying = asyncio.create_task(pair.bas.says("ja"))
        await until(lambda: time.monotonic() - began > MINUTE, seconds=2 * MINUTE)
        assert (len(pair.anna.chat.bot_messages), telegram.unconfirmed) == (before[0], 1)
        one.child.send_signal(signal.SIGCONT)
        await saying
        await _asked_on(telegram, slack, pair, before)
        await one.says(200)
    _lost_nothing(file, pair, slack)


async def test_a_program_that_was_stopped_for_five_minutes_by_its_clock_while_connections_broke(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token, machine = set_up(file, slack), file.with_suffix(".machine")
    trouble(machine)
    async with program(file, telegram, slack, machine=machine) as one:
        pair = await both_asked(telegram, slack, token)
        before = len(pair.anna.chat.bot_messages), len(slack.dm("UBAS").messages)
        telegram.fail("sendMessage", "timeout")  # a call is in hand, and is never answered
        await pair.anna.presses(YES)
        await telegram.until(lambda: any("no answer" in str(call.answer) for call in telegram.called("sendMessage")))
        one.child.send_signal(signal.SIGSTOP)
        await slack.disconnect()
        trouble(machine, ahead=300)  # by which the claim of that call is long over
        one.child.send_signal(signal.SIGCONT)
        await pair.bas.says("ja")
        await _asked_on(telegram, slack, pair, before)
        await one.says(200)
    _lost_nothing(file, pair, slack)


async def test_a_program_without_descriptors_goes_on_when_it_has_them(telegram: TelegramServer, file: Path) -> None:
    token = prepare(file)
    anna = telegram.person(8, "Anna", "nl")
    async with program(file, telegram) as one:
        await anna.starts(token)
        await anna.hears()
        await one.says(200)
        with no_descriptors(file, one):
            await anna.presses(YES)
            await telegram.until(lambda: one.pid and telegram.unconfirmed)
        await anna.hears()
        await telegram.until(lambda: not telegram.unconfirmed)
        await one.says(200)
    assert [line.step for line in kept(file)[0].log] == ["consent"]


def _says_that_it_cannot(one: Program) -> bool:
    """Whether the line to Slack, or a new connection, is known to be wanting."""
    return any(sign in one.told() for sign in ("not connected", "selector_events.py", "base_events.py"))


FEW, MANY = 64, 150  # descriptors that the program has, connections that somebody opens


async def test_somebody_who_takes_every_descriptor_by_opening_connections(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token = set_up(file, slack)
    async with program(file, telegram, slack, within=("sh", "-c", f'ulimit -n {FEW} && exec "$0" "$@"')) as one:
        pair = await both_asked(telegram, slack, token)
        await one.says(200)
        before = len(pair.anna.chat.bot_messages), len(slack.dm("UBAS").messages)
        held = [await asyncio.open_connection("127.0.0.1", one.port) for _ in range(MANY)]
        await until(lambda: len(list(Path(f"/proc/{one.pid}/fd").iterdir())) >= FEW - 1)
        bea = telegram.person(9, "Bea", "nl")
        await bea.starts(token)
        await pair.anna.presses(YES)
        await slack.disconnect()  # and the new line needs a descriptor that nobody has
        await until(lambda: one.pid and _says_that_it_cannot(one))
        for _, writer in held:
            writer.close()
        await pair.bas.says("ja")
        await _asked_on(telegram, slack, pair, before)
        await telegram.until(lambda: bea.chat.bot_messages)
        assert (await one.says(200))["parked"] == {"updates": 0, "calls": 0, "jobs": 0}
    _lost_nothing(file, pair, slack)


@pytest.mark.parametrize("hours", [3, -3])
async def test_a_clock_that_is_put_hours_forth_or_back_while_people_tell(
    telegram: TelegramServer, slack: SlackServer, file: Path, hours: int
) -> None:
    token, clock = set_up(file, slack), MachineClock(file.with_suffix(".machine"))
    clock.put(0)
    async with program(file, telegram, slack, machine=clock.machine) as one:
        pair = await both_asked(telegram, slack, token)
        anna, bas = clock.reading(teller_of(pair.anna)), clock.reading(teller_in_slack(pair.bas))
        telling = asyncio.create_task(tell_all(bas, slack_view(pair.bas), slack.until, after=14))  # whatever it says
        await tell_all(anna, view_of(pair.anna), telegram.until, before="Wat deed je eerst")
        for put in (hours, -hours):
            asked, failed = len(pair.anna.chat.bot_messages), len(telegram.called("sendMessage"))
            telegram.fail("sendMessage", "500", times=1)  # what failed waits, by this clock
            await anna.says(anna.steps.pop(0))
            await telegram.until(lambda failed=failed: len(telegram.called("sendMessage")) > failed)
            clock.put(put * 3600)
            await telegram.until(lambda asked=asked: len(pair.anna.chat.bot_messages) > asked)
        await tell_all(anna, view_of(pair.anna), telegram.until, after=6)
        await telling
        await one.says(200)
    _told_each_once(file)


def _told_each_once(file: Path) -> None:
    """Both told what they did, each thing once and in order, and each question was answered once."""
    for study in ("zonnevaart", IN_SLACK):
        (interview,) = kept(file, study)
        assert [line.verbatim for line in interview.log if line.verbatim in STEPS["nl"]] == list(STEPS["nl"])


async def test_two_programs_on_one_database_double_nothing(
    telegram: TelegramServer, slack: SlackServer, file: Path
) -> None:
    token, clock = set_up(file, slack), MachineClock(file.with_suffix(".machine"))
    clock.put(0)
    slack.spreads = True  # each hears half; Telegram lets the newer of two poll, and they take turns
    here = partial(program, file, telegram, slack, machine=clock.machine)
    async with here() as first, here() as second:
        pair = await both_asked(telegram, slack, token)
        await asyncio.gather(
            tell_all(clock.reading(teller_of(pair.anna)), view_of(pair.anna), telegram.until, after=16),
            tell_all(clock.reading(teller_in_slack(pair.bas)), slack_view(pair.bas), slack.until, after=16),
        )
        await slack.people["ULIA"].command("/journey", "map", "C1")
        await slack.until(lambda: len(slack.channel("C1").messages) > 1)
        assert first.pid != second.pid
        assert "another program polls" in first.told() + second.told()  # it is said that there are two
        await until(
            lambda: _count(file, "outbox WHERE state = 'waiting' AND address NOT LIKE 'telegram|4242|7|%'") == 0
        )
    _told_each_once(file)
    shown = [one for one in slack.dm("UBAS").messages if one.user == slack.bot_user]
    for place, messages in (
        ("telegram|4242|8|%", pair.anna.chat.bot_messages),
        ("slack|%UBAS|%", shown),
        ("slack|%|C1|%", slack.channel("C1").messages),
    ):
        sent = _count(
            file, f"outbox WHERE state = 'sent' AND operation IN ('send', 'own-map') AND address LIKE '{place}'"
        )
        assert len(messages) == sent > 1
    assert _count(file, "posts") == 1  # the map was posted once, whichever of them drew it


def _count(file: Path, which: str) -> int:
    """How many rows are so."""
    with closing(sqlite3.connect(file)) as c:
        return int(c.execute(f"SELECT count(*) FROM {which}").fetchone()[0])
