"""An action kept, and changed: done, begun, later, dropped, somebody else's.

Law: every change sets anew when its owner is reminded, and an owner is told what somebody else decided for them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from reisleider.bot.acting.act_talk import Chosen
from reisleider.bot.acting.owners import owned, place_of, places_of_leads, tell_owner
from reisleider.bot.acting.reminding import set_reminding
from reisleider.bot.maps.living_post import PAUSE
from reisleider.bot.maps.publish import latest_map
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.acting.planned import Planned, reminded_at_first
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import ActionStatus
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.actions import add_action, keep_action
from reisleider.storage.posts import redraw_living
from reisleider.storage.store import Connection
from reisleider.storage.studies import Account


def keep_chosen(c: Connection, study: Study, chosen: Chosen, by: Account, name: str, now: datetime) -> Planned:
    """The action that a talk came to. ``by``: with whom, ``name``: as their platform calls them."""
    told, shown = chosen.told, latest_map(c, study.id)
    phases = {} if shown is None else {one.id: one.phase for one in touchpoints_of(shown)}
    owner, account = owned(c, study, told.owner, told.account, by, name)
    language = chosen.talk.interview.language
    goal = "" if told.goal is None else told.goal.get(language) or next(iter(told.goal.values()))
    about = told.about or ""
    action = add_action(
        c,
        Planned(
            study.id,
            0,
            about,
            phases.get(about, ""),
            told.words,
            now,
            owner,
            account,
            told.due,
            told.serves or goal,
            reminded=reminded_at_first(told.due, now.date()),
        ),
    )
    _tell_new_owner(c, study, action, by, now)
    _follow(c, study, now)
    return action


def move_on(c: Connection, study: Study, action: Planned, status: ActionStatus, why: str, now: datetime) -> Planned:
    """An action is done, begun, dropped, or to be done again after all."""
    after = replace(action, status=status, why=why)
    after = replace(after, ended_at=None if after.still_open else now)
    return _keep(c, study, after, now)


def put_off(c: Connection, study: Study, action: Planned, due: date | None, why: str, now: datetime) -> Planned:
    """An action is due on another day, and so still to be done."""
    status: ActionStatus = action.status if action.still_open else "planned"
    after = replace(action, due=due, status=status, why=why or action.why, ended_at=None)
    after = replace(after, reminded=reminded_at_first(due, now.date()))
    return _keep(c, study, after, now)


def hand_over(
    c: Connection, study: Study, action: Planned, owner: str, mentioned: str | None, by: Account, now: datetime
) -> Planned:
    """An action is somebody else's."""
    called, account = owned(c, study, owner, mentioned, by, "")
    after = _keep(c, study, replace(action, owner=called, account=account), now)
    _tell_new_owner(c, study, after, by, now)
    return after


def _keep(c: Connection, study: Study, action: Planned, now: datetime) -> Planned:
    keep_action(c, action)
    _follow(c, study, now)
    return action


def _follow(c: Connection, study: Study, now: datetime) -> None:
    """Owners are reminded of how it stands now, and the map that is kept up to date shows it."""
    set_reminding(c, study, now)
    redraw_living(c, study.id, now + PAUSE)


def _tell_new_owner(c: Connection, study: Study, action: Planned, by: Account, now: datetime) -> None:
    """Whom somebody else named hears it at once, where they can be written to."""
    if action.account is None or action.account == by:
        return
    place = place_of(c, action.account)
    if place is not None:
        post(c, place, tell_owner(action, study, "act.yours"), now)


def tell_leads(c: Connection, study: Study, action: Planned, by: Account, now: datetime) -> None:
    """Who leads hears, in private, what became of an action where its owner said so."""
    if by in studies.leads_of(c, study.id):
        return
    state = {"state": gettext(study.languages[0], f"action.{action.status}")}
    for place in places_of_leads(c, study):
        post(c, place, replace(tell_owner(action, study, "act.moved", state), buttons=()), now)
