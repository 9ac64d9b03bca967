"""A lead who types a command in a chat, and everything that they are sent for it."""

from __future__ import annotations

import asyncio
from datetime import datetime

from reisleider.bot.commands.carry_out import run_command
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.table import slow_work
from reisleider.flows.messages import Address, Message, Said, Update
from reisleider.storage import queues, timers
from reisleider.storage.operations import Answer
from reisleider.storage.store import Store
from reisleider.storage.timers import job_of

Account = tuple[str, str, str]


def asks(store: Store, text: str, lead: Account, now: datetime, *, private: bool = True) -> list[tuple[str, Message]]:
    """What a lead hears, and in which chat: their own or a group's; slow work is done at once."""
    platform, tenant, account = lead
    chat = account if private else "-100"
    update = Update(text, Address(platform, tenant, chat), account, Said("command", text), now, private, "nl")
    store.do(lambda c: run_command(c, update, Host(names={platform: "reisleider_bot"}), now))
    works = {work.job.kind: work for work in slow_work()}
    for timer in store.do(lambda c: timers.coming_timers(c, 9)):
        if timer.due_at > now:
            break
        work = works[timer.kind]
        asyncio.run(work.do(store, timer, job_of(timer, work.job), now))
    heard = []
    while found := store.do(lambda c: queues.claim(c, now, 60, 9, (f"{platform}|{tenant}",))):
        for row in found:
            operation = store.do(lambda c, row=row: queues.operation_of(c, row.id))
            heard.append((row.address.chat, operation.message))
            store.do(lambda c, row=row: queues.sent(c, row.id, Answer(), now))
    return heard
