"""Sorting what stands under no label yet: card by card, apart and compared, with the help of colleagues, or as a file.

Law: people's own words go to a lead in private only. Who helps without leading gets wordings of the minimum group
alone, and what they decide gives way to a lead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.answers import ask_colleagues, helped, tells
from reisleider.bot.commands.command import Command, Option, Unclear
from reisleider.bot.commands.request import Asked, Host
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.interviews.errands import ask_model_soon
from reisleider.bot.sorting.card_words import tell_asked, tell_did
from reisleider.bot.sorting.compared_words import tell_compared
from reisleider.bot.sorting.dealing import CARDS, PRESS, Deal, buttons_of, deal, put, with_buttons
from reisleider.bot.sorting.found_cards import find_compared
from reisleider.bot.sorting.keeping import keep, take_back
from reisleider.bot.sorting.sheet import give_sheet
from reisleider.bot.sorting.sitting import Move, Sitting, move, take_name
from reisleider.bot.work import Tell, slow
from reisleider.flows.effects import Notify, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Update
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

ACTIONS = ("compare", "settle", "share", "file", "from", "undo")


@dataclass(frozen=True)
class SortFile(Job):
    """Give a lead what is to be sorted as a file at ``address``."""

    kind: ClassVar[str] = "sort-file"
    address: Place
    by: str
    language: str
    apart: bool = False


@dataclass(frozen=True)
class SortCompare(Job):
    """Tell a lead at ``address`` how far people who sorted apart agree."""

    kind: ClassVar[str] = "sort-compare"
    address: Place
    by: str
    language: str


@dataclass(frozen=True)
class Sorted:
    """What is wanted: "" for cards, else one of ACTIONS, with what stands behind it. ``apart``: without seeing how
    others who sort apart do; ``coder``: under which name, for who has no account."""

    action: str
    words: tuple[str, ...] = ()
    apart: bool = False
    coder: str = ""


def _parse(asked: Asked) -> Sorted:
    words = list(asked.words)
    apart = bool(words) and means_word(words[0], "sort-apart")
    coder = words[1] if apart and len(words) > 1 and _action_of(words[1]) is None else ""
    rest = words[apart + bool(coder) :]
    if not rest:
        return Sorted("", (), apart, coder)
    action = _action_of(rest[0])
    if action is None:
        raise Unclear("sort.what", words=Words(rest[0]))
    return Sorted(action, tuple(rest[1:]), apart, coder)


def _action_of(word: str) -> str | None:
    return next((one for one in ACTIONS if means_word(word, f"sort-{one}")), None)


def _sort(asked: Asked, wanted: Sorted) -> None:
    study, by = asked.study, asked.by
    if wanted.action == "share":
        ask_colleagues(asked, "sort", PRESS)
    elif wanted.action == "from":
        raise Unclear("sort.from-here", study=study.id)
    elif wanted.action == "undo":
        undone = take_back(asked.c, Sitting(study.id), by, asked.now)
        asked.say("merge.undone" if undone else "merge.nothing-to-undo")
    elif wanted.action == "file":
        set_timer(asked.c, SortFile(study.id, asked.private, by, asked.language, wanted.apart), asked.now)
        _say_looking(asked)
    elif wanted.action == "compare":
        set_timer(asked.c, SortCompare(study.id, asked.private, by, asked.language), asked.now)
        _say_looking(asked)
    else:
        _begin(asked, Sitting(study.id, apart=wanted.apart, settling=wanted.action == "settle"))


def _begin(asked: Asked, sitting: Sitting) -> None:
    ask_model_soon(asked.c, sitting.study, asked.now)
    _deal(asked, sitting)
    _say_looking(asked)


def _say_looking(asked: Asked) -> None:
    asked.say("sort.looking" if asked.update.private else "merge.in-private")


def _deal(asked: Asked, sitting: Sitting, did: str = "") -> None:
    """Look for the next card; nothing lies before them until it comes."""
    put(asked.c, asked.private, asked.update.author, sitting.put_down(), asked.now)
    job = Deal(sitting.study, asked.private, asked.update.author, asked.by, asked.language, sitting.put_down(), did)
    set_timer(asked.c, job, asked.now)


# --- what was pressed or typed -------------------------------------------------------------------------


def _press(asked: Asked, name: str) -> Receipt:
    """A button under a card, or under what invites to sort."""
    if name == "help":
        return _help(asked)
    if name == "settle":
        return _settle(asked)
    key, _, fence = name.rpartition("-")
    sitting = CARDS.before(asked.c, asked.private, asked.update.author)
    study = None if sitting is None else _may_sort(asked, sitting)
    if sitting is None or study is None or fence != sitting.fence:
        asked.say("sort.over")
        return Receipt("stale")
    made = move(sitting, study, key, overrides_of(asked.c, study.id))
    if made is None:
        asked.say("sort.over")
        return Receipt("stale")
    _go_on(asked, study, made)
    return Receipt("accepted")


def take_label(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """A typed text where the name of a label was asked for; None where none was."""
    sitting = CARDS.before(c, update.address, update.author)
    asked = Asked(c, update, host, now)
    study = None if sitting is None else _may_sort(asked, sitting)
    if sitting is None or study is None:
        return None
    made = take_name(sitting, study, update.said.text, asked.language, overrides_of(c, study.id))
    if made is None:
        return None
    _go_on(asked, study, made)
    return Receipt("accepted")


def _may_sort(asked: Asked, sitting: Sitting) -> Study | None:
    """The study, where this person may still sort it."""
    study = studies.load_study(asked.c, sitting.study)
    if study is None or (sitting.role == "lead" and not asked.may_lead(study.id)):
        return None
    return study


def _go_on(asked: Asked, study: Study, made: Move) -> None:
    """Keep what was decided, and show what comes next."""
    if made.wrong:
        asked.say(f"sort.{made.wrong}")
        return
    if made.sitting.card is not None:
        put(asked.c, asked.private, asked.update.author, made.sitting, asked.now)
        buttons = buttons_of(made.sitting, study, asked.language, undo=False)
        if made.sitting.asks == "card":
            _deal(asked, made.sitting)
            return
        asked.post(asked.private, with_buttons(tell_asked(made.sitting, study, asked.language), buttons))
        return
    did = tell_did(made, asked.language)
    if made.undo:
        undone = take_back(asked.c, made.sitting, asked.by, asked.now)
        did = gettext(asked.language, "merge.undone" if undone else "merge.nothing-to-undo")
    keep(asked.c, made.sitting, made.decisions, asked.by, asked.now)
    if any(one.decision == "label" for one in made.decisions):
        ask_model_soon(asked.c, study.id, asked.now)
    _deal(asked, made.sitting, did)
    asked.say_wait(study.id)


# --- together ------------------------------------------------------------------------------------------


def _help(asked: Asked) -> Receipt:
    """A colleague offers to help, by the button in a channel; who leads the study sorts as a lead."""
    study = helped(asked)
    if study is None:
        asked.say("sort.over")
        return Receipt("stale")
    _begin(asked, Sitting(study.id, "lead" if asked.may_lead(study.id) else "colleague"))
    return Receipt("accepted")


def _settle(asked: Asked) -> Receipt:
    """A lead settles where people differ."""
    if asked.about is None or not asked.may_lead(asked.about.id):
        asked.say("lead.refused")
        return Receipt("refused")
    _begin(asked, Sitting(asked.about.id, settling=True))
    return Receipt("accepted")


def _compare(c: Connection, job: SortCompare, now: datetime) -> Tell:
    """Find how far people agree; returns what tells it."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    compared, labels = find_compared(c, study.id)
    told = tell_compared(compared, labels, job.by, job.language)
    settle = Button(f"{PRESS}settle:{study.id}", gettext(job.language, "sort.settle"))
    return tells(replace(told, buttons=(settle,) if compared.open else ()), job.address, now)


def _write(c: Connection, job: SortFile, now: datetime) -> Tell:
    """Write the file; returns what gives it."""
    if studies.load_study(c, job.subject) is None:
        return lambda _: None
    file = give_sheet(c, Sitting(job.subject, apart=job.apart), job.by, job.language)
    told = word_notice(Notify("sort.file", {"study": job.subject}), job.language)
    return tells(replace(told, attachments=(file,)), job.address, now)


COMMAND = Command(
    "sort",
    72,
    "lead",
    _parse,
    _sort,
    slow=(slow(Deal, deal), slow(SortCompare, _compare), slow(SortFile, _write)),
    buttons={PRESS: _press},
    options=(
        Option("apart", before=("apart",)),
        Option("file", flag=True),
        Option("from", before=("from",)),
    ),
    takes="some words",
    file="asked",
)
