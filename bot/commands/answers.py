"""How what was looked up reaches who asked: at once in private, or later by a timer, worded kindly where it cannot be;
and how colleagues are asked to help.

Law: what only its asker may read goes to a private chat; a look-up reads and posts nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from reisleider.bot.commands.command import Look, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.work import Tell
from reisleider.flows.effects import Notify, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Button, Message
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Connection

P = TypeVar("P")


def look_of(asked: Asked) -> Look:
    """Look something up on the connection on which it was asked."""
    return Look(asked.c, asked.about, asked.account, asked.language, asked.now, may_read=asked.may_lead)


def answer_in_private(asked: Asked, message: Message) -> None:
    """Answer where only who asked can read, and say so where it was asked."""
    asked.post(asked.private, replace(message, only_for=None))
    if not asked.update.private:
        asked.say("invite.in-private")


def find_or_say(find: Callable[[Look, P], Message], look: Look, wanted: P) -> Message:
    """What is found, or the sentence why nothing can be."""
    try:
        return find(look, wanted)
    except Unclear as unclear:
        return word_notice(Notify(unclear.key, unclear.slots), look.language)


def tells(message: Message, address: Address, now: datetime) -> Tell:
    """What posts this, in the short transaction after a look-up."""

    def tell(writing: Connection) -> None:
        post(writing, address, message, now)

    return tell


def ask_colleagues(asked: Asked, what: str, press: str) -> None:
    """Ask colleagues to help with ``what`` ("sort", "audit"), where the study is at home or where this is asked; the
    button under it begins with ``press``. Raises Unclear where there is no such place."""
    study = asked.study
    here = None if asked.update.private or asked.hears is not None else asked.update.address
    place = here or studies.home_of(asked.c, study.id)
    if place is None:
        raise Unclear(f"{what}.no-home")
    button = Button(f"{press}help:{study.id}", gettext(asked.language, f"{what}.help"))
    title, least = Words(title_of(study, asked.language)), minimum(study, "customer")
    told = asked.message(f"{what}.call", {"study": title, "lead": study.lead, "least": least}, [button])
    post(asked.c, place, replace(told, only_for=None), asked.now)
    if place != asked.update.address:
        asked.say(f"{what}.shared")


def helped(asked: Asked) -> Study | None:
    """The study that somebody offers to help with by that button; None where it is over, or nobody is known to ask."""
    study = asked.about
    return None if study is None or study.closed_at is not None or not asked.update.author else study
