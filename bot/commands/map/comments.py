"""What colleagues wrote below the map, per touchpoint; and what is done about it.

Law: a chat shows only what was written there; who wrote a comment, or leads the study, settles it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.flows.comments import Comment
from reisleider.flows.effects import Words
from reisleider.flows.messages import Address
from reisleider.renderers.chat.comment_list import list_comments
from reisleider.storage.comments import comment_numbered, comments_of, drop, settle

ACTIONS = ("done", "open", "drop")


@dataclass(frozen=True)
class Wanted:
    """What is wanted: "" to see them all, else one of ACTIONS with the comment of this number."""

    action: str = ""
    number: int = 0


def _parse(asked: Asked) -> Wanted:
    if not asked.words:
        return Wanted()
    action = next((one for one in ACTIONS if means_word(asked.words[0], f"comments-{one}")), None)
    number = asked.words[1].strip("#.") if len(asked.words) > 1 else ""
    if action is None or not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Unclear("comments.what", words=Words(" ".join(asked.words)))
    return Wanted(action, int(number))


def _comments(asked: Asked, wanted: Wanted) -> None:
    here = _place(asked)
    if wanted.action:
        found = comment_numbered(asked.c, asked.study.id, wanted.number)
        if found is None or here not in (None, found.address):
            raise Unclear("comments.unknown", n=str(wanted.number))
        _settle(asked, found, wanted.action)
        return
    there = comments_of(asked.c, asked.study.id, here)
    if not there:
        elsewhere = here is not None and comments_of(asked.c, asked.study.id)
        asked.say("comments.elsewhere" if elsewhere else "comments.none")
        return
    asked.post(asked.update.address, list_comments(title_of(asked.study, asked.language), there, asked.language))


def _place(asked: Asked) -> Address | None:
    """Where it is asked; None in a terminal, where whoever has the database sees everything."""
    address = asked.update.address
    return None if asked.hears is not None else platform_of(address.platform).place(address)


def _settle(asked: Asked, comment: Comment, action: str) -> None:
    if action == "drop":
        drop(asked.c, comment)
    else:
        settle(asked.c, comment, asked.now if action == "done" else None)
    told = asked.message(f"comments.is-{action}", {"n": str(comment.number), "touchpoint": Words(comment.label)})
    thread = asked.update.address.thread or comment.below
    asked.post(replace(comment.address, thread=thread), replace(told, only_for=None))


def _press(asked: Asked, name: str, *, action: str) -> Receipt:
    """A button below a comment that was kept."""
    number, _, fence = name.partition(".")
    study = asked.about
    found = comment_numbered(asked.c, study.id, int(number)) if study is not None and number.isdecimal() else None
    here = platform_of(asked.update.address.platform).place(asked.update.address)
    if found is None or study is None or found.address != here or not found.ref.endswith(fence):
        asked.say("comments.unknown", {"n": number})
        return Receipt("stale")
    if not asked.update.author or (found.account != asked.account and not asked.may_lead(study.id)):
        asked.say("comments.not-yours")
        return Receipt("refused")
    _settle(asked, found, action)
    return Receipt("accepted")


COMMAND = Command(
    "comments",
    62,
    "lead",
    _parse,
    _comments,
    buttons={f"comment-{action}-": partial(_press, action=action) for action in ("done", "drop")},
    takes="some words",
)
