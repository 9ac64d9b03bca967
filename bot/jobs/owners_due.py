"""Owners are reminded of what they are to do: a week before it is due, and on the day itself.

Law: in private and in waking hours, each once; of what nobody can be told who leads hears.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.bot.acting.owners import place_of, places_of_leads, tell_owner
from reisleider.bot.acting.reminding import RemindOwners, next_reminding, zone_of
from reisleider.bot.jobs.waking_hours import waking_in
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.acting.planned import reminding_day
from reisleider.storage import studies
from reisleider.storage.actions import actions_of, keep_action
from reisleider.storage.store import Connection


def remind_owners(c: Connection, job: RemindOwners, now: datetime) -> datetime | None:
    """Remind whoever is to be reminded by now; returns when to look again."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return None
    waking = waking_in(study.timezone, now)
    if waking > now:
        return waking
    today = now.astimezone(zone_of(study)).date()
    for action in actions_of(c, study.id):
        day = reminding_day(action)
        if day is None or action.due is None or day > today:
            continue
        key = "act.week" if today < action.due else "act.due" if today == action.due else "act.late"
        own = place_of(c, action.account)
        for place in places_of_leads(c, study) if own is None else (own,):
            post(c, place, tell_owner(action, study, key if own is not None else f"{key}-lead"), now)
        keep_action(c, replace(action, reminded=2 if today >= action.due else 1))
    return next_reminding(c, study, now)
