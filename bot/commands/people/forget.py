"""Erases everything that somebody told, after it was asked once more.

Law: one transaction; what stays is a tombstone without a word or an account, and no archive can bring it back.
"""

from __future__ import annotations

from reisleider.bot.commands.command import Command, Nothing, Sure, Unclear, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.themselves import forget_all, leave_none, participations_of
from reisleider.storage.ballots import forget_ballots


def _forget(asked: Asked, _: Nothing) -> None:
    found = participations_of(asked.c, asked.about, asked.account)
    weighed = forget_ballots(asked.c, asked.account, None if asked.about is None else asked.about.id)
    if not found and not weighed and asked.hears is not None:
        raise Unclear("mydata.none", who=asked.update.author)
    asked.say("forget.done", {"n": forget_all(asked.c, found, asked.now) + weighed})
    leave_none(asked.c, (asked.account,))


COMMAND = Command(
    "forget", 150, "anybody", read_nothing, _forget, sure=Sure("forget.sure", "forget.button", "forget-me")
)
