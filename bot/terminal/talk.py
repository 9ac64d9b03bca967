"""An interview in the terminal, a colleague's vote or an action that is chosen, through the same dispatcher, engine,
storage and outbox as any chat platform.

Law: a reply is answered only after it is on disk, so that leaving at any moment loses nothing.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime

from reisleider.bot.acting import act_talk
from reisleider.bot.acting.changed import keep_chosen
from reisleider.bot.adapters.adapter import Unread
from reisleider.bot.adapters.console.console import Console, Visit
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.clock import now
from reisleider.bot.commands.map.act import tell_here
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import Take, talk_only
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.maps.offering import look_here
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.weighing.ballot_talk import ballot_here, begin_ballot, hear_ballot
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import Script
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import chats, people, queues
from reisleider.storage.ballots import BallotTalk
from reisleider.storage.lead_talks import LeadTalk
from reisleider.storage.people import line_of
from reisleider.storage.rounds import open_round
from reisleider.storage.store import Connection, Store


async def interview_here(
    store: Store, study: Study, script: Script, account: str, language: str, command: str, persona: str | None = None
) -> None:
    """Interview whoever sits at this terminal, as ``account``; ``command`` is what brings them back; ``persona``: whose
    journey they tell, None: not said."""
    visit = _visit_of(study, script, account, language, command)

    async def is_open() -> bool:
        return await store.read(lambda c: people.focus_of(c, visit.address)) is not None

    def sit_down(c: Connection) -> None:
        open_interview(c, study, script, visit.address, account, language, now(), persona=persona)

    await look_here(store, study.id, now())
    await _sit(store, visit, is_open, sit_down)


async def weigh_here(store: Store, study: Study, script: Script, account: str, language: str, command: str) -> None:
    """Let whoever sits at this terminal weigh, as ``account``, in the round that is open. Raises StudyFault where none
    is."""
    held = await store.read(lambda c: open_round(c, study.id))
    if held is None:
        raise StudyFault(gettext(language, "here.weigh.none-open", study=study.id))
    visit = _visit_of(study, script, account, language, command)

    def talk_now(c: Connection) -> BallotTalk | None:
        return ballot_here(c, chats.draft_of(c, visit.address, account))

    async def is_open() -> bool:
        return await store.read(talk_now) is not None

    def take(c: Connection, update: Update, at: datetime) -> Receipt:
        talk = talk_now(c)
        return Receipt("nowhere") if talk is None else hear_ballot(c, talk, update.said, study.lead, at)

    def sit_down(c: Connection) -> None:
        begin_ballot(c, study, held, visit.address, account, language, now())

    await _sit(store, visit, is_open, sit_down, take)


async def act_here(store: Store, study: Study, script: Script, account: str, language: str, command: str) -> None:
    """Let whoever sits at this terminal choose an action, as ``account``. Raises StudyFault where there is no map to
    choose from."""
    visit = _visit_of(study, script, account, language, command)

    def talk_now(c: Connection) -> LeadTalk | None:
        return act_talk.act_here(c, chats.draft_of(c, visit.address, account))

    async def is_open() -> bool:
        return await store.read(talk_now) is not None

    def take(c: Connection, update: Update, at: datetime) -> Receipt:
        talk = talk_now(c)

        def choose(chosen: act_talk.Chosen) -> str:
            by = (visit.address.platform, visit.address.tenant, account)
            action = keep_chosen(c, study, chosen, by, "", at)
            return tell_here(action, chosen.talk.interview.language)

        return Receipt("nowhere") if talk is None else act_talk.hear_act(c, talk, study, update.said, at, choose)

    def sit_down(c: Connection) -> None:
        if not act_talk.begin_act(c, study, visit.address, account, language, now()):
            raise StudyFault(gettext(language, "here.act.no-map", study=study.id))

    await _sit(store, visit, is_open, sit_down, take)


def _visit_of(study: Study, script: Script, account: str, language: str, command: str) -> Visit:
    header = {"script": script.id, "language": language, "study": study.id}
    return Visit(secrets.token_hex(4), account, language, command, header)


async def _sit(
    store: Store,
    visit: Visit,
    is_open: Callable[[], Awaitable[bool]],
    sit_down: Callable[[Connection], None],
    take: Take = talk_only,
) -> None:
    """Talk with whoever sits there: what is said first is what ``sit_down`` brings."""
    console = Console(visit, sys.stdin, sys.stdout, clock=now, is_open=is_open)
    dispatcher = Dispatcher(store, now, take)
    delivery = Delivery(store, {line_of(visit.address): console}, now, own=show_own)

    async def receive(update: Update | Unread) -> Receipt:
        receipt = await dispatcher.receive(update)
        await delivery.deliver_due()
        return receipt

    def begin(c: Connection) -> None:
        queues.release(c, visit.address, now())
        sit_down(c)

    await store.run(begin)
    await delivery.deliver_due()
    await console.run(receive)
