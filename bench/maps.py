"""What a map costs from the database on: everybody's interview read, folded, brought together and told.

Run with ``make bench``. Targets, in CPU: 1,000 interviews in 3 s, and again after ten new ones in 0.5 s; 10,000 in 30 s
and 3 s; at most 2.2 times for each doubling; the fortieth version as the second; opening and finishing an interview the
same from 0 to 10,000 told; a turn in another study waits for at most 50 ms of a map's CPU. Interviews are those of the
demo's customers, with the wordings of many.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from math import log2
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from synthesis import word_it

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.clock import now
from reisleider.bot.demo.play import LINE, PLATFORM, Person, Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.maps.publish import compile_study, publish_map
from reisleider.bot.maps.workshop import Workshop, lend
from reisleider.bot.outbox.delivery import Delivery
from reisleider.flows.journey import Interview, Participant, Study
from reisleider.flows.messages import Address
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIZES = ((1000, 1500), (2000, 2270), (10_000, 6000))
NEW = 10
VERSIONS, BEFORE, EACH = 40, 400, 5  # how many are published, of how many people the first, and how many more each
TOLD = (0, 1000, 10_000)
STUDY = replace(load_demo_study(), keep_until=NOW.date() + timedelta(days=400))
NUMBERS = count()
OTHER = replace(STUDY, id="another")


def told_once() -> tuple[Interview, ...]:
    """The interviews of the demo's customers, as they were told."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/once.db") as store:
        store.do(lambda c: studies.save_study(c, STUDY))
        for person in customers():
            asyncio.run(play(store, STUDY, person, Room()))
        return tuple(one for one in store.do(lambda c: interviews.interviews(c, STUDY.id)) if one.log)


def customers() -> list[Person]:
    """The demo's customers."""
    return [one for one in load_people() if one.track == "customer"]


def another(model: Interview, number: int, wordings: list[str], chance: random.Random) -> Interview:
    """The same interview told by somebody else, who names each touchpoint in their own words."""
    lists = load_script(model.script).lists
    log = tuple(
        replace(one, value=(words := chance.choice(wordings)), verbatim=words)
        if one.kind == "answer" and one.step in lists and isinstance(one.value, str)
        else one
        for one in model.log
    )
    return replace(model, id=f"i{number:05}", participant=f"p{number:05}", log=log)


def add(c: Connection, models: tuple[Interview, ...], numbers: range, wordings: list[str]) -> None:
    """So many more told."""
    script, chance = load_script("customer"), random.Random(numbers.start)
    interviews.keep_script(c, script.revision, script.id, script.source)
    for number in numbers:
        told = another(models[number % len(models)], number, wordings, chance)
        people.add_participant(c, Participant(told.participant, STUDY.id, "customer", told.language, NOW))
        interviews.add_interview(c, told)


def cost(act: Callable[[], object]) -> float:
    """Seconds of CPU of this process."""
    began = time.process_time()
    act()
    return time.process_time() - began


def compiling(store: Store) -> float:
    """Seconds of CPU for one preview."""
    return cost(lambda: store.look(lambda c: compile_study(c, STUDY.id, NOW)))


def sizes(folder: Path, models: tuple[Interview, ...]) -> None:
    """From the database to the map, and again; the databases stay for what follows."""
    print(
        f"\n{'interviews':>10} {'wordings':>9} {'CPU s':>7} {'again':>7} {f'{NEW} new':>7} {'a doubling':>10} {'MB':>5}"
    )
    before: tuple[int, float] | None = None
    for told, distinct in SIZES:
        wordings = word_it(random.Random(told), distinct)
        with Store.open(f"sqlite:///{folder}/{told}.db") as store:
            store.do(lambda c: studies.save_study(c, STUDY))
            store.do(lambda c, many=range(told), words=wordings: add(c, models, many, words))
            first, again = compiling(store), compiling(store)
            store.do(lambda c, many=range(told, told + NEW), words=wordings: add(c, models, many, words))
            more = compiling(store)
        times = "" if before is None else f"{(first / before[1]) ** (1 / log2(told / before[0])):.2f}"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{told:>10} {distinct:>9} {first:>7.2f} {again:>7.2f} {more:>7.2f} {times:>10} {memory:>5}", flush=True)
        before = told, first


def versions(folder: Path, models: tuple[Interview, ...]) -> None:
    """What compiling and publishing costs as more and more versions are out, for each person in them."""
    print(f"\n{'version':>7} {'people':>7} {'CPU s':>7} {'ms a person':>11}")
    wordings = word_it(random.Random(BEFORE), 900)
    with Store.open(f"sqlite:///{folder}/versions.db") as store:
        store.do(lambda c: studies.save_study(c, STUDY))
        store.do(lambda c: add(c, models, range(BEFORE), wordings))
        told = BEFORE
        for number in range(1, VERSIONS + 1):
            when = NOW + timedelta(days=number)
            spent = cost(lambda at=when: publishing(store, at))
            if number in (2, 10, 20, VERSIONS):
                print(f"{number:>7} {told:>7} {spent:>7.2f} {1000 * spent / told:>11.2f}", flush=True)
            store.do(lambda c, many=range(told, told + EACH): add(c, models, many, wordings))
            told += EACH


def publishing(store: Store, when: datetime) -> None:
    """One more version."""
    compiled = store.look(lambda c: compile_study(c, STUDY.id, when))
    store.do(lambda c: publish_map(c, compiled, when))


@dataclass(frozen=True)
class Spent:
    """Milliseconds of CPU from when something was asked until it was done: of the whole process, and of who only reads
    in it, as who makes a map does."""

    all: float
    others: float


class Watch:
    """Measures what one thing takes, from when it is made."""

    def __init__(self) -> None:
        self.began = time.process_time(), _reading()

    def read(self) -> Spent:
        """What was spent so far."""
        return Spent(1000 * (time.process_time() - self.began[0]), 1000 * (_reading() - self.began[1]))


def _reading() -> float:
    """Seconds of CPU that the threads took that read a database."""
    readers = (one.ident for one in threading.enumerate() if one.name.startswith("reader") and one.ident)
    return sum(time.clock_gettime(time.pthread_getcpuclockid(one)) for one in readers)


def hold(store: Store, study: Study, person: Person) -> list[Spent]:
    """What opening one more interview like somebody's took, and then each reply."""
    person = replace(person, name=f"{person.name}-{next(NUMBERS)}")
    address = Address(PLATFORM, "local", person.name)
    room, script = Room(), load_script(person.track)
    seat = room.seats[person.name] = Seat(address, person.name, person.name, now)
    watch = Watch()
    store.do(lambda c: open_interview(c, study, script, address, person.name, person.language, now(), id=person.name))
    spent = [watch.read()]

    async def talk() -> None:
        dispatcher, delivery = Dispatcher(store, now), Delivery(store, {LINE: room}, now, own=show_own)
        await delivery.deliver_due()
        for line in person.transcript.lines:
            if line.act is not None:
                watch = Watch()
                await dispatcher.receive(seat.update(line.act))
                spent.append(watch.read())
                await delivery.deliver_due()

    asyncio.run(talk())
    return spent


def beginning_and_ending(folder: Path) -> None:
    """What the first and the last turn of an interview cost in a study where many told."""
    print(f"\n{'told':>6} {'opening ms':>10} {'last reply ms':>13} {'a reply ms':>10}")
    for told in TOLD:
        with Store.open(f"sqlite:///{folder}/{told}.db") as store:
            store.do(lambda c: studies.save_study(c, STUDY))
            rows = [hold(store, STUDY, one) for _ in range(3) for one in customers()][1:]
        first, last = median(row[0].all for row in rows), median(row[-1].all for row in rows)
        rest = median(one.all for row in rows for one in row[1:])
        print(f"{told:>6} {first:>10.2f} {last:>13.2f} {rest:>10.2f}", flush=True)


def beside(folder: Path, told: int, *, apart: bool) -> tuple[float, int]:
    """The most CPU of others, in milliseconds, that any turn in another study waited for while a map was made, and in
    how many turns. ``apart``: the map is made in a process of its own."""

    async def talk(store: Store) -> list[Spent]:
        made = asyncio.create_task(store.read(lambda c: compile_study(c, STUDY.id, NOW)))
        spent: list[Spent] = []
        while not made.done():
            for one in customers():
                if not made.done():
                    spent += await asyncio.to_thread(hold, store, OTHER, one)
        await made
        return spent

    with Store.open(f"sqlite:///{folder}/{told}.db") as store:
        store.do(lambda c: studies.save_study(c, OTHER))
        workshop: Any = Workshop(store.second_place()) if apart else None
        if workshop is not None:
            lend(store, workshop)
        hold(store, OTHER, customers()[0])
        spent = asyncio.run(talk(store))
        if workshop is not None:
            print(f"its process takes {_megabytes(workshop.pid)} MB")
            workshop.close()
    return max(one.others for one in spent), len(spent)


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text(encoding="utf-8").splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def main() -> None:
    """Print the tables."""
    models = told_once()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes(folder, models)
        versions(folder, models)
        for told in TOLD[1:]:
            for apart in (True, False):
                most, turns = beside(folder, told, apart=apart)
                where = f"while a map of {told} is made {'in its own process' if apart else 'in a thread'}"
                print(f"{where}, others' CPU in a turn is at most {most:.0f} ms (of {turns} turns)", flush=True)
        beginning_and_ending(folder)


if __name__ == "__main__":
    main()
