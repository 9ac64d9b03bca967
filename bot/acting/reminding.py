"""Owners are reminded of what they are to do: a week before it is due and on the day itself.

Law: one timer of each study, which rings when something of it is due next; in waking hours, in private, each once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from reisleider.bot.acting.owners import reached, tell_owner
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.acting.planned import reminding_day
from reisleider.flows.journey import Study
from reisleider.storage import studies
from reisleider.storage.actions import actions_of, keep_action
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, drop_timers, turn_timer

MORNING, EVENING = time(9), time(20)
"""Between which hours of the study's day an owner is reminded."""


@dataclass(frozen=True)
class RemindOwners(Job):
    """Remind the owners of a study's actions of what is due."""

    kind: ClassVar[str] = "remind-owners"


def set_reminding(c: Connection, study: Study, now: datetime) -> None:
    """Remember when owners of this study are reminded next, from ``now`` on."""
    due = _next(c, study, now)
    if due is None:
        drop_timers(c, study.id, (RemindOwners,))
    else:
        turn_timer(c, RemindOwners(study.id), due, (RemindOwners,))


def remind_owners(c: Connection, job: RemindOwners, now: datetime) -> datetime | None:
    """Remind whoever is to be reminded by now; returns when to look again."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return None
    here = now.astimezone(_zone(study))
    if not MORNING <= here.time() < EVENING:
        return _next(c, study, now)
    for action in actions_of(c, study.id):
        day = reminding_day(action)
        if day is None or action.due is None or day > here.date():
            continue
        late = (here.date() > action.due) - (here.date() < action.due)
        key = {-1: "act.week", 0: "act.due", 1: "act.late"}[late]
        key = key if action.account is not None else f"{key}-lead"
        for place in reached(c, study, action.account):
            post(c, place, tell_owner(action, study, key), now)
        keep_action(c, replace(action, reminded=2 if here.date() >= action.due else 1))
    return _next(c, study, now)


def _next(c: Connection, study: Study, now: datetime) -> datetime | None:
    days = [day for one in actions_of(c, study.id) if (day := reminding_day(one)) is not None]
    if not days:
        return None
    zone = _zone(study)
    here = now.astimezone(zone)
    tomorrow = here.date().toordinal() + 1
    soonest = here.date() if here.time() < EVENING else date.fromordinal(tomorrow)
    return max(now, datetime.combine(max(min(days), soonest), MORNING, zone).astimezone(UTC))


def _zone(study: Study) -> ZoneInfo:
    try:
        return ZoneInfo(study.timezone)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
