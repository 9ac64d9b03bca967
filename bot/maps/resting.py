"""Lets the collector of cycles rest while a map is made.

Law: what a map is made of is many small nouns that hold no cycles, and the collector would go through all of them over
and over (a quarter of a map's time); it rests for the seconds that a map takes, and never longer.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_COUNTING = Lock()
_MAPS = [0]  # how many are being made at once


@contextmanager
def resting() -> Iterator[None]:
    """While any map is made, nothing is collected that is not let go of by itself."""
    with _COUNTING:
        _MAPS[0] += 1
        gc.disable()
    try:
        yield
    finally:
        with _COUNTING:
            _MAPS[0] -= 1
            if not _MAPS[0]:
                gc.enable()
