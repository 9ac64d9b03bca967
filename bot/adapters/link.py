"""Whether one platform can be reached, and why it cannot: said once, by name, whenever that changes.

Law: a platform's adapter says it, the program reads it; never a token, never anybody's words.
"""

from __future__ import annotations

import asyncio
import time

import structlog

from reisleider.bot import metrics

log = structlog.get_logger()


class Link:
    """The line to one platform. ``why`` is what is wrong, by the platform's or the error's own name, None while all is
    well; ``since`` when that began (a monotonic clock's seconds); ``refused``: it does not let us in, and waits for
    another token; ``broken`` rings when that shows while it is served."""

    def __init__(self, platform: str = "") -> None:
        self.platform = platform
        self.why: str | None = "not connected yet"
        self.since = time.monotonic()
        self.refused = False
        self.broken = asyncio.Event()
        metrics.CONNECTED.labels(platform).set(0)

    def up(self) -> None:
        """The platform can be reached."""
        if self.why is not None:
            self.why, self.since, self.refused = None, time.monotonic(), False
            metrics.CONNECTED.labels(self.platform).set(1)
            log.info("connected", platform=self.platform)

    def end(self) -> None:
        """There is none any more: nothing is told of it."""
        metrics.CONNECTED.remove(self.platform)
        log.info("taken away", platform=self.platform)

    def down(self, why: str, *, refused: bool = False) -> None:
        """It cannot, for this reason."""
        if refused:
            self.refused = True
            self.broken.set()
        if why == self.why:
            return
        if self.why is None:
            self.since = time.monotonic()
        self.why = why
        metrics.CONNECTED.labels(self.platform).set(0)
        if self.refused:
            log.error("not let in; reisleider check tells what to mend", platform=self.platform, error=why)
        else:
            log.warning("not connected, tried again by itself", platform=self.platform, error=why)
