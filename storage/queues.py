"""What arrived, what must be sent, what must be remembered: inbox, outbox and timers as rows.

Law: an outbox row is claimed only when nothing earlier waits for its address; a claim ends when its lease does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    String,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.blobs import drop_blob
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.people import address_of, key_of
from reisleider.storage.writer import note_erased

WAITING, SENT, FAILED = "waiting", "sent", "failed"
OWN_MAP = "own-map"
"""The operation of a participant's own picture: drawn when it is sent, so that no file of it is kept."""


@dataclass(frozen=True)
class OutboxRow:
    """One call to a platform. ``attempts`` counts this one too."""

    id: int
    address: Address
    operation: str
    payload: dict[str, Any]
    parent: int | None
    attempts: int


@dataclass(frozen=True)
class Timer:
    """Something to do later: ``fence`` is the turn it was set at, and ends it when the interview moved on; ``data`` is
    what else it must know."""

    id: int
    kind: str
    subject: str
    fence: int
    due_at: datetime
    data: dict[str, Any] | None = None


@dataclass(frozen=True)
class Parked:
    """An update that failed, kept to be tried again."""

    key: str
    payload: dict[str, Any]
    error: str


def take_in(c: Connection, key: str, now: datetime) -> bool:
    """Whether this update is new; writes its key."""
    row = upsert(t.inbox).values(key=key, taken_at=say_time(now)).on_conflict_do_nothing()
    return c.execute(row).rowcount == 1


def park(c: Connection, key: str, payload: dict[str, Any], error: str, now: datetime) -> None:
    """Keep an update that failed."""
    row = upsert(t.inbox).values(key=key, taken_at=say_time(now), parked=payload, error=error)
    c.execute(row.on_conflict_do_update(index_elements=["key"], set_={"parked": payload, "error": error}))


def unpark(c: Connection, key: str) -> None:
    """What failed was taken after all; its key stays, what it held goes."""
    c.execute(update(t.inbox).where(t.inbox.c.key == key).values(parked=null(), error=None))


def parked(c: Connection) -> tuple[Parked, ...]:
    """The updates that failed, oldest first."""
    rows = c.execute(select(t.inbox).where(t.inbox.c.error.is_not(None)).order_by(t.inbox.c.taken_at, t.inbox.c.key))
    return tuple(Parked(row.key, row.parked or {}, row.error) for row in rows)


def enqueue(
    c: Connection,
    address: Address,
    operation: str,
    payload: dict[str, Any],
    now: datetime,
    *,
    not_before: datetime | None = None,
    parent: int | None = None,
) -> int:
    """Put one call in the outbox of an address; returns its row id."""
    made = c.execute(
        insert(t.outbox).values(
            address=key_of(address),
            operation=operation,
            payload=payload,
            parent=parent,
            interview=payload.get("interview"),
            turn=payload.get("turn"),
            state=WAITING,
            attempts=0,
            due_at=say_time(not_before or now),
        )
    )
    return _id_of(made)


def claim(
    c: Connection, now: datetime, lease_seconds: float, limit: int, platforms: tuple[str, ...]
) -> tuple[OutboxRow, ...]:
    """Due rows of these platforms, at most one per address and the earliest, ours until the lease ends."""
    o, earlier = t.outbox.c, t.outbox.alias()
    rows = c.execute(
        select(t.outbox)
        .where(o.state == WAITING, o.due_at <= say_time(now))
        .where(~exists().where(earlier.c.address == o.address, earlier.c.state == WAITING, earlier.c.id < o.id))
        .where(_any_platform(platforms))
        .order_by(o.id)
        .limit(limit)
    ).all()
    if not rows:
        return ()
    until = say_time(now + timedelta(seconds=lease_seconds))
    ids = [row.id for row in rows]
    c.execute(update(t.outbox).where(o.id.in_(ids)).values(due_at=until, attempts=o.attempts + 1))
    return tuple(
        OutboxRow(row.id, address_of(row.address), row.operation, row.payload, row.parent, row.attempts + 1)
        for row in rows
    )


def _any_platform(platforms: tuple[str, ...]) -> Any:
    return or_(false(), *(t.outbox.c.address.startswith(f"{platform}|", autoescape=True) for platform in platforms))


def _id_of(made: CursorResult[Any]) -> int:
    key = made.inserted_primary_key
    if key is None:
        raise StorageFault("outbox: the database gave no row id; report this.")
    return int(key[0])


def release(c: Connection, address: Address, now: datetime) -> None:
    """End every lease on an address, for who alone sends there and is only starting: a row whose sender was killed
    would otherwise hold up the address until its lease ends."""
    o = t.outbox.c
    c.execute(update(t.outbox).where(o.address == key_of(address), o.state == WAITING).values(due_at=say_time(now)))


def drop_questions(c: Connection, address: Address, interview: str) -> None:
    """Throw away the questions of an interview that still wait at an address: its open one is asked anew."""
    o = t.outbox.c
    waits = delete(t.outbox).where(o.address == key_of(address), o.state == WAITING, o.interview == interview)
    c.execute(waits.where(o.payload["turn"].as_integer().is_not(None)))


def answered(c: Connection, row_id: int | None) -> dict[str, Any] | None:
    """What the platform answered to a call: ``ref``, ``files``, the text of a question; None while it waits."""
    if row_id is None:
        return None
    found: dict[str, Any] | None = c.execute(select(t.outbox.c.answer).where(t.outbox.c.id == row_id)).scalar()
    return found


def thread_of(c: Connection, row_id: int | None) -> str | None:
    """The reference of the message in whose thread a call was made, or None."""
    above = c.execute(select(t.outbox.c.parent).where(t.outbox.c.id == row_id)).scalar()
    ref = (answered(c, above) or {}).get("ref")
    return None if ref is None else str(ref)


def stands(c: Connection, row_id: int, answer: dict[str, Any]) -> None:
    """What a call showed was replaced: this stands there now."""
    held = answered(c, row_id) or {}
    c.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(answer={**held, **answer}))


def has_buttons(c: Connection, row_id: int) -> bool:
    """Whether a call put a question with buttons, sent or not."""
    row = c.execute(select(t.outbox.c.payload, t.outbox.c.answer).where(t.outbox.c.id == row_id)).one()
    return bool((row.payload or {}).get("buttons")) or "text" in (row.answer or {})


def question_row(c: Connection, interview: str, turn: int) -> int | None:
    """The call that put the question of this turn, the last where it was put again, also where an edit brought that
    question to this turn; None where none did."""
    o = t.outbox.c
    rows = select(func.coalesce(o.parent, o.id)).where(o.interview == interview, o.turn == turn)
    return c.execute(rows.order_by(o.id.desc())).scalar()


def last_mark(c: Connection, interview: str) -> str | None:
    """What a participant's own picture was marked with that was put last, sent or not; None where there was none."""
    o = t.outbox.c
    rows = select(o.payload, o.answer).where(o.interview == interview, o.operation == OWN_MAP)
    row = c.execute(rows.order_by(o.id.desc())).first()
    return None if row is None else (row.payload or {}).get("mark") or (row.answer or {}).get("mark")


def interview_shown(c: Connection, address: Address, ref: str) -> str | None:
    """The interview that a message in this chat belongs to, by the message's reference; None for any other message."""
    o = t.outbox.c
    rows = select(o.interview).where(o.address == key_of(address), o.answer["ref"].as_string() == ref)
    return c.execute(rows.where(o.interview.is_not(None)).order_by(o.id.desc())).scalar()


def next_due(c: Connection, platforms: tuple[str, ...]) -> datetime | None:
    """When the next waiting call of these platforms is due, or None."""
    rows = select(func.min(t.outbox.c.due_at)).where(t.outbox.c.state == WAITING).where(_any_platform(platforms))
    found = c.execute(rows).scalar()
    return None if found is None else read_time(found)


def give_up_address(c: Connection, address: Address, error: str) -> int:
    """Stop trying everything that waits for an address; returns how many rows that were."""
    o = t.outbox.c
    ids = c.execute(select(o.id).where(o.address == key_of(address), o.state == WAITING)).scalars().all()
    for id in ids:
        give_up(c, id, error)
    return len(ids)


def sent(c: Connection, row_id: int, answer: dict[str, Any], now: datetime) -> None:
    """The platform took it; what it held is thrown away."""
    _finish(c, row_id, {"state": SENT, "answer": answer, "due_at": say_time(now)})


def retry(c: Connection, row_id: int, not_before: datetime, error: str) -> None:
    """Try again later."""
    c.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(due_at=say_time(not_before), error=error))


def give_up(c: Connection, row_id: int, error: str) -> None:
    """Stop trying; the row stays, so that it can be seen, without what it held."""
    _finish(c, row_id, {"state": FAILED, "error": error})


def _finish(c: Connection, row_id: int, values: dict[str, Any]) -> None:
    """End a call, and throw away the files that only it still needed."""
    payload = c.execute(select(t.outbox.c.payload).where(t.outbox.c.id == row_id)).scalar() or {}
    c.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(payload={}, **values))
    for digest in {one["blob"] for one in payload.get("attachments", ())}:
        still = select(t.outbox.c.id).where(cast(t.outbox.c.payload, String).contains(digest)).limit(1)
        if c.execute(still).first() is None:
            drop_blob(c, digest)
            note_erased(c)


def waiting(c: Connection) -> int:
    """How many calls wait to be sent."""
    return c.execute(select(func.count()).select_from(t.outbox).where(t.outbox.c.state == WAITING)).scalar_one()


def set_timer(
    c: Connection, kind: str, subject: str, fence: int, due: datetime, data: dict[str, Any] | None = None
) -> int:
    """Remember something for later; returns the timer's id."""
    values = {"kind": kind, "subject": subject, "fence": fence, "due_at": say_time(due), "data": data}
    row = c.execute(insert(t.timers).values(values))
    return _id_of(row)


def due_timers(c: Connection, now: datetime, limit: int) -> tuple[Timer, ...]:
    """The timers that are due, earliest first."""
    rows = c.execute(
        select(t.timers)
        .where(t.timers.c.due_at <= say_time(now))
        .order_by(t.timers.c.due_at, t.timers.c.id)
        .limit(limit)
    )
    return tuple(Timer(row.id, row.kind, row.subject, row.fence, read_time(row.due_at), row.data) for row in rows)


def still_set(c: Connection, id: int) -> bool:
    """Whether a timer was not dropped meanwhile: it rings at most once, however many look."""
    return c.execute(select(t.timers.c.id).where(t.timers.c.id == id)).first() is not None


def is_set(c: Connection, kind: str, subject: str) -> bool:
    """Whether a timer of this kind about a subject waits."""
    rows = select(t.timers.c.id).where(t.timers.c.kind == kind, t.timers.c.subject == subject)
    return c.execute(rows).first() is not None


def drop_timer(c: Connection, id: int) -> None:
    """Forget a timer."""
    c.execute(delete(t.timers).where(t.timers.c.id == id))


def drop_timers(c: Connection, subject: str, *kinds: str) -> None:
    """Forget every timer of these kinds about a subject."""
    c.execute(delete(t.timers).where(t.timers.c.subject == subject, t.timers.c.kind.in_(kinds)))


def postpone(c: Connection, id: int, due: datetime) -> None:
    """Let a timer ring later."""
    c.execute(update(t.timers).where(t.timers.c.id == id).values(due_at=say_time(due)))


def next_timer(c: Connection) -> datetime | None:
    """When the next timer rings, or None."""
    found = c.execute(select(func.min(t.timers.c.due_at))).scalar()
    return None if found is None else read_time(found)
