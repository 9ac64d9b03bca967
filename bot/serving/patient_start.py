"""Waits at the start for a database that another program keeps busy, as the running program does later.

Law: what has to be mended is said at once; what only has to be waited for is waited for, and that is said once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar

import structlog

from reisleider.bot.serving.watch import LOOK, PATIENCE
from reisleider.flows.faults import StorageBusy

log = structlog.get_logger()
T = TypeVar("T")


@contextmanager
def waited_for(
    opening: Callable[[], AbstractContextManager[T]], patience: float = PATIENCE, look: float = LOOK
) -> Iterator[T]:
    """What ``opening`` opens, tried until nobody else keeps it busy. ``patience``: seconds until that is given up,
    ``look``: seconds between two tries. Raises StorageBusy then, and at once whatever else opening raises."""
    until = time.monotonic() + patience
    said = False
    with ExitStack() as held:
        while True:
            try:
                opened = held.enter_context(opening())
                break
            except StorageBusy as fault:
                if time.monotonic() > until:
                    raise
                if not said:
                    log.error("the database says no, it is waited for", why=str(fault))
                    said = True
                time.sleep(look)
        yield opened
