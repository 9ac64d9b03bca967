"""What does a job when its time has come: short work on the writer, or slow work beside the loop and the writer.

Law: adding a job is adding its noun and one row of work; whatever it does, its timer rings at most once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import Job, Timer, set_timer, take_timer

J = TypeVar("J", bound=Job)
Do = Callable[[Store, Timer, J, datetime], Awaitable[None]]
Act = Callable[[Connection, J, datetime], datetime | None]
"""Does a job on the writer; returns when to try again, where it is too early."""
Tell = Callable[[Connection], None]
"""Writes what was found out."""
Look = Callable[[Connection, J, datetime], Tell]
"""Finds out what a job asks, reading only; may take seconds."""


@dataclass(frozen=True)
class Work(Generic[J]):
    """What does one kind of job. ``aside``: beside the loop, for it may take seconds; others ring in order."""

    job: type[J]
    do: Do[J]
    aside: bool


def short(job: type[J], act: Act[J]) -> Work[J]:
    """Work that takes milliseconds: one transaction."""

    async def do(store: Store, timer: Timer, job: J, now: datetime) -> None:
        def ring(c: Connection) -> None:
            if not take_timer(c, timer):
                return
            again = act(c, job, now)
            if again is not None:
                set_timer(c, job, again)

        await store.run(ring)

    return Work(job, do, aside=False)


def slow(job: type[J], look: Look[J]) -> Work[J]:
    """Work that takes long to find out: read beside the writer; what it says is written in one short transaction."""

    async def do(store: Store, timer: Timer, job: J, now: datetime) -> None:
        tell = await store.read(lambda c: look(c, job, now))

        def ring(c: Connection) -> None:
            if take_timer(c, timer):
                tell(c)

        await store.run(ring)

    return Work(job, do, aside=True)
