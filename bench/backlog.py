"""How a backlog drains: what sending one of many waiting messages costs, all the way through the delivery loop.

Run with ``make bench``. It is a straight line where the cost of one stays as the backlog grows; the platform itself
answers at once. On a busy machine only CPU says something.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from reisleider.bot.demo.play import Room
from reisleider.bot.outbox.delivery import Delivery
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import queues
from reisleider.storage.operations import OwnMap, Send
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLATFORM = "telegram"
BACKLOGS = (500, 5_000, 50_000)
WAYS = {"in one chat": 1, "in 300 chats": 300, "each in its own chat": 10**9}
CHUNK = 5_000


async def no_picture(_store: Store, _owed: OwnMap, _platform: str) -> Message | None:
    """Nobody's own picture waits here."""
    return None


def fill(c: Connection, rows: range, chats: int) -> None:
    """So many messages for so many chats, dealt round."""
    for number in rows:
        queues.enqueue(c, Address(PLATFORM, "1", str(number % chats)), Send(Message((Span("hallo"),))), NOW)


def drain(rows: int, chats: int) -> tuple[float, float]:
    """Microseconds of CPU to put one in the backlog, and to send one."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/backlog.db") as store:
        began = time.process_time()
        for at in range(0, rows, CHUNK):
            part = range(at, min(at + CHUNK, rows))
            store.do(lambda c, part=part: fill(c, part, chats))
        filled = time.process_time()
        room = Room()

        async def send() -> None:
            delivery = Delivery(store, {f"{PLATFORM}|1": room}, lambda: NOW, own=no_picture)
            delivery.wake.set()
            running = asyncio.create_task(delivery.run())
            while len(room.posts) < rows:  # noqa: ASYNC110 - the room has nothing that could be waited for
                await asyncio.sleep(0.01)
            delivery.stop()
            await running

        asyncio.run(send())
        if store.do(queues.waiting):
            raise SystemExit("Not all of the backlog went out; what is measured is not what it says.")
        return (filled - began) / rows * 1e6, (time.process_time() - filled) / rows * 1e6


def main() -> None:
    """Print the table."""
    print(f"{'messages that wait':<28} {'rows':>7} {'put, us':>8} {'sent, us':>9}")
    for way, chats in WAYS.items():
        for rows in BACKLOGS:
            put, sent = drain(rows, chats)
            print(f"{way:<28} {rows:>7} {put:>8.0f} {sent:>9.0f}")


if __name__ == "__main__":
    main()
