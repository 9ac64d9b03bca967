"""How what was looked up reaches who asked: at once in private, or later by a timer, worded kindly where it cannot be.

Law: what only its asker may read goes to a private chat; a look-up reads and posts nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from reisleider.bot.commands.command import Look, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.work import Tell
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Address, Message
from reisleider.renderers.chat.wording import word_notice
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
