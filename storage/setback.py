"""A clock that was put back: what was to be done soon by the clock before is done as soon by the clock now.

Law: touches only what was due within minutes; whoever waits for days waits on. A clock that was put back while nobody
looked is known by what waits: it was made later than now, or claimed for longer than anybody claims.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from reisleider.storage import tables as t
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.queues import WAITING

NEAR = timedelta(
    minutes=5
)  # the longest that a call or a job is put off where it failed, and longer than one is claimed
STEP = timedelta(seconds=30)  # a clock put back by less holds up nothing that anybody would miss


def catch_up(c: Connection, now: datetime) -> int:
    """At a start: the same where the clock was put back while no program ran that saw it; returns how many."""
    o = t.outbox.c
    waits = (o.state == WAITING, o.due_at > say_time(now))
    newest = str(c.execute(select(func.max(o.made_at)).where(*waits)).scalar())
    made = None
    with suppress(ValueError):  # none waits, or no time stands there
        made = read_time(newest)
    moved = set_back(c, made, now) if made is not None and made - now > STEP else 0
    claimed = (o.state == WAITING, o.attempts > 0, o.error.is_(None), o.due_at > say_time(now + NEAR))
    return moved + c.execute(update(t.outbox).where(*claimed).values(due_at=say_time(now))).rowcount


def set_back(c: Connection, before: datetime, now: datetime) -> int:
    """Calls and jobs that were due soon when the clock said ``before`` are due as soon after ``now``, the same moment
    on the clock that was put back; returns how many."""
    span = say_time(now), say_time(before + NEAR)
    moved = 0
    for table, waits in ((t.outbox, t.outbox.c.state == WAITING), (t.timers, t.timers.c.parked.is_(None))):
        near = select(table.c.id, table.c.due_at).where(waits, table.c.due_at > span[0], table.c.due_at <= span[1])
        for id, due_at in c.execute(near).all():
            with suppress(ValueError):  # no time at all: it waits for nothing that a clock would tell
                due = read_time(due_at) - (before - now)
                c.execute(update(table).where(table.c.id == id).values(due_at=say_time(due)))
                moved += 1
    return moved
