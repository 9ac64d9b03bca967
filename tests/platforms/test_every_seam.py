"""An exception at any seam, of any kind: the program goes on, and everybody else is served.

A seam is a call to an adapter, an operation on the database by the name of who asks for it, or the drawing of a map.
Those on the database are found by watching the program at work; hypothesis chooses where the exception is thrown.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from running import BURST, Clock, config_for
from telegram_server import TelegramServer
from telegram_talks import LEAD, prepare
from waiting import PATIENCE, until

from reisleider.bot.jobs.duties import duties
from reisleider.bot.maps.post import Drawn, draw_map
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.outbox.call import Deliverable
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.app import App
from reisleider.flows.faults import StoragePause
from reisleider.flows.messages import Address
from reisleider.storage.store import Connection, Store

T = TypeVar("T")
KINDS = (ValueError, KeyError, OverflowError, RuntimeError, RecursionError, UnicodeError, OSError, StoragePause)
ADAPTER = ("deliver", "edit", "remove")
DRAWING = "draw"


class Seams:
    """Every place that was passed; at the one that is armed an exception is thrown, once."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.armed: tuple[str, type[Exception]] | None = None
        self.thrown: list[str] = []

    def at(self, seam: str) -> None:
        self.passed[seam] += 1
        if self.armed is not None and self.armed[0] == seam:
            kind, self.armed = self.armed[1], None
            self.thrown.append(seam)
            raise kind("thrown at a seam")


class Seamed(Store):
    """The database, with a seam at every operation."""

    seams: Seams

    async def run(self, operation: Callable[[Connection], T], of: Address | None = None) -> T:
        return await super().run(self._with_seam(operation), of)

    async def read(self, operation: Callable[[Connection], T]) -> T:
        return await super().read(self._with_seam(operation))

    def _with_seam(self, operation: Callable[[Connection], T]) -> Callable[[Connection], T]:
        def do(c: Connection) -> T:
            self.seams.at(getattr(operation, "__qualname__", "an operation"))
            return operation(c)

        return do


class SeamedAdapter:
    """An adapter as delivery knows it, with a seam at every call."""

    def __init__(self, adapter: Deliverable, seams: Seams) -> None:
        self.adapter, self.seams = adapter, seams

    def __getattr__(self, name: str) -> Any:
        if name in ADAPTER:
            self.seams.at(name)
        return getattr(self.adapter, name)


def ring_all(file: Path) -> None:
    """Every kind of timer is due, for a study and for an interview that may not be there."""
    rows = [(one.job.kind, subject) for one in duties(draw_map) for subject in ("zonnevaart", "nobody")]
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as other, other:
        other.executemany("INSERT INTO timers (kind, subject, fence, due_at, data) VALUES (?, ?, 0, '', 'null')", rows)


def quiet(file: Path) -> bool:
    """Whether nothing waits to be sent."""
    with closing(sqlite3.connect(file)) as reader:
        return reader.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone() == (0,)


async def go_through(choices: list[tuple[int, type[Exception]]], folder: Path) -> Seams:
    """Run the program; throw at one seam after the other while one person is at it, and see that the next is served."""
    file, seams, people = folder / "study.db", Seams(), itertools.count(100)
    token = prepare(file)

    def draw(compiled: Compiled, language: str) -> Drawn:
        seams.at(DRAWING)
        return draw_map(compiled, language)

    async with TelegramServer() as server:
        lead = server.person(LEAD, "Lia", "nl")
        with Seamed.open(f"sqlite:///{file}") as store:
            assert isinstance(store, Seamed)
            store.seams = seams
            app = App(
                config_for(server), store, Clock(), Pacer(LIMITS, 0.001), poll=1, burst=BURST, draw=draw, pause=0.05
            )
            running = asyncio.create_task(app.run())
            await server.until(app.ready.is_set)
            real = app.connected["telegram|4242"]
            app.connected["telegram|4242"] = SeamedAdapter(real, seams)  # type: ignore[assignment]  # as delivery knows it

            async def serve() -> None:
                person = server.person(next(people), "Bea", "nl")
                await person.starts(token)
                await person.hears()
                await person.presses("Ja, ik doe mee")
                await person.hears()

            await serve()  # what is passed when all goes well
            for number, kind in choices:
                often = {seam for seam, times in seams.passed.items() if times > 2}  # it will be passed again
                known = sorted({*often, "deliver", DRAWING})
                seams.armed = (known[number % len(known)], kind)
                unlucky = server.person(next(people), "Anna", "nl")
                await unlucky.starts(token)
                await lead.says("/status")
                await lead.says("/map")
                ring_all(file)
                await until(lambda: seams.armed is None or (not server.unconfirmed and quiet(file)))
                seams.armed = None
                await serve()
                assert not running.done()
            app.stop()
            await asyncio.wait_for(running, PATIENCE)
    return seams


HOW: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.generate,),  # each is a program of its own: what fails is told as it is
}
CHOICES = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(KINDS)), min_size=6, max_size=6)


def go_on_whatever_is_thrown(examples: int, **more: Any) -> None:
    """At each seam that is chosen the program goes on; most that are armed are passed again, and so throw."""
    thrown: list[str] = []

    @settings(max_examples=examples, **more, **HOW)
    @given(CHOICES)
    def goes_on(choices: list[tuple[int, type[Exception]]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            seams = asyncio.run(go_through(choices, Path(folder)))
        assert len(seams.passed) > 10
        thrown.extend(seams.thrown)

    goes_on()
    assert len(thrown) >= examples


def test_an_exception_at_a_seam_stops_nobody_else() -> None:
    go_on_whatever_is_thrown(2, derandomize=True)


@pytest.mark.long
def test_an_exception_at_any_seam_stops_nobody_else() -> None:
    go_on_whatever_is_thrown(40)
