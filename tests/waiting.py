"""How long a test waits for what must come: one bound for all of them, which the busiest machine keeps.

Law: a wait ends at what it waits for; the bound ends only a wait for what never comes. No other test holds a number of
seconds in which something of ours must be done.
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 90.0  # seconds; what waits takes a hundredth of it on a machine that does nothing else
LOOK = 0.05  # seconds between two looks at what nobody tells of: a log, a database, another program


async def until(
    condition: Callable[[], object],
    told: Callable[[], str] = lambda: "it never came true",
    changed: Callable[[float], Awaitable[object]] = asyncio.sleep,
    seconds: float = PATIENCE,
) -> None:
    """Wait until something is so. ``changed`` returns when there may be something new, after so many seconds at the
    latest; ``told`` says what is so instead. Raises AssertionError where it never becomes so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"did not come true in {seconds:g} s; {told()}"
        await changed(LOOK)


async def until_told(question: Callable[[], Awaitable[Any]], answer: object) -> Any:
    """Ask until the answer is this one (or, where it is a function, until it says yes); returns the last answer."""
    end = time.monotonic() + PATIENCE
    while True:
        told = await question()
        if answer(told) if callable(answer) else told == answer:
            return told
        assert time.monotonic() < end, f"never told in {PATIENCE:g} s; the last answer:\n{told}"
        await asyncio.sleep(LOOK)


async def rings(event: threading.Event) -> None:
    """Wait for an event of another thread, beside the loop."""
    assert await asyncio.to_thread(event.wait, PATIENCE), "the event never came"


def ended(child: subprocess.Popen[Any]) -> int:
    """The code with which another program ends."""
    return child.wait(timeout=PATIENCE)


def work_of(deed: Callable[[], object]) -> float:
    """The seconds that this thread itself works at something: what else the machine does is not in it."""
    began = time.thread_time()
    deed()
    return time.thread_time() - began


@contextmanager
def only_its_own_memory() -> Iterator[None]:
    """What hundreds of tests before this one left in memory is not the program's to go through while it is timed."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
