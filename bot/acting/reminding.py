"""When owners of a study's actions are reminded next.

Law: one timer of each study, which rings when something of it is due next; every change sets it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from reisleider.flows.acting.planned import reminding_day
from reisleider.flows.journey import Study
from reisleider.storage.actions import actions_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, drop_timers, turn_timer

MORNING = time(9)
"""When on its day a reminder is due; whoever sleeps then is reminded when they wake."""


@dataclass(frozen=True)
class RemindOwners(Job):
    """Remind the owners of a study's actions of what is due."""

    kind: ClassVar[str] = "remind-owners"


def set_reminding(c: Connection, study: Study, now: datetime) -> None:
    """Remember when owners of this study are reminded next, from ``now`` on."""
    due = next_reminding(c, study, now)
    if due is None:
        drop_timers(c, study.id, (RemindOwners,))
    else:
        turn_timer(c, RemindOwners(study.id), due, (RemindOwners,))


def next_reminding(c: Connection, study: Study, now: datetime) -> datetime | None:
    """When that is; None where nothing of the study is due any more."""
    days = [day for one in actions_of(c, study.id) if (day := reminding_day(one)) is not None]
    if not days:
        return None
    return max(now, datetime.combine(min(days), MORNING, zone_of(study)).astimezone(UTC))


def zone_of(study: Study) -> ZoneInfo:
    """The time zone of a study's people; one that is unknown here is UTC."""
    try:
        return ZoneInfo(study.timezone)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
