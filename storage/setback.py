"""A clock that was put back: what was to be done soon by the clock before is done as soon by the clock now.

Law: touches only what was due within minutes; whoever waits for days waits on.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from reisleider.storage import tables as t
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.queues import WAITING

NEAR = timedelta(minutes=5)  # the longest that a call or a job is put off where it failed


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
