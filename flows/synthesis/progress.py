"""How far a long compile has come, for whoever waits for it.

Law: only counts are told, never a word of anybody; nobody has to listen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Stage = Literal["read", "merge", "weigh"]
Progress = Callable[[Stage, int, int], None]
"""Called with a stage, how much of it is done and how much there is: interviews read, mentions brought together,
touchpoints weighed."""

LONG = 300  # interviews from which a compile takes longer than a blink, measured: half a second


def unheard(stage: Stage, done: int, total: int) -> None:
    """Nobody listens."""
