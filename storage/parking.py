"""Calls and jobs that could not be done: laid aside with the reason, to be looked at, tried again or dropped.

Law: what is parked holds up nobody; whatever erases people's words erases parked calls that nobody can say are of
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, cast, delete, func, select, update

from reisleider.storage import tables as t
from reisleider.storage.codec import say_time
from reisleider.storage.queues import WAITING, give_up, unpark
from reisleider.storage.writer import note_erased

PARKED = "parked"
"""The state of a call that was laid aside."""


@dataclass(frozen=True)
class Laid:
    """A call or a job that was laid aside. ``what`` is its operation or kind, ``where`` the platform of a call or the
    subject of a job (an id), ``why`` the reason; none of it is anybody's words."""

    id: int
    what: str
    where: str
    why: str


@dataclass(frozen=True)
class Backlog:
    """What waits and what was laid aside. ``oldest``: since when the oldest call waits, None where none does."""

    waiting: int
    oldest: str | None
    updates: int
    calls: int
    jobs: int


def park_call(c: Connection, row_id: int, why: str) -> bool:
    """Lay aside a call that waits, with what it holds; whether it still waited."""
    o = t.outbox.c
    waits = update(t.outbox).where(o.id == row_id, o.state == WAITING)
    return c.execute(waits.values(state=PARKED, error=why)).rowcount > 0


def waits_for(c: Connection, line: str) -> bool:
    """Whether anything waits for a line (``line_of``)."""
    o = t.outbox.c
    mine = select(o.id).where(o.state == WAITING, o.address.startswith(f"{line}|", autoescape=True))
    return c.execute(mine.limit(1)).first() is not None


def park_line(c: Connection, line: str, why: str) -> int:
    """Lay aside whatever waits for a line (``line_of``); how much that was."""
    o = t.outbox.c
    waits = update(t.outbox).where(o.state == WAITING, o.address.startswith(f"{line}|", autoescape=True))
    return c.execute(waits.values(state=PARKED, error=why)).rowcount


def retry_line(c: Connection, line: str, why: str, now: datetime) -> int:
    """Let wait again what was laid aside of a line for this reason; how much that was."""
    o = t.outbox.c
    mine = o.state == PARKED, o.error == why, o.address.startswith(f"{line}|", autoescape=True)
    anew = {"state": WAITING, "attempts": 0, "due_at": say_time(now), "error": None}
    return c.execute(update(t.outbox).where(*mine).values(anew)).rowcount


def parked_calls(c: Connection) -> tuple[Laid, ...]:
    """The calls that were laid aside, oldest first."""
    o = t.outbox.c
    rows = c.execute(select(o.id, o.operation, o.address, o.error).where(o.state == PARKED).order_by(o.id))
    return tuple(_laid(row.id, row.operation, str(row.address).partition("|")[0], row.error) for row in rows)


def retry_call(c: Connection, row_id: int, now: datetime) -> bool:
    """Let a parked call wait again, as if it were new; whether there was one."""
    o = t.outbox.c
    anew = {"state": WAITING, "attempts": 0, "due_at": say_time(now), "error": None}
    return c.execute(update(t.outbox).where(o.id == row_id, o.state == PARKED).values(anew)).rowcount > 0


def drop_call(c: Connection, row_id: int) -> bool:
    """Throw a parked call away, with what it holds; whether there was one."""
    found = c.execute(select(t.outbox.c.error).where(t.outbox.c.id == row_id, t.outbox.c.state == PARKED)).first()
    if found is not None:
        note_erased(c)
        give_up(c, row_id, found.error or "")
    return found is not None


def park_job(c: Connection, timer_id: int, why: str) -> bool:
    """Lay aside a job; whether it was still set."""
    timers = t.timers.c
    where = (timers.id == timer_id, timers.parked.is_(None))
    return c.execute(update(t.timers).where(*where).values(parked=why)).rowcount > 0


def parked_jobs(c: Connection) -> tuple[Laid, ...]:
    """The jobs that were laid aside, oldest first."""
    timers = t.timers.c
    columns = (timers.id, timers.kind, timers.subject, timers.parked)
    rows = c.execute(select(*columns).where(timers.parked.is_not(None)).order_by(timers.id))
    return tuple(_laid(row.id, row.kind, row.subject, row.parked) for row in rows)


def _laid(id: int, what: object, where: object, why: object) -> Laid:
    """What was laid aside, as it can be told whatever its columns hold."""
    return Laid(id, str(what), str(where), str(why or ""))


def retry_job(c: Connection, row_id: int, now: datetime) -> bool:
    """Let a parked job ring again, now; whether there was one."""
    timers = t.timers.c
    where = (timers.id == row_id, timers.parked.is_not(None))
    anew = {"parked": None, "failed": 0, "due_at": say_time(now)}
    return c.execute(update(t.timers).where(*where).values(anew)).rowcount > 0


def drop_job(c: Connection, row_id: int) -> bool:
    """Throw a parked job away; whether there was one."""
    timers = t.timers.c
    return c.execute(delete(t.timers).where(timers.id == row_id, timers.parked.is_not(None))).rowcount > 0


def drop_update(c: Connection, key: str) -> bool:
    """Throw away what a parked update held; its key stays, so that it is not taken again. Whether there was one."""
    note_erased(c)
    there = c.execute(select(t.inbox.c.key).where(t.inbox.c.key == key, t.inbox.c.error.is_not(None))).first()
    if there is not None:
        unpark(c, key)
    return there is not None


def forget_laid(c: Connection) -> None:
    """Throw away what was laid aside and belongs to no interview: any of it may show what is erased now."""
    o = t.outbox.c
    for row_id in c.execute(select(o.id).where(o.state == PARKED, o.interview.is_(None))).scalars().all():
        drop_call(c, row_id)
    knows_more = cast(t.timers.c.data, Text) != "null"
    c.execute(delete(t.timers).where(t.timers.c.parked.is_not(None), knows_more))


def backlog(c: Connection) -> Backlog:
    """What waits to be sent, and how much was laid aside of each kind."""
    o = t.outbox.c
    waiting, oldest = c.execute(
        select(func.count(), func.min(func.coalesce(o.made_at, o.due_at))).where(o.state == WAITING)
    ).one()
    calls = c.execute(select(func.count()).where(o.state == PARKED)).scalar_one()
    updates = c.execute(select(func.count()).where(t.inbox.c.error.is_not(None))).scalar_one()
    jobs = c.execute(select(func.count()).where(t.timers.c.parked.is_not(None))).scalar_one()
    return Backlog(waiting, oldest, updates, calls, jobs)


def leads_concerned(c: Connection, subject: str | None) -> tuple[tuple[str, str, str], ...]:
    """Who leads the study that an id means, of itself or of one of its interviews: (platform, tenant, account)."""
    if subject is None:
        return ()
    study = _study_meant(c, subject)
    leads = t.leads.c
    rows = c.execute(select(leads.platform, leads.tenant, leads.account).where(leads.study == study))
    return tuple((row.platform, row.tenant, row.account) for row in rows)


def circle_concerned(c: Connection, subject: str | None) -> str:
    """Whose the study is that an id means in the same way; "" where that is of the first circle, or nobody knows."""
    if subject is None:
        return ""
    study = _study_meant(c, subject)
    return str(c.execute(select(t.studies.c.circle).where(t.studies.c.id == study)).scalar() or "")


def _study_meant(c: Connection, subject: str) -> str:
    return str(c.execute(select(t.interviews.c.study).where(t.interviews.c.id == subject)).scalar() or subject)
