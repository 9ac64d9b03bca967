"""Where the outcome of an operation lands: with a thread that waits, or in an event loop.

Law: an event loop is woken once for all that a commit brought it, in the order in which it was asked; one that ended
meanwhile is told nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any


class Awaited:
    """What a coroutine waits for; made in its event loop. Who gives up before it began is not waited for either."""

    __slots__ = ("future", "loop")

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()  # of what its own operation returns

    def set_running_or_notify_cancel(self) -> bool:
        """Whether somebody waits for it still, as a thread's future says it."""
        return not self.future.cancelled()


Landing = Future[Any] | Awaited  # the same
Outcome = tuple[Landing, object, BaseException | None]


def bring(outcomes: Iterable[Outcome]) -> None:
    """Tell everybody what came of theirs."""
    loops: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        landing, result, failure = outcome
        if isinstance(landing, Awaited):
            loops.setdefault(landing.loop, []).append(outcome)
        elif failure is None:
            landing.set_result(result)
        else:
            landing.set_exception(failure)
    for loop, several in loops.items():
        with suppress(RuntimeError):  # it is closed, and nobody waits there any more
            loop.call_soon_threadsafe(_land, several)


def _land(outcomes: list[Outcome]) -> None:
    for landing, result, failure in outcomes:
        future = landing.future if isinstance(landing, Awaited) else landing
        if future.cancelled():
            continue
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)
