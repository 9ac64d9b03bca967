"""What is told of an update, a call or a job that could not be done and was laid aside.

Law: a kind, an id and the name of what went wrong; never what was in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

Kind = Literal["update", "call", "job", "words"]
"""What came in, what was to go out, what was to be done, and a study whose words were to go."""
Tell = Callable[[Kind, str | None, str], Awaitable[None]]
"""Tells whom it concerns: which kind, the id of the study or interview it is about (None: nobody knows), and why."""


async def tell_nobody(kind: Kind, subject: str | None, why: str) -> None:
    """Where nobody is to be told: a test, a terminal."""
