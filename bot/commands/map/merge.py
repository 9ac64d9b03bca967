"""What was merged and what nearly was: one by one with buttons, or a decision that is typed.

Law: people's own words go to a lead in private only; what takes a merge is looked up beside the writer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.answers import tells
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.decision import action_of, read_decision, typed_again
from reisleider.bot.commands.merge_review import Merge, begin_review, look, press_review
from reisleider.bot.commands.proposal import held
from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.work import Tell, slow
from reisleider.flows.codebook.decisions import AUDITED, Override
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Span
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import studies
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer


@dataclass(frozen=True)
class Decide(Job):
    """Hold a decision to words that were told, and keep it; a lead hears so at ``address``, with the commands that show
    a ``preview`` and ``undo`` it."""

    kind: ClassVar[str] = "decide"
    address: Place
    language: str
    typed: Override
    preview: str
    undo: str


@dataclass(frozen=True)
class Merging:
    """What to do: "" for a review, "undo", "list", or what is typed as a decision with ``words`` behind it."""

    action: str
    words: tuple[str, ...]


def _parse(asked: Asked) -> Merging:
    if not asked.words:
        return Merging("", ())
    return Merging(action_of(asked.words[0]), asked.words[1:])


def _merge(asked: Asked, wanted: Merging) -> None:
    if not wanted.action:
        begin_review(asked)
    elif wanted.action == "undo":
        _undo(asked)
    elif wanted.action == "list":
        _list(asked)
    else:
        by = asked.by
        _keep_later(asked, read_decision(asked.study, wanted.action, wanted.words, asked.language, by, asked.now))


def _undo(asked: Asked) -> None:
    undone = undo_override(asked.c, asked.study.id, asked.by, asked.now)
    if undone is None:
        raise Unclear("merge.nothing-to-undo")
    asked.say("merge.undone")


def _list(asked: Asked) -> None:
    """What was decided, as it can be typed again: people's words, so in private."""
    decided = [one for one in overrides_of(asked.c, asked.study.id) if one.decision not in AUDITED]
    if not decided:
        raise Unclear("merge.nothing-chosen", command=f"{slash(asked.update)}merge")
    lines = "\n".join(f"{one.at:%Y-%m-%d}: {typed_again(one)}" for one in decided)
    told = replace(asked.message("never-mind"), text=(Span(lines),), only_for=None)
    asked.post(asked.private, told)
    if not asked.update.private:
        asked.say("merge.in-private")


def _keep_later(asked: Asked, typed: Override) -> None:
    """Whether its words are in use takes a look at everything that was told."""
    preview, undo = f"{slash(asked.update)}map preview", f"{slash(asked.update)}merge undo"
    set_timer(asked.c, Decide(asked.study.id, asked.private, asked.language, typed, preview, undo), asked.now)
    asked.say("merge.looking" if asked.update.private else "merge.in-private")


def _look_up(c: Connection, job: Decide, now: datetime) -> Tell:
    """Hold a typed decision to words in use; returns what keeps and tells it."""
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    try:
        decided = held(c, job.subject, job.typed)
    except Unclear as unclear:
        return tells(word_notice(Notify(unclear.key, unclear.slots), job.language), job.address, now)

    def keep(writing: Connection) -> None:
        add_override(writing, job.subject, decided)
        kept = Notify("merge.kept", {"preview": job.preview, "undo": job.undo})
        for notice in (Notify(f"merge.did-{decided.decision}"), kept):
            post(writing, job.address, word_notice(notice, job.language), now)

    return keep


COMMAND = Command(
    "merge",
    70,
    "lead",
    _parse,
    _merge,
    slow=(slow(Merge, look), slow(Decide, _look_up)),
    buttons={"m-": press_review},
    takes="some words",
)
