"""What arrived and what must be sent: inbox and outbox as rows.

Law: an outbox row is claimed only when nothing earlier waits for its address; a claim ends when its lease does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import (
    BindParameter,
    Boolean,
    Connection,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.as_text import AsText
from reisleider.storage.blobs import drop_blob, is_kept
from reisleider.storage.codec import Json, load, read_time, say_time
from reisleider.storage.lanes import keep_order
from reisleider.storage.operations import (
    Answer,
    Operation,
    OwnMap,
    Send,
    Use,
    read_operation,
    write_answer,
    write_operation,
)
from reisleider.storage.people import address_of, key_of, place_key
from reisleider.storage.prepared import Prepared
from reisleider.storage.writer import note_erased

WAITING, SENT, FAILED = "waiting", "sent", "failed"
AHEAD = timedelta(seconds=20)
"""How much sooner than all else a call is due that goes on with an interview: who is in the middle of one is answered
before many who begin at once are asked their first question, and nobody waits longer than this for that."""
FAREWELL = "farewell"
"""Instead of an interview: the last thing that is said to somebody who is forgotten; when it is said, the row goes."""
_O = t.outbox.c
_TAKE_IN = Prepared(upsert(t.inbox).on_conflict_do_nothing(), "key", "taken_at")
_ENQUEUED = (
    *("address", "operation", "payload", "parent", "interview", "turn"),
    *("state", "attempts", "due_at", "made_at"),
)
_ENQUEUE = Prepared(insert(t.outbox), *_ENQUEUED)
_OPERATION = Prepared(
    select(_O.operation, _O.payload, _O.parent, _O.question).where(_O.id == bindparam("row"), _O.state == WAITING)
)
_ANSWER = Prepared(select(_O.answer).where(_O.id == bindparam("row")))
_PAYLOAD = Prepared(select(AsText(_O.payload).label("payload")).where(_O.id == bindparam("row")))
_PUT = t.outbox.alias("put")
_QUESTION = Prepared(
    select(_O.id, _O.payload, _O.answer)
    .join(_PUT, func.coalesce(_PUT.c.parent, _PUT.c.id) == _O.id)
    .where(_PUT.c.interview == bindparam("interview"), _PUT.c.turn == bindparam("turn"))
    .order_by(_PUT.c.id.desc())
)
_ANSWERING = Prepared(
    insert(t.outbox).values(
        question=select(func.coalesce(_PUT.c.parent, _PUT.c.id))
        .where(_PUT.c.interview == bindparam("of"), _PUT.c.turn == bindparam("at"))
        .order_by(_PUT.c.id.desc())
        .limit(1)
        .scalar_subquery()
    ),
    *_ENQUEUED,
)
_SHOWN = Prepared(
    select(_O.interview)
    .where(_O.address == bindparam("address"), _O.shown == bindparam("ref"))
    .where(_O.interview.is_not(None))
    .order_by(_O.id.desc())
)
_PARENT = Prepared(select(_O.parent).where(_O.id == bindparam("row")))
_SENT = Prepared(
    update(t.outbox).where(_O.id == bindparam("row"), _O.interview.is_distinct_from(FAREWELL)),
    *("payload", "state", "answer", "shown", "due_at"),
)
_STANDS = Prepared(update(t.outbox).where(_O.id == bindparam("row")), "answer", "shown")


@dataclass(frozen=True)
class Held:
    """A call's columns as they were claimed, read by nobody yet: any of them may be spoilt. ``above``: what was
    answered to the call that this one goes below or answers."""

    operation: str
    payload: str
    parent: int | None
    question: int | None
    above: str | None


@dataclass(frozen=True)
class OutboxRow:
    """One call to a platform, see ``operation_of``. ``attempts`` counts this one too. ``held`` is what it held as it
    was claimed, as text, for ``read_held``; ``more``: whether something waits behind it."""

    id: int
    address: Address
    attempts: int
    held: Held
    more: bool


@dataclass(frozen=True)
class Parked:
    """An update that failed, kept to be tried again."""

    key: str
    payload: Json
    error: str


def known_as(key: str) -> str:
    """By what an update is known here: its key may name who sent it, and this tells nobody."""
    return sha256(key.encode(errors="replace")).hexdigest()[:40]


def take_in(c: Connection, key: str, now: datetime) -> bool:
    """Whether this update is new; writes its key."""
    return bool(_TAKE_IN.run(c, key=known_as(key), taken_at=say_time(now)).rowcount == 1)


def park(c: Connection, key: str, payload: Mapping[str, object], error: str, now: datetime) -> None:
    """Keep an update that failed."""
    row = upsert(t.inbox).values(key=known_as(key), taken_at=say_time(now), parked=payload, error=error)
    c.execute(row.on_conflict_do_update(index_elements=["key"], set_={"parked": payload, "error": error}))


def unpark(c: Connection, key: str) -> None:
    """What failed was taken after all; its ``key``, as ``parked`` tells it, stays, what it held goes."""
    c.execute(update(t.inbox).where(t.inbox.c.key == key).values(parked=null(), error=None))


def parked(c: Connection) -> tuple[Parked, ...]:
    """The updates that failed, oldest first."""
    i = t.inbox.c
    held = AsText(i.parked)
    rows = select(i.key, held.label("held"), i.error).where(or_(i.error.is_not(None), held.is_not(None)))
    return tuple(
        Parked(str(row.key), _object_in(row.held), str(row.error or ""))
        for row in c.execute(rows.order_by(i.taken_at, i.key))
    )


def _object_in(text: str | None) -> Json:
    """What a parked update holds; nothing where that cannot be read: it alone is spoilt."""
    try:
        held = json.loads(text or "null")
    except (ValueError, TypeError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def enqueue(
    c: Connection,
    address: Address,
    operation: Operation,
    now: datetime,
    *,
    not_before: datetime | None = None,
) -> int:
    """Put one call in the outbox of an address; returns its row id."""
    payload = write_operation(c, operation)
    keep_order(c, place_key(address))
    used = operation.used if isinstance(operation, Send) else None
    goes_on = used is not None or isinstance(operation, Use) or bool(payload.get("turn"))
    about = {} if used is None else {"of": used.interview, "at": used.turn}
    return (_ENQUEUE if used is None else _ANSWERING).add(
        c,
        **about,
        address=key_of(address),
        operation=operation.name,
        payload=payload,
        parent=None if isinstance(operation, OwnMap) else operation.parent,
        interview=payload.get("interview"),
        turn=payload.get("turn"),
        state=WAITING,
        attempts=0,
        due_at=say_time(not_before or (now - AHEAD if goes_on else now)),
        made_at=say_time(now),
    )


def claim(
    c: Connection, now: datetime, lease_seconds: float, limit: int, lines: tuple[str, ...]
) -> tuple[OutboxRow, ...]:
    """Due rows of these lines (see ``line_of``), ``limit`` of each, at most one per address and the earliest, ours
    until the lease ends.

    A row that cannot be read holds up no other: it is parked.
    """
    return claim_each(c, now, lease_seconds, dict.fromkeys(lines, limit))


def claim_each(c: Connection, now: datetime, lease_seconds: float, most: Mapping[str, int]) -> tuple[OutboxRow, ...]:
    """``claim``, of each line as many as ``most`` says."""
    if not most:
        return ()
    most = {**most, NOWHERE: 1}
    asked = {f"{name}{at}": told for at, one in enumerate(most.items()) for name, told in zip(_ASKED, one, strict=True)}
    until = say_time(now + timedelta(seconds=lease_seconds))
    rows = sorted(_claiming(len(most)).rows(c, now=say_time(now), until=until, **asked), key=lambda row: int(row.id))
    places = {row.id: place for row in rows if (place := _place_of(row.address)) is not None}
    lost = [row.id for row in rows if row.id not in places]
    if lost:
        c.execute(update(t.outbox).where(_O.id.in_(lost)).values(state="parked", error="address"))
    return tuple(
        OutboxRow(row.id, places[row.id], row.attempts, Held(*row[3:-1]), bool(row.more))
        for row in rows
        if row.id in places
    )


NOWHERE = ""
"""The line of what has no address that could be read: claimed to be parked."""
_ASKED = ("line", "most")
# as text: in what an update returns SQLAlchemy leaves out whose columns they are, and here there are two of each
_ABOVE = AsText(
    literal_column(
        "(SELECT above.answer FROM outbox AS above WHERE above.id = coalesce(outbox.question, outbox.parent))"
    )
)
_MORE = literal_column(
    "EXISTS (SELECT 1 FROM outbox AS later"
    " WHERE later.state = 'waiting' AND later.address = coalesce(outbox.address, '')"  # a bare column: no index is used
    " AND later.id > coalesce(outbox.id, 0))",
    Boolean,
)


@cache
def _claiming(lines: int) -> Prepared:
    """The statement that claims what is due of so many lines, the first of each address: the index of those that
    are first is all that it reads."""
    due = [
        select(_O.id)
        .where(_O.head == bindparam(f"line{at}"), _O.due_at <= bindparam("now"))
        .order_by(_O.due_at, _O.id)
        .limit(bindparam(f"most{at}"))
        .with_for_update(skip_locked=True)  # on a server: two programs never claim the same, and neither waits
        .subquery()
        for at in range(lines)
    ]
    return Prepared(
        update(t.outbox)
        .where(_O.id.in_(union_all(*(select(one.c.id) for one in due))))
        .values(due_at=bindparam("until"), attempts=_O.attempts + 1)
        .returning(
            *(
                _O.id,
                _O.address,
                _O.attempts,
                _O.operation,
                AsText(_O.payload).label("payload"),
                _O.parent,
                _O.question,
            ),
            *(_ABOVE.label("above"), _MORE.label("more")),
        )
    )


def _place_of(key: str) -> Address | None:
    try:
        return address_of(key)
    except (ValueError, TypeError, AttributeError):  # nothing promises that a column holds what is written there
        return None


def operation_of(c: Connection, row_id: int) -> Operation | None:
    """What a call is; None where it was erased, or is over. Raises StorageFault where this program knows no such."""
    row = _OPERATION.row(c, row=row_id)
    return None if row is None else read_operation(c, row.operation, row.payload, row.parent, row.question)


def read_held(held: Held) -> Operation | None:
    """What a call is, as it was claimed; None where it cannot be told from that alone: it has files, or is spoilt."""
    try:
        payload = json.loads(held.payload)
        files = payload.get("attachments")
        return None if files else read_operation(None, held.operation, payload, held.parent, held.question)
    except (StorageFault, ValueError, TypeError, AttributeError):
        return None


def read_above(held: Held) -> Answer | None:
    """What was answered to the call that this one goes below or answers, as it was claimed; None where nothing was."""
    try:
        told = None if held.above is None else json.loads(held.above)
        return None if told is None else load(Answer, told, "outbox")
    except (StorageFault, ValueError):
        return None


def interview_of(c: Connection, row_id: int) -> str | None:
    """The interview that a call belongs to, or None."""
    return c.execute(select(t.outbox.c.interview).where(t.outbox.c.id == row_id)).scalar()


@dataclass(frozen=True)
class Reached:
    """When something of an interview last reached somebody (None: never), and whether something still ``waits``."""

    at: datetime | None
    waits: bool


def last_reached(c: Connection, interview: str) -> Reached:
    """When something of an interview was last taken by its platform, and whether something of it waits."""
    o = t.outbox.c
    sent_at = c.execute(select(func.max(o.due_at)).where(o.interview == interview, o.state == SENT)).scalar()
    waits = c.execute(select(o.id).where(o.interview == interview, o.state == WAITING).limit(1)).first() is not None
    return Reached(None if sent_at is None else read_time(sent_at), waits)


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


def answered(c: Connection, row_id: int) -> Answer | None:
    """What the platform answered to a call; None while it waits."""
    found = _ANSWER.value(c, row=row_id)
    return None if found is None else load(Answer, found, f"outbox {row_id}")


def thread_of(c: Connection, row_id: int) -> str | None:
    """The reference of the message in whose thread a call was made, or None."""
    above = _PARENT.value(c, row=row_id)
    told = None if above is None else answered(c, above)
    return None if told is None else told.ref


def stands(c: Connection, row_id: int, answer: Answer) -> None:
    """What a call showed was replaced: this stands there now."""
    held = _ANSWER.value(c, row=row_id) or {}
    told = {**held, **write_answer(answer)}
    _STANDS.run(c, row=row_id, answer=told, shown=told.get("ref"))


@dataclass(frozen=True)
class Question:
    """The call that put a question, sent or not, and whether it has ``buttons``."""

    row: int
    buttons: bool


def question_of(c: Connection, interview: str, turn: int) -> Question | None:
    """The call that put the question of this turn, the last where it was put again, also where an edit brought that
    question to this turn; None where none did."""
    found = _QUESTION.row(c, interview=interview, turn=turn)
    if found is None:
        return None
    return Question(found.id, bool((found.payload or {}).get("buttons")) or "text" in (found.answer or {}))


def last_mark(c: Connection, interview: str) -> str | None:
    """What a participant's own picture was marked with that was put last, sent or not; None where there was none."""
    o = t.outbox.c
    rows = select(o.payload, o.answer).where(o.interview == interview, o.operation == OwnMap.name)
    row = c.execute(rows.order_by(o.id.desc())).first()
    return None if row is None else (row.payload or {}).get("mark") or (row.answer or {}).get("mark")


def interview_shown(c: Connection, address: Address, ref: str) -> str | None:
    """The interview that a message in this chat belongs to, by the message's reference; None for any other message."""
    found: str | None = _SHOWN.value(c, address=key_of(address), ref=ref)
    return found


def next_due(c: Connection, lines: tuple[str, ...]) -> datetime | None:
    """When the next waiting call of these lines is due, or None."""
    if not lines:
        return None
    found = _earliest(len(lines)).value(c, **{f"line{at}": one for at, one in enumerate(lines)})
    try:
        return None if found is None else read_time(found)
    except ValueError:  # no time at all: that row is claimed, or never is
        return None


@cache
def _earliest(lines: int) -> Prepared:
    named: list[BindParameter[str]] = [bindparam(f"line{at}") for at in range(lines)]
    return Prepared(select(func.min(_O.due_at).label("due")).where(_O.head.in_(named)))


def give_up_address(c: Connection, address: Address, error: str) -> int:
    """Stop trying everything that waits for an address; returns how many rows that were."""
    o = t.outbox.c
    ids = c.execute(select(o.id).where(o.address == key_of(address), o.state == WAITING)).scalars().all()
    for id in ids:
        give_up(c, id, error)
    return len(ids)


def sent(c: Connection, row_id: int, answer: Answer, now: datetime, *, files: bool = True) -> None:
    """The platform took it; what it held is thrown away. ``files``: whether it may have held any."""
    held = _files(c, row_id) if files else set()
    told = write_answer(answer)
    done = _SENT.run(c, row=row_id, payload={}, state=SENT, answer=told, shown=answer.ref, due_at=say_time(now))
    if done.rowcount == 0:
        _end_farewell(c, row_id)
    _let_go(c, held)


def retry(c: Connection, row_id: int, not_before: datetime, error: str) -> None:
    """Try again later."""
    c.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(due_at=say_time(not_before), error=error))


def give_up(c: Connection, row_id: int, error: str) -> None:
    """Stop trying; the row stays, so that it can be seen, without what it held."""
    held = _files(c, row_id)
    c.execute(update(t.outbox).where(t.outbox.c.id == row_id).values(payload={}, state=FAILED, error=error))
    _end_farewell(c, row_id)
    _let_go(c, held)


def _end_farewell(c: Connection, row_id: int) -> None:
    """Throw a farewell away that was said, or cannot be."""
    if c.execute(delete(t.outbox).where(t.outbox.c.id == row_id, t.outbox.c.interview == FAREWELL)).rowcount:
        note_erased(c)


def _files(c: Connection, row_id: int) -> set[str]:
    """The files that a call holds, by their digests; none where what it holds cannot be read."""
    held = _object_in(_PAYLOAD.value(c, row=row_id)).get("attachments")
    files = [one.get("blob") for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    return {one for one in files if isinstance(one, str)}


def _let_go(c: Connection, files: Iterable[str]) -> None:
    """Throw away the files that only a call which ended still needed."""
    for digest in files:
        holds = t.outbox.c.state.in_((WAITING, "parked"))  # any other gave up what it held
        still = select(t.outbox.c.id).where(holds, cast(t.outbox.c.payload, String).contains(digest)).limit(1)
        if c.execute(still).first() is None and not is_kept(c, digest):
            drop_blob(c, digest)
            note_erased(c)


def waiting(c: Connection) -> int:
    """How many calls wait to be sent."""
    return c.execute(select(func.count()).select_from(t.outbox).where(t.outbox.c.state == WAITING)).scalar_one()
