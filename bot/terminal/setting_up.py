"""The talk with which a study begins, in a terminal: at its end the study's file is there.

Law: a reply is answered only after it is on disk, so that leaving at any moment loses nothing; what was said goes once
the file is written, and not before.
"""

from __future__ import annotations

import secrets
import shlex
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reisleider.bot.adapters.adapter import Unread
from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.clock import now
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.leading.card import card
from reisleider.bot.leading.lead_talking import Brought, begin_talk, hear_lead, talk_here
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.program_name import program_name
from reisleider.bot.studies.new_study import id_of_title
from reisleider.bot.studies.written_study import write_study
from reisleider.bot.terminal.desk import Desk, write_whole
from reisleider.flows.effects import Notify, Recap, Slot, Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import load_script
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import chats, queues, studies
from reisleider.storage.lead_talks import talk_begun
from reisleider.storage.people import line_of
from reisleider.storage.store import Connection

SCRIPT = "kickoff"


async def set_up_here(desk: Desk, file: Path, command: str) -> None:
    """Talk with whoever sits at this terminal, and write the study's ``file``; ``command`` brings them back. Raises
    StudyFault where the file cannot be written; nothing that was said is lost then."""
    header = {"script": SCRIPT, "language": desk.language}
    visit = Visit(secrets.token_hex(4), desk.who, desk.language, command, header)
    failed: list[StudyFault] = []

    async def is_open() -> bool:
        return await desk.store.read(lambda c: talk_begun(c, visit.address, desk.who, SCRIPT)) is not None

    def take(c: Connection, update: Update, at: datetime) -> Receipt:
        talk = talk_here(c, chats.draft_of(c, update.address, update.author))
        if talk is None:
            return Receipt("nowhere")
        return hear_lead(c, talk, update.said, at, lambda brought: bring(c, brought, at))

    def bring(c: Connection, brought: Brought, at: datetime) -> None:
        language, study = brought.talk.interview.language, brought.settled.study
        title = study.title.get(language) or study.title[study.languages[0]]
        study = replace(study, id=id_of_title(title, set(studies.study_ids(c))))
        try:
            write_whole(file, write_study(study).encode(), language)
        except StudyFault as fault:
            failed.append(fault)
            raise
        slots: dict[str, Slot] = {
            "study": Words(title),
            "file": str(file),
            "card": Recap((), (), card(study, language)),
            "command": f"{program_name()} study new {shlex.quote(str(file))}",
        }
        post(c, visit.address, word_notice(Notify("init.made", slots), language), at)

    console = Console(visit, sys.stdin, sys.stdout, clock=now, is_open=is_open)
    dispatcher = Dispatcher(desk.store, now, take)
    delivery = Delivery(desk.store, {line_of(visit.address): console}, now, own=show_own)

    async def receive(update: Update | Unread) -> Receipt:
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        if failed:
            raise failed[0]
        return receipt

    def sit_down(c: Connection) -> None:
        queues.release(c, visit.address, now())
        begin_talk(c, load_script(SCRIPT), visit.address, desk.who, desk.language, visit.address, now())

    await desk.store.run(sit_down)
    await delivery.deliver_due()
    await console.run(receive)
