"""Weighing in a terminal: one colleague after the other, each by their name, in the round that a lead opened.

Law: a reply is answered only after it is on disk, so that leaving at any moment loses nothing; what somebody chose is
shown to nobody else, at the same terminal neither.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.adapter import Unread
from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.clock import now
from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.map.prioritise import Prioritise
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.program_name import program_name
from reisleider.bot.terminal.desk import Desk
from reisleider.bot.weighing.ballot_talk import SCRIPT, ballot_here, begin_ballot, hear_ballot
from reisleider.flows.journey import Study
from reisleider.flows.messages import Update
from reisleider.storage import chats, queues
from reisleider.storage.people import line_of
from reisleider.storage.rounds import open_round
from reisleider.storage.store import Connection


def show_here(desk: Desk, about: Study, wanted: Prioritise) -> bool:
    """Let somebody weigh, where that is wanted; all else is answered as in a chat."""
    if wanted.action != "vote":
        return False
    asyncio.run(_weigh_here(replace(desk, who=wanted.who or desk.who), about))
    return True


async def _weigh_here(desk: Desk, study: Study) -> None:
    """Talk with whoever sits at this terminal. Raises Unclear where no round is open."""
    held = await desk.store.read(lambda c: open_round(c, study.id))
    if held is None:
        raise Unclear("weigh.none-open", study=study.id)
    back = f"{program_name()} prioritise {study.id} vote {desk.who}"
    header = {"script": SCRIPT, "language": desk.language, "study": study.id}
    visit = Visit(secrets.token_hex(4), desk.who, desk.language, back, header)

    async def is_open() -> bool:
        return await desk.store.read(lambda c: ballot_here(c, chats.draft_of(c, visit.address, desk.who))) is not None

    def take(c: Connection, update: Update, at: datetime) -> Receipt:
        talk = ballot_here(c, chats.draft_of(c, update.address, update.author))
        return Receipt("nowhere") if talk is None else hear_ballot(c, talk, update.said, study.lead, at)

    console = Console(visit, sys.stdin, sys.stdout, clock=now, is_open=is_open)
    dispatcher = Dispatcher(desk.store, now, take)
    delivery = Delivery(desk.store, {line_of(visit.address): console}, now, own=show_own)

    async def receive(update: Update | Unread) -> Receipt:
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        return receipt

    def sit_down(c: Connection) -> None:
        queues.release(c, visit.address, now())
        begin_ballot(c, study, held, visit.address, desk.who, desk.language, now())

    await desk.store.run(sit_down)
    await delivery.deliver_due()
    await console.run(receive)
