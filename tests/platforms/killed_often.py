"""A program that is killed again and again, and what came of it: whose answers stand there, and what was said twice.

Law: looks from outside, at the database and at what stands in the chats; what somebody answered is known by what they
did, played through the engine alone.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from bisect import bisect
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from slack_people import Person as SlackPerson
from slack_people import buttons_of
from slack_server import SlackServer
from sqlalchemy import select
from telegram_people import Person
from telegram_server import TelegramServer
from waiting import PATIENCE, until

from reisleider.bot.adapters.button import read_carried
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import queues
from reisleider.storage import tables as t
from reisleider.storage.people import address_of
from reisleider.storage.store import Connection

HERE = Path(__file__).parent
IDLE = 10.0  # times as long as it is to work: by then there is nothing to do
Repeats = Counter[tuple[str, int]]
"""How often something was said that was said once more later, by the chat and by the life in which that was, from 1."""


class Reborn:
    """The program as ``reborn.py`` begins it. ``begun``: when each life began, in monotonic seconds."""

    def __init__(self, keeper: asyncio.subprocess.Process, log: Path) -> None:
        self._keeper = keeper
        self._log = log
        self._pid = 0
        self.begun: list[float] = []

    @classmethod
    async def made(cls, machine: Path, scale: float, settings: Mapping[str, str], log: Path) -> Reborn:
        """With nothing running yet."""
        with log.open("wb") as out:
            keeper = await asyncio.create_subprocess_exec(
                *(sys.executable, str(HERE / "reborn.py"), str(machine), str(scale)),
                env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent)))},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=out,
                start_new_session=True,
            )
        return cls(keeper, log)

    async def begin(self) -> None:
        """Begin it, and wait until it stands."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(b"begin\n")
        await self._keeper.stdin.drain()
        self._pid = int(await self._hear("pid"))
        self.begun.append(time.monotonic())  # what the one before had handed to the machine has come by now
        await self._hear("ready")

    async def lives(self, seconds: float) -> None:
        """Wait until it worked for so long, however little of the machine it has; or has nothing to do."""
        end, began = time.monotonic() + IDLE * seconds, self._worked()
        await until(lambda: self._worked() - began >= seconds or time.monotonic() > end)

    def _worked(self) -> float:
        """The seconds that it worked so far."""
        stat = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    async def kill(self) -> None:
        """End it by ``kill -9``."""
        os.kill(self._pid, signal.SIGKILL)
        assert await self._hear("ended") == str(-signal.SIGKILL)

    async def stop(self) -> None:
        """Tell it to end, and see that it does so well."""
        os.kill(self._pid, signal.SIGTERM)
        assert await self._hear("ended") == "0", self.told()

    async def close(self) -> None:
        """Leave nothing behind."""
        os.killpg(self._keeper.pid, signal.SIGKILL)  # itself, and the one that it waits for
        await self._keeper.wait()

    def told(self) -> str:
        """The end of what was logged."""
        return self._log.read_text()[-3000:]

    async def _hear(self, word: str) -> str:
        assert self._keeper.stdout is not None
        line = (await asyncio.wait_for(self._keeper.stdout.readline(), PATIENCE)).decode().split()
        assert line[:1] == [word], f"{line} instead of {word}:\n{self.told()}"
        return line[1] if len(line) > 1 else ""


@dataclass
class Acts:
    """What one person did, in order, and how: ``says`` and ``presses`` as ``Teller`` wants them."""

    chat: str
    says: Callable[[str], Awaitable[object]]
    presses: Callable[[str], Awaitable[object]]
    did: list[Said] = field(default_factory=list)


def acts_on_telegram(person: Person) -> Acts:
    """Somebody there; each press is made once, and Telegram brings it until it is taken."""

    async def says(words: str) -> None:
        ref = await person.says(words)
        acts.did.append(Said("text", text=words, ref=str(ref), numbered=False))

    async def presses(label: str) -> None:
        shown = next(
            (one, button.data)
            for one in reversed(person.chat.bot_messages)
            for row in one.buttons
            for button in row
            if button.text == label
        )
        acts.did.append(_press(shown[1], str(shown[0].message_id)))
        await person.presses(str(shown[1]), shown[0].message_id)

    acts = Acts(str(person.id), says, presses)
    return acts


def acts_in_slack(server: SlackServer, person: SlackPerson) -> Acts:
    """Somebody there; where Slack says that a press was not heard they press again."""

    async def says(words: str) -> None:
        where = server.dm(person.id)
        before = len(where.messages)
        saying = asyncio.create_task(person.says(words))
        await until(lambda: len(where.messages) > before)
        ref = next(one.ts for one in where.messages[before:] if one.user == person.id)
        acts.did.append(Said("text", text=words, ref=ref, numbered=False))
        await saying

    async def presses(label: str) -> None:
        mine = [one for one in server.dm(person.id).messages if one.user == server.bot_user]
        message, value = next(
            (one, value) for one in reversed(mine) for words, _, value in buttons_of(one) if words == label
        )
        acts.did.append(_press(value, message.ts))
        missed = -1
        while server.missed_of[person.id] > missed and value in [one for *_, one in buttons_of(message)]:
            missed = server.missed_of[person.id]
            await (person.selects(label) if len(buttons_of(message)) > 10 else person.presses(value, ts=message.ts))

    acts = Acts(server.dm(person.id).id, says, presses)
    return acts


def _press(data: str | None, ref: str) -> Said:
    carried = read_carried(data)
    assert carried is not None, data
    return Said("press", choice=carried.choice, turn=carried.turn, interview=carried.interview, ref=ref)


def differs(interview: Interview, acts: Acts) -> str:
    """Where an interview is not what this person did, played through the engine alone as if nobody was killed; "" where
    it is just that. Messages that were written before the answer to the first stood there may be one answer."""
    script, stored = load_script(interview.script), _log_of(interview)
    assert script.revision == interview.revision
    begun, _ = engine.begin(
        script,
        id=interview.id,
        study=interview.study,
        participant=interview.participant,
        language=interview.language,
        givens=interview.givens,
        now=interview.began_at,
    )
    longest = 0

    def leads_there(alone: Interview, did: int) -> bool:
        nonlocal longest
        told = _log_of(alone)
        if stored[: len(told)] != told:
            return False
        longest = max(longest, len(told))
        if did == len(acts.did):
            return (stored, _place_of(interview)) == (told, _place_of(alone))
        return any(
            leads_there(engine.turn(script, alone, said, interview.began_at)[0], did + many)
            for many, said in _readings(acts.did[did:])
        )

    if leads_there(begun, 0):
        return ""
    return f"{acts.chat}: {stored[longest : longest + 2] or _place_of(interview)} after {acts.did}"


def _readings(did: list[Said]) -> Iterator[tuple[int, Said]]:
    """How the next thing that somebody did may have been taken: by how many of their messages, and as what."""
    yield 1, did[0]
    words = list(takewhile(lambda one: one.kind == "text", did))
    for many in range(1, len(words) + 1):
        parts = tuple((str(one.ref), one.text) for one in words[:many])
        text = "\n".join(words for _, words in parts)
        yield many, Said("text", text=text, ref=parts[0][0], parts=parts if many > 1 else ())


def _log_of(interview: Interview) -> list[tuple[object, ...]]:
    """What its log says, without when it was said."""
    return [(one.seq, one.step, one.item, one.kind, one.value, one.verbatim, one.turn) for one in interview.log]


def _place_of(interview: Interview) -> tuple[object, ...]:
    return interview.state, interview.item, interview.turn, interview.draft


def sent(c: Connection) -> dict[str, list[str]]:
    """Per chat, the references of what is known to have been sent there, in the order in which it was to be sent."""
    o = t.outbox.c
    order: dict[str, list[str]] = {}
    rows = c.execute(select(o.address, o.answer).where(o.operation == "send", o.state == queues.SENT).order_by(o.id))
    for address, answer in rows:
        order.setdefault(address_of(address).chat, []).append(str((answer or {}).get("ref")))
    return order


def repeats_on_telegram(server: TelegramServer, known: Mapping[str, list[str]], lives: list[float]) -> Repeats:
    """What was said there and is not known to have been."""
    found: Repeats = Counter()
    for call in server.called("sendMessage"):
        if call.answer.get("ok"):
            chat, ref = str(call.params["chat_id"]), str(call.answer["result"]["message_id"])
            found[chat, bisect(lives, call.at)] += ref not in known.get(chat, ())
    return +found


def repeats_in_slack(server: SlackServer, known: Mapping[str, list[str]], lives: list[float]) -> Repeats:
    """What was said there and is not known to have been."""
    found: Repeats = Counter()
    refs = {ref for order in known.values() for ref in order}
    for call in server.calls:
        if call.method == "chat.postMessage" and call.answer.get("ok"):
            found[str(call.params["channel"]), bisect(lives, call.at)] += call.answer["ts"] not in refs
    return +found
