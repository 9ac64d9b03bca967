"""Logs an operator can read: one line of JSON each, without a token and without anyone's words.

Law: libraries speak only when something is wrong, and then it is told where, never what they wrote: their texts may
hold an address with a token in it, or a whole update with somebody's words. A line that cannot be written ends nothing.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict

from reisleider.bot.adapters.platform import set_up

_TOKEN = re.compile("|".join(setup.hidden for _, setup in set_up() if setup.hidden) or r"(?!)")

APART = 10.0  # seconds between two lines of a library about the same thing


def set_up_logs() -> None:
    """Write structured lines to standard error; of libraries only where something went wrong."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_tokens,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, Lines(sys.stderr))),  # of a file it uses no more
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Libraries()], force=True)


def hide_tokens(_: object, __: str, event: EventDict) -> EventDict:
    """Every text of a line without what looks like a token."""
    return {key: _TOKEN.sub("[token]", value) if isinstance(value, str) else value for key, value in event.items()}


class Lines:
    """Where lines go. One that cannot be written (a full disk, a reader that went away) is lost, and nothing else."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        """Write, where that is possible."""
        with suppress(OSError):
            self._out.write(text)
        return len(text)

    def flush(self) -> None:
        """Let go of what was written, where that is possible."""
        with suppress(OSError):
            self._out.flush()


class Libraries(logging.Handler):
    """What libraries report, as a line of ours: who, where in its source, and which exception. The same thing is said
    once in a while: without descriptors asyncio reports a hundred times a second that it has none."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[object, ...], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Tell that something went wrong there."""
        fault = record.exc_info[0] if record.exc_info else None
        what, now = (record.name, record.pathname, record.lineno, fault), time.monotonic()
        if now - self._said.get(what, -APART) < APART:
            return
        self._said[what] = now
        structlog.get_logger().log(
            record.levelno,
            "a library reports; whether it goes on by itself, /healthz tells",
            library=record.name,
            where=f"{Path(record.pathname).name}:{record.lineno}",
            error=fault.__name__ if fault is not None else None,
        )
