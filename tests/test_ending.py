"""A task is over once it was ended, whatever it made of being cancelled."""

from __future__ import annotations

import asyncio

import pytest

from reisleider.bot.ending import end_task


async def test_a_task_that_loses_its_cancellation_is_ended_all_the_same() -> None:
    lost: list[str] = []

    async def goes_on() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost.append("once")
                if len(lost) > 1:
                    raise

    task = asyncio.create_task(goes_on())
    await asyncio.sleep(0)
    await end_task(task)
    assert task.cancelled()
    assert lost == ["once", "once"]


async def test_what_a_task_ends_with_is_its_own() -> None:
    async def fails() -> None:
        raise ValueError("of its own")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await end_task(task)
    with pytest.raises(ValueError, match="of its own"):
        task.result()
