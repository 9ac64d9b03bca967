"""One thinks at a time: of those who write at once, the others wait for the server meanwhile.

Law: whoever runs an operation has the baton, and lays it down for as long as the server takes; so what the rest of the
program keeps in mind between two statements is never changed under its eyes, as with one writer of a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident
from typing import Any, Self

import psycopg

_BATON = Lock()
_holder = [0]  # whose it is, by thread


@contextmanager
def held() -> Iterator[None]:
    """Think, while nobody else of this process does."""
    _take()
    try:
        yield
    finally:
        _lay_down()


@contextmanager
def _laid_down() -> Iterator[None]:
    """Wait for the server; whoever thinks without a baton, a reader, only waits."""
    ours = _holder[0] == get_ident()
    if ours:
        _lay_down()
    try:
        yield
    finally:
        if ours:
            _take()


def _take() -> None:
    _BATON.acquire()
    _holder[0] = get_ident()


def _lay_down() -> None:
    _holder[0] = 0
    _BATON.release()


class Waiting(psycopg.Cursor[Any]):  # of whatever rows
    """A cursor that lays the baton down while the server works."""

    def execute(self, *asked: Any, **how: Any) -> Self:  # as the driver's own
        """Run one statement."""
        with _laid_down():
            return super().execute(*asked, **how)

    def executemany(self, *asked: Any, **how: Any) -> None:  # as the driver's own
        """Run it for each."""
        with _laid_down():
            super().executemany(*asked, **how)
