"""What was merged and what nearly was: one by one with buttons, or a decision that is typed.

Law: people's own words go to a lead in private only; what takes a merge is looked up beside the writer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.commands.answers import tells
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.decision import action_of, read_decision, typed_again
from reisleider.bot.commands.merge_review import KIND, begin_review, look, press_review
from reisleider.bot.commands.proposal import held
from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Span
from reisleider.flows.synthesis.merging.overrides import Override
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import queues, studies
from reisleider.storage.codec import dump, load
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.people import address_of, key_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection


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
        by = ":".join(asked.account)
        _keep_later(asked, read_decision(asked.study, wanted.action, wanted.words, asked.language, by, asked.now))


def _undo(asked: Asked) -> None:
    undone = undo_override(asked.c, asked.study.id)
    if undone is None:
        raise Unclear("merge.nothing-to-undo")
    asked.say("merge.undone")


def _list(asked: Asked) -> None:
    """What was decided, as it can be typed again: people's words, so in private."""
    decided = overrides_of(asked.c, asked.study.id)
    if not decided:
        raise Unclear("merge.nothing-chosen", command=f"{slash(asked.update)}merge")
    lines = "\n".join(f"{one.at:%Y-%m-%d}: {typed_again(one)}" for one in decided)
    told = replace(asked.message("never-mind"), text=(Span(lines),), only_for=None)
    asked.post(asked.private, told)
    if not asked.update.private:
        asked.say("merge.in-private")


def _keep_later(asked: Asked, typed: Override) -> None:
    """Whether its words are in use takes a look at everything that was told."""
    commands = {"preview": f"{slash(asked.update)}map preview", "undo": f"{slash(asked.update)}merge undo"}
    data = {"address": key_of(asked.private), "language": asked.language, "typed": dump(typed), "commands": commands}
    queues.set_timer(asked.c, "decide", asked.study.id, 0, asked.now, data)
    asked.say("merge.looking" if asked.update.private else "merge.in-private")


def look_up_decision(c: Connection, timer: Timer, now: datetime) -> Callable[[Connection], None]:
    """Hold a typed decision to words in use; returns what keeps and tells it."""
    data = timer.data or {}
    address, language = address_of(str(data["address"])), str(data["language"])
    if studies.load_study(c, timer.subject) is None:
        return lambda _: None
    try:
        decided = held(c, timer.subject, load(Override, data["typed"], "decision"))
    except Unclear as unclear:
        return tells(word_notice(Notify(unclear.key, unclear.slots), language), address, now)

    def keep(writing: Connection) -> None:
        add_override(writing, timer.subject, decided)
        post(writing, address, word_notice(Notify(f"merge.did-{decided.decision}"), language), now)
        post(writing, address, word_notice(Notify("merge.kept", data["commands"]), language), now)

    return keep


COMMAND = Command(
    "merge",
    70,
    "lead",
    _parse,
    _merge,
    slow={KIND: look, "decide": look_up_decision},
    buttons={"m-": press_review},
    takes="some words",
)
