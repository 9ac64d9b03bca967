"""Ends a task that runs beside others.

Law: it is over when this returns, also where a cancellation was lost on the way: ``asyncio.wait_for`` of Python 3.11
returns what it waited for where that came in the same moment as the cancellation.
"""

from __future__ import annotations

import asyncio

AGAIN = 0.5  # seconds until a task that goes on is cancelled again


async def end_task(task: asyncio.Task[object]) -> None:
    """Cancel a task until it is over; what it ended with is not raised here."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=AGAIN)
    if not task.cancelled():
        task.exception()  # seen, so that nobody is warned of it
