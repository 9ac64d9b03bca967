"""An interview in the terminal, through the same dispatcher, engine, storage and outbox as any chat platform.

Law: a reply is answered only after it is on disk, so that leaving at any moment loses nothing.
"""

from __future__ import annotations

import secrets
import sys

from bot.adapters.console import PLATFORM, Console, Visit
from bot.clock import now
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher
from bot.interviewer import open_interview
from bot.receipts import Receipt
from flows.journey import Study
from flows.messages import Update
from flows.script import Script
from storage import people, queues
from storage.store import Connection, Store


async def interview_here(store: Store, study: Study, script: Script, account: str, language: str, command: str) -> None:
    """Interview whoever sits at this terminal, as ``account``; ``command`` is what brings them back."""
    header = {"script": script.id, "language": language, "study": study.id}
    visit = Visit(secrets.token_hex(4), account, language, command, header)

    async def is_open() -> bool:
        return await store.read(lambda c: people.focus_of(c, visit.address)) is not None

    console = Console(visit, sys.stdin, sys.stdout, clock=now, is_open=is_open)
    dispatcher = Dispatcher(store, now)
    delivery = Delivery(store, {PLATFORM: console}, now)

    async def receive(update: Update) -> Receipt:
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        return receipt

    def sit_down(c: Connection) -> None:
        queues.release(c, visit.address, now())
        open_interview(c, study, script, visit.address, account, language, now())

    await store.run(sit_down)
    await delivery.deliver_due()
    await console.run(receive)
