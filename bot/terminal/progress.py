"""Shows in a terminal how far a long compile is.

Law: on standard error and only in a terminal, so that what is written stays clean; it vanishes when done; a compile
that is over in a blink shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status

from reisleider.flows.synthesis.progress import LONG, Progress, Stage
from reisleider.renderers.words.catalog import gettext

EVERY = 25  # interviews between two changes of the line


@contextmanager
def shown(language: str, console: Console | None = None) -> Iterator[Progress]:
    """A listener for a compile that tells the person at the terminal, in their language."""
    here = console or Console(stderr=True)
    status = Status("", console=here)

    def tell(stage: Stage, done: int, total: int) -> None:
        if stage == "read" and total < LONG:
            return
        if stage == "read" and done == 0 and here.is_terminal:
            status.start()
        if stage != "read" or done % EVERY == 0 or done == total:
            status.update(gettext(language, f"progress.{stage}", done=done, n=total))

    try:
        yield tell
    finally:
        status.stop()
