"""What is to be done later, as rows: each a job, a small noun that says what, about whom, and what else it must know.

Law: a job rings at most once, however many look; one that this program does not know stays a row for one that does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, ClassVar, TypeVar

from pydantic import BeforeValidator, PlainSerializer
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.as_text import AsText
from reisleider.storage.chats import orders
from reisleider.storage.codec import Json, dump, load, read_time, say_time
from reisleider.storage.lanes import lane_of
from reisleider.storage.people import address_of, key_of
from reisleider.storage.prepared import Prepared

Place = Annotated[Address, PlainSerializer(key_of), BeforeValidator(lambda key: address_of(str(key)))]
"""An address that a job must know; in a row it is its key, as everywhere in the database."""


@dataclass(frozen=True)
class Job:
    """Something to be done later. ``kind`` names it in the database; ``subject`` is the id of what it is about, a
    study or an interview. What else it must know are its further fields."""

    kind: ClassVar[str]
    subject: str


@dataclass(frozen=True)
class Fenced(Job):
    """Something to be done about an interview as it stood at ``turn``; once it moved past that, there is nothing to
    do."""

    turn: int


J = TypeVar("J", bound=Job)
_COLUMNS = ("subject", "turn")
_N = t.timers.c
_SETTING = ("kind", "subject", "fence", "due_at", "data")
_SET = Prepared(insert(t.timers), *_SETTING)
_COMING = Prepared(
    select(_N.id, _N.kind, _N.subject, _N.fence, _N.due_at, _N.failed, AsText(_N.data).label("data"))
    .where(_N.parked.is_(None))
    .order_by(_N.due_at, _N.id)
    .limit(bindparam("most"))
)
_THIS = (
    *(_N.id == bindparam("timer"), _N.kind == bindparam("of_kind"), _N.subject == bindparam("about")),
    _N.due_at == bindparam("due"),
)
_TAKE = Prepared(delete(t.timers).where(*_THIS))
_FREE = Prepared(select(_N.id).where(*_THIS), holds="free")
_HOLD = Prepared(update(t.timers).where(*_THIS).values(due_at=bindparam("until")))
_IS_SET = Prepared(
    select(_N.id).where(_N.kind == bindparam("of_kind"), _N.subject == bindparam("about"), _N.parked.is_(None))
)


@dataclass(frozen=True)
class Timer:
    """A job as it waits, for who knows its kind; see ``job_of``. ``data`` is JSON as it stands there, ``failed`` how
    often it could not be done."""

    id: int
    kind: str
    subject: str
    fence: int
    due_at: datetime
    due: str  # as it stands there, readable or not
    data: str | None = None
    failed: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it rings now, as the database sorts times; one that cannot be read is due since ever, or never."""
        due: object = self.due  # nothing promises that a column holds what is written there
        return not isinstance(due, bytes) and (not isinstance(due, str) or due <= say_time(now))


def job_of(timer: Timer, kind: type[J]) -> J:
    """The job that waits. Raises StorageFault where it has a shape that this program cannot read."""
    try:
        held = {**(json.loads(timer.data or "null") or {}), "subject": timer.subject}
    except (ValueError, TypeError) as fault:
        raise StorageFault(f"timer {timer.id}: it has a shape this version cannot read.") from fault
    if issubclass(kind, Fenced):
        held["turn"] = timer.fence
    return load(kind, held, f"timer {timer.id}")


def set_timer(c: Connection, job: Job, due: datetime) -> int:
    """Remember a job for later; returns its timer's id."""
    return _SET.add(c, **_row_of(job, due))


def _row_of(job: Job, due: datetime) -> Json:
    fence = job.turn if isinstance(job, Fenced) else 0
    told = (job.kind, job.subject, fence, say_time(due), _data_of(job))
    return dict(zip(_SETTING, told, strict=True))


def _data_of(job: Job) -> Json | None:
    """What a job must know beside its subject; None where that is nothing but what goes without saying."""
    more = [one for one in fields(job) if one.name not in _COLUMNS]
    if all(one.default is not MISSING and getattr(job, one.name) == one.default for one in more):
        return None
    held = dump(job)
    return {one.name: held[one.name] for one in more}


def coming_timers(c: Connection, limit: int) -> tuple[Timer, ...]:
    """The timers that ring first, due or not, and were not laid aside; earliest first. What one holds is read when it
    rings: it alone may be spoilt."""
    return tuple(
        Timer(row.id, row.kind, row.subject, row.fence, _when(row.due_at), row.due_at, row.data, _count(row.failed))
        for row in _COMING.rows(c, most=limit)
    )


def _when(text: str) -> datetime:
    """When a timer is due; one whose time cannot be read is due since ever."""
    try:
        when = read_time(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def _count(failed: object) -> int:
    """How often a timer failed; what is no number counts as never."""
    return failed if isinstance(failed, int) else 0


def take_timer(c: Connection, timer: Timer) -> bool:
    """Forget a timer that rings now; whether it was still set: it rings at most once, however many look. On
    a server also where nobody else is just at it, or at its conversation: whoever is not let in looks again."""
    if not orders(c, timer.subject):
        return False
    this = {"timer": timer.id, "of_kind": timer.kind, "about": timer.subject, "due": timer.due}
    if lane_of(c) is not None and _FREE.row(c, **this) is None:
        return False
    return bool(_TAKE.run(c, **this).rowcount == 1)


def turn_timer(c: Connection, job: Job, due: datetime, kinds: Iterable[type[Job]]) -> None:
    """Let the one timer of these kinds about a job's subject be this job from now on; set it where there is none."""
    of = tuple(one.kind for one in kinds)
    row = {name: told for name, told in _row_of(job, due).items() if name != "subject"}
    if _turning(of).run(c, about=job.subject, **row, failed=0, parked=None).rowcount == 1:
        return
    _dropping(of).run(c, about=job.subject)
    set_timer(c, job, due)


@cache
def _turning(kinds: tuple[str, ...]) -> Prepared:
    """The statement that turns these kinds into another job."""
    named: list[BindParameter[str]] = [bindparam(f"was{at}", one) for at, one in enumerate(kinds)]
    turned = update(t.timers).where(_N.subject == bindparam("about"), _N.kind.in_(named))
    return Prepared(turned, *("kind", "fence", "due_at", "data", "failed", "parked"))


def hold_timer(c: Connection, timer: Timer, until: datetime) -> Timer | None:
    """Keep a timer from ringing anywhere else for a while, since it is slow work; as it waits now, None where somebody
    else did so before. Who is ended meanwhile loses it then."""
    this = {"timer": timer.id, "of_kind": timer.kind, "about": timer.subject, "due": timer.due}
    if _HOLD.run(c, **this, until=say_time(until)).rowcount != 1:
        return None
    return replace(timer, due_at=until, due=say_time(until))


def is_set(c: Connection, kind: type[Job], subject: str) -> bool:
    """Whether a job of this kind about a subject waits; one that was laid aside does not."""
    return _IS_SET.row(c, of_kind=kind.kind, about=subject) is not None


def is_due(c: Connection, kind: type[Job], subject: str, now: datetime) -> bool:
    """Whether a job of this kind about a subject is due."""
    rows = select(t.timers.c.id).where(t.timers.c.kind == kind.kind, t.timers.c.subject == subject)
    due = rows.where(t.timers.c.parked.is_(None), t.timers.c.due_at <= say_time(now))
    return c.execute(due).first() is not None


def drop_timers(c: Connection, subject: str, kinds: Iterable[type[Job]]) -> None:
    """Forget every job of these kinds about a subject."""
    _dropping(tuple(one.kind for one in kinds)).run(c, about=subject)


@cache
def _dropping(kinds: tuple[str, ...]) -> Prepared:
    """The statement that forgets these kinds; as many as there are places where jobs are forgotten."""
    named: list[BindParameter[str]] = [bindparam(f"kind{at}", one) for at, one in enumerate(kinds)]
    return Prepared(delete(t.timers).where(_N.subject == bindparam("about"), _N.kind.in_(named)))


def postpone(c: Connection, id: int, due: datetime) -> None:
    """Let a timer ring later."""
    c.execute(update(t.timers).where(t.timers.c.id == id).values(due_at=say_time(due)))


def note_failure(c: Connection, id: int, due: datetime) -> None:
    """A timer could not be done: it rings again later, and is known to have failed once more."""
    failed = t.timers.c.failed + 1
    c.execute(update(t.timers).where(t.timers.c.id == id).values(due_at=say_time(due), failed=failed))
