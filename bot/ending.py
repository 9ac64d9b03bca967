"""Ends tasks that run beside others.

Law: each is over when this returns, also where a cancellation was lost on the way: ``asyncio.wait_for`` of Python 3.11
returns what it waited for where that came in the same moment as the cancellation.
"""

from __future__ import annotations

import asyncio

AGAIN = 0.5  # seconds until a task that goes on is cancelled again


async def end_task(task: asyncio.Task[object]) -> None:
    """Cancel a task until it is over; what it ended with is not raised here. Whoever is cancelled while waiting here
    is so once the task is over: nothing is left behind."""
    ours: asyncio.CancelledError | None = None
    while not task.done():
        task.cancel()
        try:
            await asyncio.wait({task}, timeout=AGAIN)
        except asyncio.CancelledError as fault:
            ours = fault
    if not task.cancelled():
        task.exception()  # seen, so that nobody is warned of it
    if ours is not None:
        raise ours


async def end_all(*tasks: asyncio.Task[object]) -> None:
    """The same for several: each is cancelled before the first is waited for."""
    for task in tasks:
        task.cancel()
    ours: asyncio.CancelledError | None = None
    for task in tasks:
        try:
            await end_task(task)
        except asyncio.CancelledError as fault:
            ours = fault
    if ours is not None:
        raise ours


async def end_rest() -> None:
    """The same for whatever else still runs in this loop, libraries' own tasks too: whoever closes a loop cancels once,
    and waits for ever where that was lost."""
    await end_all(*(asyncio.all_tasks() - {asyncio.current_task()}))
