"""When somebody may be reminded: in the waking hours of their own day.

Law: their own time zone, else their study's; a zone that is unknown here is UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reisleider.flows.journey import Interview
from reisleider.storage import people, studies
from reisleider.storage.store import Connection

WAKES, SLEEPS = 9, 20  # hours of somebody's own day between which they may be reminded


def next_waking(c: Connection, interview: Interview, now: datetime) -> datetime:
    """Now, where the person is awake; else nine in their next morning."""
    participant = people.load_participant(c, interview.participant)
    study = studies.load_study(c, interview.study)
    name = participant.timezone if participant is not None and participant.timezone else None
    return waking_in(name or (study.timezone if study is not None else "UTC"), now)


def waking_in(name: str, now: datetime) -> datetime:
    """Now, where people in this time zone are awake; else nine in their next morning."""
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    local = now.astimezone(zone)
    if WAKES <= local.hour < SLEEPS:
        return now
    morning = local.replace(hour=WAKES, minute=0, second=0, microsecond=0)
    if local.hour >= SLEEPS:
        morning += timedelta(days=1)
    return morning.astimezone(now.tzinfo)
