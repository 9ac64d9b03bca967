"""The talk in which a lead, or whom they name, chooses what is done about what the map shows.

Law: held in private; who leads begins it, and who was named by a lead may too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.bot.acting.act_talk import Chosen, act_here, begin_act, hear_act, is_of_act
from reisleider.bot.acting.changed import keep_chosen
from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Nothing, Unclear, read_nothing
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.interviews.invitation import LASTS
from reisleider.bot.interviews.sealed import seal
from reisleider.flows.acting.planned import Planned
from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Update
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day
from reisleider.storage import chats, studies
from reisleider.storage.lead_talks import talk_called
from reisleider.storage.store import Connection

ACT = "act-along"


def _act(asked: Asked, _: Nothing) -> None:
    study = asked.study
    if study.closed_at is not None:
        raise Unclear("invite.closed")
    if asked.hears is not None:
        raise Unclear("here.act", study=study.id)
    if asked.update.mentions:
        _ask_along(asked, asked.update.mentions)
        return
    _begin(asked, study)


def _begin(asked: Asked, study: Study) -> None:
    spoken = asked.update.language
    if not begin_act(asked.c, study, asked.private, asked.update.author, spoken, asked.now):
        raise Unclear("why.no-map")
    if not asked.update.private:
        asked.say("invite.in-private")


def _ask_along(asked: Asked, named: tuple[str, ...]) -> None:
    """Ask whom a lead names to choose too, each in private with a button of their own."""
    study = asked.study
    platform, tenant, _ = asked.account
    for account in named:
        place = private_chat(platform, tenant, account)
        carried = seal(asked.c, ACT, study.id, place, account, asked.now + LASTS)
        slots: dict[str, Slot] = {"study": Words(title_of(study, asked.language)), "lead": study.lead}
        button = Button(carried, gettext(asked.language, "act.join"))
        asked.post(place, replace(asked.message("act.call", slots, [button]), only_for=None))
    asked.say("act.asked-along", {"n": len(named)})


def _join(asked: Asked, name: str) -> Receipt:  # noqa: ARG001 - a button tells its name
    """Whom a lead named chooses too."""
    study = asked.about
    if study is None or study.closed_at is not None or not asked.update.author:
        asked.say("act.over")
        return Receipt("stale")
    if not begin_act(asked.c, study, asked.private, asked.update.author, asked.update.language, asked.now):
        asked.say("why.no-map", {"command": slash(asked.update)})
    return Receipt("accepted")


def is_acting(update: Update) -> bool:
    """Whether an update is a button of a talk about an action."""
    return update.said.kind == "press" and is_of_act(update.said.interview)


def take_act(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """The next words of a talk about an action, or a button of it; None where it is none."""
    said = update.said
    if said.kind == "press":
        talk = talk_called(c, str(said.interview))
    else:
        talk = act_here(c, chats.draft_of(c, update.address, update.author))
    asked = Asked(c, update, host, now)
    if talk is None:
        if said.kind != "press":
            return None
        asked.say("act.over")
        return Receipt("stale")
    if (talk.address, talk.account) != (update.address, update.author):
        return Receipt("refused")  # a button of somebody else's conversation
    study = studies.load_study(c, talk.interview.study)
    assert study is not None  # a talk goes with its study
    if update.mentions:
        named = update.mentions[0]
        said = replace(said, text=f"{update.called.get(named, '')} (@{named})".strip())

    def choose(chosen: Chosen) -> str:
        action = keep_chosen(c, study, chosen, asked.account, update.called.get(update.author, ""), now)
        return tell_kept(action, chosen.talk.interview.language, slash(update), mine=action.account == asked.account)

    return hear_act(c, talk, study, said, now, choose)


def tell_kept(action: Planned, language: str, command: str, *, mine: bool) -> str:
    """What is said once an action is there. ``command``: how commands begin there; ``mine``: whether it is theirs who
    is told so."""
    slots = {"n": str(action.number), "command": command}
    if action.due is None:
        return gettext(language, "act.kept-open", **slots)
    soon = "act.when-day" if action.reminded else "act.when-week"
    when = gettext(language, soon, day=say_day(action.due, language))
    if mine:
        return gettext(language, "act.kept-mine", when=when, **slots)
    reminds = "act.kept-known" if action.account is not None else "act.kept-lead" if action.owner else "act.kept-nobody"
    return gettext(language, reminds, when=when, owner=action.owner, **slots)


def tell_here(action: Planned, language: str) -> str:
    """The same in a terminal, where nobody is written to later."""
    return gettext(language, "here.act.kept", n=str(action.number), study=action.study)


COMMAND = Command("act", 67, "lead", read_nothing, _act, buttons={ACT: _join}, sealed=frozenset((ACT,)))
