"""What is being done about what the map shows: the list, what became of each, and files for where a team plans.

Law: who leads sees and changes all, an owner their own and nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reisleider.bot.acting.changed import hand_over, move_on, put_off, tell_leads
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.maps.publish import latest_map
from reisleider.flows.acting.action_told import ME, owner_in
from reisleider.flows.acting.day_told import day_told
from reisleider.flows.acting.planned import Planned
from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Texts
from reisleider.flows.journey_map import ActionStatus
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.messages import Message, Span
from reisleider.renderers.chat.action_list import list_actions
from reisleider.renderers.files.action_files import ACTION_FILES, write_actions
from reisleider.renderers.words.catalog import gettext, raw
from reisleider.renderers.words.dates import say_day
from reisleider.storage import studies
from reisleider.storage.actions import action_numbered, actions_of, studies_to_act_in

STATES: Mapping[str, ActionStatus] = {"done": "done", "doing": "doing", "dropped": "dropped", "open": "planned"}
WEEK = timedelta(days=7)
LONGEST = 200  # characters of why
_NUMBER = re.compile(r"(?:^|\s)#?(\d{1,6})(?=[\s:.,]|$)")


@dataclass(frozen=True)
class Wanted:
    """What is wanted: with ``number`` 0 the list, or a ``file``; else what became of that action: a state, "later" with
    a day, or "owner" with who; ``why``: the words behind it."""

    number: int = 0
    change: str = ""
    why: str = ""
    due: date | None = None
    file: str = ""


def _parse(asked: Asked) -> Wanted:
    told = " ".join(asked.words).strip()
    if not told:
        return Wanted()
    if told.casefold() in ACTION_FILES:
        return Wanted(file=told.casefold())
    found = _NUMBER.search(told)
    rest = "" if found is None else f"{told[: found.start()]} {told[found.end() :]}".strip(" :.,")
    if found is None or not (rest or asked.update.mentions):
        raise Unclear("actions.what", words=Words(told))
    return _change(int(found[1]), rest, asked)


def _change(number: int, rest: str, asked: Asked) -> Wanted:
    today = asked.now.date()
    for change in ("dropped", "done", "doing", "later", "owner", "open"):
        at = _named(rest, change)
        if at is None:
            continue
        before, behind = rest[: at[0]].strip(" :.,"), rest[at[1] :].strip(" :.,")
        if change != "dropped" and not kinds("negations").isdisjoint(read(before).words):
            break  # "is nog niet klaar" tells what it is not
        why = _reason(behind)[:LONGEST]
        if change == "later":
            day = day_told(behind, today) or day_told(before, today)
            if day is None:
                raise Unclear("actions.no-day", n=str(number))
            reason = re.split(_because(), behind, maxsplit=1)
            return Wanted(number, change, reason[1].strip()[:LONGEST] if len(reason) > 1 else "", day)
        if change == "owner" and not behind and not asked.update.mentions:
            break
        return Wanted(number, change, behind[:LONGEST] if change == "owner" else why)
    if asked.update.mentions:
        return Wanted(number, "owner")
    day = day_told(rest, today)
    if day is not None:
        return Wanted(number, "later", "", day)
    raise Unclear("actions.what", words=Words(rest))


def _named(text: str, change: str) -> tuple[int, int] | None:
    """Where words stand that mean this change, in any language."""
    words = sorted({one for language in LANGUAGES for one in raw(language, f"word.action-{change}").split(", ")})
    names = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    found = re.search(rf"(?<!\w)(?:{names})(?!\w)", text, re.IGNORECASE)
    return None if found is None else found.span()


def _because() -> str:
    words = sorted({one for language in LANGUAGES for one in raw(language, "word.action-because").split(", ")})
    return rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)[ ,:]*"


def _reason(behind: str) -> str:
    """Why, without the word that says that this is why."""
    return re.sub(rf"^{_because()[4:]}", "", behind, flags=re.IGNORECASE).strip()


def _actions(asked: Asked, wanted: Wanted) -> None:
    if wanted.number:
        action = action_numbered(asked.c, asked.study.id, wanted.number)
        if action is None or not _may_see(asked, action):
            raise Unclear("actions.unknown", n=str(wanted.number))
        _tell(asked, _changed(asked, action, wanted))
        return
    there = [one for one in actions_of(asked.c, asked.study.id) if _may_see(asked, one)]
    if not there:
        raise Unclear("actions.none")
    names = _names(asked)
    if wanted.file:
        file = write_actions(wanted.file, asked.study.id, there, names, asked.language)
        told = gettext(asked.language, f"actions.for.{wanted.file}")
        asked.post(asked.update.address, Message((Span(told),), attachments=(file,), language=asked.language))
        return
    title = title_of(asked.study, asked.language)
    asked.post(asked.update.address, list_actions(title, there, names, asked.now.date(), asked.language))


def _may_see(asked: Asked, action: Planned) -> bool:
    """Who leads, or has the database, sees all; an owner their own."""
    return asked.hears is not None or action.account == asked.account or asked.may_lead(action.study)


def _names(asked: Asked) -> Mapping[str, Texts]:
    """What touchpoints are called on the map that is out now, by id."""
    shown = latest_map(asked.c, asked.study.id)
    return {} if shown is None else {one.id: one.label for one in touchpoints_of(shown)}


def _changed(asked: Asked, action: Planned, wanted: Wanted) -> Planned:
    c, study, now = asked.c, asked.study, asked.now
    if wanted.change == "later":
        return put_off(c, study, action, wanted.due, wanted.why, now)
    if wanted.change == "owner":
        owner, account = owner_in(wanted.why)
        named = next(iter(asked.update.mentions), asked.update.author if owner == ME and asked.hears is None else None)
        if named:
            owner, account = asked.update.called.get(named, ""), named
        return hand_over(c, study, action, owner, account, asked.account, now)
    return move_on(c, study, action, STATES[wanted.change], wanted.why, now)


def _tell(asked: Asked, action: Planned) -> None:
    """Say what it is now, to who leads too."""
    if asked.hears is None and (study := studies.load_study(asked.c, action.study)) is not None:
        tell_leads(asked.c, study, action, asked.account, asked.now)
    language = asked.language
    slots: dict[str, Slot] = {
        "n": str(action.number),
        "action": Words(action.words),
        "owner": Words(action.owner or gettext(language, "act.nobody")),
        "state": gettext(language, f"action.{action.status}"),
        "day": gettext(language, "act.no-date") if action.due is None else say_day(action.due, language),
    }
    asked.say("actions.is" if action.still_open else "actions.ended", slots)


def _press(asked: Asked, name: str, *, change: str) -> Receipt:
    """A button below what an owner, or a lead in their place, was told."""
    study = asked.about
    action = action_numbered(asked.c, study.id, int(name)) if study is not None and name.isdecimal() else None
    if study is None or action is None:
        asked.say("actions.unknown", {"n": name})
        return Receipt("stale")
    if not asked.update.author or (not _may_see(asked, action)):
        asked.say("actions.not-yours")
        return Receipt("refused")
    if change == "week":
        today = asked.now.date()
        _tell(asked, put_off(asked.c, study, action, max(action.due or today, today) + WEEK, "", asked.now))
    else:
        _tell(asked, move_on(asked.c, study, action, STATES[change], "", asked.now))
    return Receipt("accepted")


COMMAND = Command(
    "actions",
    68,
    "lead",
    _parse,
    _actions,
    buttons={f"action-{change}-": partial(_press, change=change) for change in ("done", "doing", "week")},
    takes="some words",
    file="always",
    also=studies_to_act_in,
)
