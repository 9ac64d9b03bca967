"""The bot comes and goes: a word where it was added, and who must know where it cannot write any more.

Law: those whom it concerns learn it once, in one sentence, in private.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.request import Asked, Host, slash
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Address, Update
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import chats, interviews, queues, studies
from reisleider.storage.store import Connection


def greet(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """Say in one line what the bot can do in a channel it was added to."""
    if update.said.text == "added" and not update.private:
        asked = Asked(c, update, host, now)
        message = asked.message("membership.hello", {"command": slash(update)})
        asked.post(replace(update.address, thread=None), replace(message, only_for=None))
        chats.set_back(c, replace(update.address, thread=None))
    elif update.said.text in ("removed", "blocked"):
        chats.set_away(c, replace(update.address, thread=None), update.said.text, now)
        queues.give_up_address(c, replace(update.address, thread=None), update.said.text)
    elif update.said.text == "moved" and update.said.ref:
        here = replace(update.address, thread=None)
        chats.move_chat(c, here, replace(here, chat=update.said.ref))
    elif update.said.text == "unblocked":
        chats.set_back(c, update.address)
    return Receipt("accepted")


def tell_away(c: Connection, address: Address, reason: str, now: datetime, host: Host) -> None:
    """An address cannot be written to: the leads it concerns learn it in a sentence, in private."""
    concerned = set(studies.at_home(c, address))
    place = "away.home"
    if not concerned:
        place = "away.person"
        concerned = {study for id in chats.open_here(c, address) if (study := _study_of(c, id)) is not None}
    for study in sorted(concerned):
        for platform, tenant, account in studies.leads_of(c, study):
            there = private_chat(platform, tenant, account)
            if there != address and not chats.is_away(c, there):
                why = gettext(host.language, f"away.{reason}", platform=platform_of(address.platform).title)
                notice = Notify(place, {"study": study, "why": why})
                post(c, there, word_notice(notice, host.language), now)


def _study_of(c: Connection, interview: str) -> str | None:
    found = interviews.load_interview(c, interview)
    return None if found is None else found.study
