"""Erases everything that somebody told, after it was asked once more.

Law: one transaction; what stays is a tombstone without a word or an account, and no archive can bring it back.
"""

from __future__ import annotations

from reisleider.bot.commands.command import Command, Nothing, Sure, Unclear, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.themselves import forget_all, leave_none, participations_of
from reisleider.storage.actions import forget_owner
from reisleider.storage.ballots import forget_ballots
from reisleider.storage.comments import comments_by, forget_comments
from reisleider.storage.forgetting import forget_parked


def _forget(asked: Asked, _: Nothing) -> None:
    found = participations_of(asked.c, asked.about, asked.account)
    about = None if asked.about is None else asked.about.id
    wrote = comments_by(asked.c, asked.account, about)
    weighed = forget_ballots(asked.c, asked.account, about)
    owned = forget_owner(asked.c, asked.account, about)
    if not found and not wrote and not weighed and not owned and asked.hears is not None:
        raise Unclear("mydata.none", who=asked.update.author)
    forget_comments(asked.c, asked.account, about)
    if wrote:
        forget_parked(asked.c, (asked.account,))
    asked.say("forget.done", {"n": forget_all(asked.c, found, asked.now) + weighed})
    leave_none(asked.c, (asked.account,))


COMMAND = Command(
    "forget", 150, "anybody", read_nothing, _forget, sure=Sure("forget.sure", "forget.button", "forget-me")
)
