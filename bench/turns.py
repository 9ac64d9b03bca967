"""What a turn costs all the way: from the update that came to the answers, the position and the outbox on disk.

Run with ``make bench``; ``--profile`` shows where the time goes. People of the demo, many times over, take their turns
all at once and one by one, with the log flushed to disk as always; they are a dozen, so what a reader remembers of
typed words helps all but the first of each. Beside it a bare loop runs the very statements that these turns ran, with
one commit each. Rounds take turns, the best counts. On a busy machine only CPU and the number of statements say
something.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.play import PLATFORM, Person, Room, load_people
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.jobs.timers import Timers
from reisleider.bot.outbox.delivery import Delivery
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Answer, Participant
from reisleider.flows.messages import Address, Message, Update
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.operations import OwnMap
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = 64
CHATTING = 8  # people whose whole way over a chat is measured, one by one
TURNS = 12  # of each person: the story, without consent's start and the end
ROUNDS = 3
TOLD = (0, 100, 1000, 10_000)  # how many told their story before somebody begins
STUDY = replace(load_demo_study(), keep_until=NOW.date() + timedelta(days=400))
CHAT = "telegram"  # a lasting platform: bursts, reminders, used buttons
Statement = tuple[str, Any]  # what the driver was given: a text, and its values
_NO_TURN = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@dataclass(frozen=True)
class Cost:
    """What some turns took: how many, seconds that passed, seconds of CPU of the whole process."""

    turns: int
    seconds: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.turns / self.seconds:>9.0f} {self.cpu / self.turns * 1e3:>10.2f}"


class Recording(sqlite3.Cursor):
    """A cursor that keeps what it is given, in ``kept``, while that is a list."""

    kept: list[Statement] | None = None

    def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        if Recording.kept is not None and not statement.startswith(_NO_TURN):
            Recording.kept.append((statement, values))
        return super().execute(statement, values)

    def executemany(self, statement: str, rows: Any) -> sqlite3.Cursor:
        for values in rows:
            self.execute(statement, values)
        return self


class Recorded(sqlite3.Connection):
    """A connection whose cursors are recorded."""

    def cursor(self, *_: Any) -> Any:
        return super().cursor(Recording)


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Keep every statement of a turn, of whichever connection is opened here, in order."""
    Recording.kept = []
    with patch("sqlite3.connect", partial(sqlite3.connect, factory=Recorded)):
        yield Recording.kept
    Recording.kept = None


def customers() -> tuple[Person, ...]:
    """The demo's customers, as often as people are needed."""
    found = [one for one in load_people() if one.track == "customer"]
    return tuple(found[at % len(found)] for at in range(PEOPLE))


def begin(store: Store, place: str, people: tuple[Person, ...]) -> None:
    """Open everybody's interview; what is said first is taken as sent."""
    script = load_script("customer")
    store.do(lambda c: studies.save_study(c, STUDY))
    for at, person in enumerate(people):
        address, name = Address(place, "1", str(1000 + at)), f"p{at}"
        store.do(
            lambda c, address=address, name=name, person=person: open_interview(
                c, STUDY, script, address, name, person.language, NOW, id=name
            )
        )


def updates(person: Person) -> list[Update]:
    """What this person brings, turn by turn, as their chat would."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/talk.db") as store:
        address, room = Address(PLATFORM, "1", person.name), Room()
        seat = room.seats[person.name] = Seat(address, person.name, person.name, lambda: NOW)
        script = load_script("customer")
        store.do(lambda c: studies.save_study(c, STUDY))
        store.do(lambda c: open_interview(c, STUDY, script, address, person.name, person.language, NOW, id=person.name))

        async def talk() -> list[Update]:
            delivery = Delivery(store, {f"{PLATFORM}|1": room}, lambda: NOW, own=no_picture)
            dispatcher = Dispatcher(store, lambda: NOW)
            await delivery.deliver_due()
            told: list[Update] = []
            for line in person.transcript.lines:
                if line.act is None or line.act.kind not in ("say", "press"):
                    continue
                told.append(seat.update(line.act))
                await dispatcher.receive(told[-1])
                await delivery.deliver_due()
                if len(told) == TURNS:
                    break
            return told

        return asyncio.run(talk())


async def no_picture(_store: Store, _owed: OwnMap, _platform: str) -> Message | None:
    """Nobody's own picture is drawn here: that is another measurement."""
    return None


def everybody(place: str) -> list[list[Update]]:
    """The turns of everybody: a list of rounds, each with one update of each person."""
    people = customers()
    scripts = {person.name: updates(person) for person in people}
    rounds = []
    for turn in range(TURNS):
        one_round = []
        for at, person in enumerate(people):
            brought = scripts[person.name]
            if turn >= len(brought):
                continue
            update = brought[turn]
            said = replace(update.said, interview=None if update.said.interview is None else f"p{at}")
            one_round.append(
                replace(
                    update, key=f"{at}:{turn}", address=Address(place, "1", str(1000 + at)), author=f"p{at}", said=said
                )
            )
        rounds.append(one_round)
    return rounds


def take_all(receipts: Counter[str]) -> None:
    """Nobody's turn may have been parked or lost: it would cost nothing."""
    if set(receipts) - {"accepted"}:
        raise SystemExit(f"Turns were not all taken: {dict(receipts)}; what is measured is not what it says.")


def at_once(store: Store, rounds: list[list[Update]]) -> Cost:
    """Everybody's next turn at the same time."""
    dispatcher = Dispatcher(store, lambda: NOW)

    async def talk() -> None:
        for one_round in rounds:
            take_all(Counter(one.how for one in await asyncio.gather(*map(dispatcher.receive, one_round))))

    return timed(lambda: asyncio.run(talk()), rounds)


def one_by_one(store: Store, rounds: list[list[Update]]) -> Cost:
    """Each turn after the one before it is on disk."""
    dispatcher = Dispatcher(store, lambda: NOW)

    async def talk() -> None:
        for one_round in rounds:
            for update in one_round:
                await dispatcher.receive(update)

    return timed(lambda: asyncio.run(talk()), rounds)


def timed(act: Callable[[], None], rounds: list[list[Update]]) -> Cost:
    began, cpu = time.perf_counter(), time.process_time()
    act()
    return Cost(sum(map(len, rounds)), time.perf_counter() - began, time.process_time() - cpu)


def bare(file: Path, turns: list[list[Statement]], rounds: list[list[Update]]) -> Cost:
    """The same statements on the driver, with nothing around them."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")

    def run() -> None:
        for turn in turns:
            connection.execute("BEGIN IMMEDIATE")
            for statement, values in turn:
                connection.execute(statement, values).fetchall()
            connection.execute("COMMIT")

    cost = timed(run, rounds)
    connection.close()
    return cost


def over_a_chat(store: Store, rounds: list[list[Update]]) -> Cost:
    """Each turn over a lasting platform: kept as a burst, settled by its timer, and what is said back delivered."""
    clock = [NOW]
    room = Room()
    dispatcher = Dispatcher(store, lambda: clock[0], take=converse(Host()))
    timers = Timers(store, lambda: clock[0])
    delivery = Delivery(store, {f"{CHAT}|1": room}, lambda: clock[0], own=no_picture)

    async def talk() -> None:
        for one_round in rounds:
            for update in one_round:
                clock[0] += timedelta(seconds=10)
                await dispatcher.receive(update)
                clock[0] += BURST
                await timers.ring_due()
                await delivery.deliver_due()

    return timed(lambda: asyncio.run(talk()), rounds)


def prepared(folder: Path, place: str) -> Path:
    """A database in which everybody has begun, and has their first question."""
    file = folder / f"begun-{place}.db"
    with Store.open(f"sqlite:///{file}") as store:
        begin(store, place, customers())
        asyncio.run(Delivery(store, {f"{place}|1": Room()}, lambda: NOW, own=no_picture).deliver_due())
    return file


def fresh(begun: Path) -> Path:
    return Path(shutil.copy(begun, begun.with_suffix(".copy")))


def record(begun: Path, rounds: list[list[Update]]) -> list[list[Statement]]:
    """The statements of every turn, one by one."""
    turns: list[list[Statement]] = []
    with recorded() as kept, Store.open(f"sqlite:///{fresh(begun)}") as store:
        dispatcher = Dispatcher(store, lambda: NOW)

        async def talk() -> None:
            for one_round in rounds:
                for update in one_round:
                    kept.clear()
                    await dispatcher.receive(update)
                    turns.append(list(kept))

        asyncio.run(talk())
    return turns


def chat_statements(begun: Path, rounds: list[list[Update]]) -> float:
    """Statements per reply over a lasting platform, with burst, timers and delivery."""
    with recorded() as kept, Store.open(f"sqlite:///{fresh(begun)}") as store:
        kept.clear()
        cost = over_a_chat(store, rounds)
        return len(kept) / cost.turns


def cost_of_beginning(folder: Path, told: int) -> tuple[float, int]:
    """Milliseconds of CPU to begin one more interview where so many told their story, and bytes of what it is given."""
    script, story = load_script("customer"), customers()[0]
    with Store.open(f"sqlite:///{folder / f'told-{told}.db'}") as store:
        store.do(lambda c: studies.save_study(c, STUDY))
        store.do(lambda c: [told_already(c, number) for number in range(told)])
        times = []
        for number in range(20):
            address, name = Address("nowhere", "1", f"new{number}"), f"new{number}"
            began = time.process_time()
            store.do(
                lambda c, address=address, name=name: open_interview(
                    c, STUDY, script, address, name, story.language, NOW, id=name
                )
            )
            times.append(time.process_time() - began)
        size = store.do(
            lambda c: c.exec_driver_sql("SELECT length(givens) FROM interviews WHERE id = 'new19'").scalar()
        )
    return min(times) * 1e3, int(size or 0)


def told_already(c: Connection, number: int) -> None:
    """Somebody who told eight things, two of which hardly anybody else did."""
    script, name = load_script("customer"), f"t{number}"
    people.add_participant(c, Participant(name, STUDY.id, "customer", "nl", NOW))
    interviews.keep_script(c, script.revision, script.id, script.source)
    words = [f"stap {chr(97 + at)}" for at in range(6)] + [f"eigen {number} {at}" for at in range(2)]
    log = tuple(Answer(at + 1, script.lists[0], f"i{at + 1}", told, told, NOW) for at, told in enumerate(words))
    interview, _ = engine.begin(
        script,
        id=name,
        study=STUDY.id,
        participant=name,
        language="nl",
        givens=givens_for(STUDY, script, name),
        now=NOW,
    )
    interviews.add_interview(c, replace(interview, log=log, state="completed", ended_at=NOW))


def profile(begun: Path, rounds: list[list[Update]]) -> None:
    """Where the writer's time goes: what an update's transaction calls, without waiting."""
    profiler = cProfile.Profile()
    with Store.open(f"sqlite:///{fresh(begun)}") as store:
        store.do(lambda _: profiler.enable())
        cost = at_once(store, rounds)
        store.do(lambda _: profiler.disable())
    print(f"{cost.turns} turns on the thread that writes")
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(45)


def best(costs: list[Cost]) -> Cost:
    return Cost(costs[0].turns, min(one.seconds for one in costs), min(one.cpu for one in costs))


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--profile", action="store_true", help="show where the time goes")
    options = asked.parse_args()
    neutral = everybody("nowhere")
    chat = [one_round[:CHATTING] for one_round in everybody(CHAT)]
    with tempfile.TemporaryDirectory() as folder:
        begun, begun_chat = prepared(Path(folder), "nowhere"), prepared(Path(folder), CHAT)
        if options.profile:
            profile(begun, neutral)
            return
        statements = record(begun, neutral)
        ways: dict[str, Callable[[], Cost]] = {
            f"{PEOPLE} at once": lambda: with_store(begun, at_once, neutral),
            "one by one": lambda: with_store(begun, one_by_one, neutral),
            "bare loop, same statements": lambda: bare(fresh(begun), statements, neutral),
            "over a chat, with delivery": lambda: with_store(begun_chat, over_a_chat, chat),
        }
        costs: dict[str, list[Cost]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                costs[name].append(way())
        print(f"{'way':<28} {'turns/s':>9} {'CPU ms':>10}")
        for name, several in costs.items():
            print(f"{name:<28} {best(several)}")
        print(f"statements per turn: {sum(map(len, statements)) / len(statements):.1f}")
        for told in TOLD:
            ms, size = cost_of_beginning(Path(folder), told)
            print(f"beginning where {told:>6} told: {ms:>6.1f} ms of CPU, {size:>6} bytes given")
        print(f"statements per reply over a chat, with delivery: {chat_statements(begun_chat, chat):.1f}")


def with_store(begun: Path, way: Callable[[Store, list[list[Update]]], Cost], rounds: list[list[Update]]) -> Cost:
    with Store.open(f"sqlite:///{fresh(begun)}") as store:
        return way(store, rounds)


if __name__ == "__main__":
    main()
