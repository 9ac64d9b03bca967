"""Colleagues weigh what the map shows: a lead opens a round, sees how it goes, and closes it.

Law: results are hidden from everybody until the round closes, its lead too; who takes part is asked alone, in private.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.answers import helped
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, Host, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.interviews.invitation import LASTS
from reisleider.bot.interviews.sealed import ANYBODY, seal
from reisleider.bot.weighing.ballot_talk import ballot_here, begin_ballot, hear_ballot, is_of_ballot
from reisleider.bot.weighing.round_held import begin_round, close_round, voted
from reisleider.bot.weighing.round_post import ShowRound, show_round, tell_round
from reisleider.bot.work import slow
from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Button, Message, Update
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.renderers.chat.weighed import show_weighed
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day
from reisleider.storage import chats, studies
from reisleider.storage.ballots import ballot_called
from reisleider.storage.rounds import Round, closed_rounds, open_round
from reisleider.storage.store import Connection
from reisleider.storage.timers import set_timer

WEIGH = "weigh"
ACTIONS = ("open", "close", "vote", "outcome")


@dataclass(frozen=True)
class Prioritise:
    """What is wanted: "" for how it goes, else one of ACTIONS."""

    action: str


def _parse(asked: Asked) -> Prioritise:
    if not asked.words:
        return Prioritise("")
    action = next((one for one in ACTIONS if means_word(asked.words[0], f"weigh-{one}")), None)
    if action is None:
        raise Unclear("weigh.what", words=Words(asked.words[0]))
    return Prioritise(action)


def _prioritise(asked: Asked, wanted: Prioritise) -> None:
    {"": _say_how, "open": _open, "close": _close, "vote": _vote, "outcome": _tell}[wanted.action](asked)


def _open(asked: Asked) -> None:
    study = asked.study
    if study.closed_at is not None:
        raise Unclear("invite.closed")
    place = _place(asked)
    if place is None and asked.hears is None:
        raise Unclear("weigh.no-home")
    made = begin_round(asked.c, study, asked.now)
    if isinstance(made, str):
        raise Unclear(made, study=study.id)
    if place is not None:
        _call(asked, place)
    if place != asked.update.address:
        key = "weigh.opened" if asked.hears is None else "weigh.opened-here"
        asked.say(key, {"n": len(made.things), "study": study.id})


def _place(asked: Asked) -> Address | None:
    """Where colleagues are: where this is asked, else where the study is at home."""
    here = None if asked.update.private or asked.hears is not None else asked.update.address
    return here or studies.home_of(asked.c, asked.study.id)


def _call(asked: Asked, place: Address) -> None:
    """Ask colleagues to weigh, with a button; where they must have opened a chat with us first, how to do that."""
    study = asked.study
    carried = seal(asked.c, WEIGH, study.id, place, ANYBODY, asked.now + LASTS)
    slots: dict[str, Slot] = {
        "study": Words(title_of(study, asked.language)),
        "lead": study.lead,
        "least": minimum(study, "stakeholder"),
    }
    button = Button(carried, gettext(asked.language, "weigh.join"))
    message = replace(asked.message("weigh.call", slots, [button]), only_for=None)
    set_aside = replace(asked, hears=None)  # it goes to the chat, whoever asked for it
    set_aside.post(place, message)
    if not platform_of(place.platform).invites_here and (link := asked.link("")) is not None:
        set_aside.post(place, replace(asked.message("weigh.first-open", {"link": link}), only_for=None))


def _held(asked: Asked) -> Round:
    held = open_round(asked.c, asked.study.id)
    if held is None:
        raise Unclear("weigh.none-open", study=asked.study.id)
    return held


def _say_how(asked: Asked) -> None:
    held, study = _held(asked), asked.study
    done = voted(asked.c, study, held)
    slots: dict[str, Slot] = {"day": say_day(held.opened_at.date(), asked.language), "things": len(held.things)}
    if done is None:
        asked.say("weigh.how-few", {**slots, "least": minimum(study, "stakeholder")})
    else:
        asked.say("weigh.how", {**slots, "n": done})


def _close(asked: Asked) -> None:
    study, place = asked.study, _place(asked)
    closed = close_round(asked.c, study, _held(asked), asked.now)
    if closed is None:
        raise Unclear("weigh.too-few", least=minimum(study, "stakeholder"))
    if place is not None:
        language = asked.language if asked.language in study.languages else study.languages[0]
        set_timer(asked.c, ShowRound(study.id, closed.number, place, language), asked.now)
    if asked.hears is not None:
        asked.hears(tell_round(study, closed, asked.language))
    elif place is not None:
        asked.say("weigh.closed")
    else:
        asked.post(asked.private, _told(asked, closed))


def _tell(asked: Asked) -> None:
    last = closed_rounds(asked.c, asked.study.id)[-1:]
    if not last:
        raise Unclear("weigh.no-outcome")
    if asked.hears is not None:
        asked.hears(tell_round(asked.study, last[0], asked.language))
    else:
        asked.post(asked.update.address, _told(asked, last[0]))


def _told(asked: Asked, closed: Round) -> Message:
    assert closed.outcome is not None  # it is closed
    return show_weighed(closed.outcome, closed.things, asked.language)


def _vote(asked: Asked) -> None:
    if asked.hears is not None:
        raise Unclear("weigh.vote-here", study=asked.study.id)
    _begin(asked, asked.study, _held(asked))


def _begin(asked: Asked, study: Study, held: Round) -> None:
    begin_ballot(asked.c, study, held, asked.private, asked.update.author, asked.update.language, asked.now)
    if not asked.update.private:
        asked.say("join.sent")


# --- colleagues ----------------------------------------------------------------------------------------


def _join(asked: Asked, name: str) -> Receipt:  # noqa: ARG001 - a button tells its name
    """A colleague takes part, by the button where the study is at home."""
    study = helped(asked)
    held = None if study is None else open_round(asked.c, study.id)
    if study is None or held is None:
        asked.say("weigh.over")
        return Receipt("stale")
    _begin(asked, study, held)
    return Receipt("accepted")


def is_vote(update: Update) -> bool:
    """Whether an update is a button of a talk in which somebody weighs."""
    return update.said.kind == "press" and is_of_ballot(update.said.interview)


def take_vote(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """The next words of a talk in which a colleague weighs, or a button of it; None where it is none."""
    said = update.said
    if said.kind == "press":
        talk = ballot_called(c, str(said.interview))
    else:
        talk = ballot_here(c, chats.draft_of(c, update.address, update.author))
    if talk is None:
        if said.kind != "press":
            return None
        Asked(c, update, host, now).say("weigh.over")
        return Receipt("stale")
    if (talk.address, talk.account) != (update.address, update.author):
        return Receipt("refused")  # a button of somebody else's conversation
    study = studies.load_study(c, talk.interview.study)
    assert study is not None  # a talk goes with its study
    return hear_ballot(c, talk, said, study.lead, now)


COMMAND = Command(
    "prioritise",
    66,
    "lead",
    _parse,
    _prioritise,
    menu="everywhere",
    slow=(slow(ShowRound, show_round),),
    buttons={WEIGH: _join},
    sealed=frozenset((WEIGH,)),
    takes="some words",
    file="asked",
)
