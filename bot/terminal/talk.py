"""An interview in the terminal, through the same dispatcher, engine, storage and outbox as any chat platform.

Law: a reply is answered only after it is on disk, so that leaving at any moment loses nothing.
"""

from __future__ import annotations

import secrets
import sys

from reisleider.bot.adapters.adapter import Unread
from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.clock import now
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.maps.offering import look_here
from reisleider.bot.outbox.delivery import Delivery
from reisleider.flows.journey import Study
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import Script
from reisleider.storage import people, queues
from reisleider.storage.people import line_of
from reisleider.storage.store import Connection, Store


async def interview_here(
    store: Store, study: Study, script: Script, account: str, language: str, command: str, persona: str | None = None
) -> None:
    """Interview whoever sits at this terminal, as ``account``; ``command`` is what brings them back; ``persona``: whose
    journey they tell, None: not said."""
    header = {"script": script.id, "language": language, "study": study.id}
    visit = Visit(secrets.token_hex(4), account, language, command, header)

    async def is_open() -> bool:
        return await store.read(lambda c: people.focus_of(c, visit.address)) is not None

    console = Console(visit, sys.stdin, sys.stdout, clock=now, is_open=is_open)
    dispatcher = Dispatcher(store, now)
    delivery = Delivery(store, {line_of(visit.address): console}, now, own=show_own)

    async def receive(update: Update | Unread) -> Receipt:
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        return receipt

    def sit_down(c: Connection) -> None:
        queues.release(c, visit.address, now())
        open_interview(c, study, script, visit.address, account, language, now(), persona=persona)

    await look_here(store, study.id, now())
    await store.run(sit_down)
    await delivery.deliver_due()
    await console.run(receive)
