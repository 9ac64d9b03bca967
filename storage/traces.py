"""What still tells that an account was here, after what it told is gone: rows that are addressed to it.

Law: an account that nothing else is known of is in no table; what must still be said to it goes out, and is gone then.
What was sent, and which updates came, is known no longer than needed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, literal_column, or_, select, update

from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import say_time
from reisleider.storage.paces import forget_paces
from reisleider.storage.people import key_of
from reisleider.storage.queues import FAREWELL, WAITING
from reisleider.storage.rounds import rows_posted
from reisleider.storage.writer import note_erased

INBOX_KEPT = timedelta(days=7)
"""After which no platform brings an update again: Telegram gives up after a day, Slack after an hour."""
SENT_KEPT = timedelta(days=60)
"""After which what was sent is not corrected or quoted any more, where its interview ended."""
STEP = 200  # rows of each kind that go in one transaction: a few milliseconds


def is_known(c: Connection, account: tuple[str, str, str]) -> bool:
    """Whether somebody takes part, or leads, with this account."""
    return any(
        c.execute(
            select(table.c.account)
            .where(table.c.platform == account[0], table.c.tenant == account[1], table.c.account == account[2])
            .limit(1)
        ).first()
        is not None
        for table in (t.accounts, t.leads)
    )


def leave_no_trace(c: Connection, account: str, private: Address) -> None:
    """Take an account, and the conversation with it alone, out of every table; what waits to be said there is said."""
    note_erased(c)
    key = key_of(private)
    o = t.outbox.c
    c.execute(delete(t.outbox).where(o.address == key, o.state != WAITING))
    c.execute(update(t.outbox).where(o.address == key, o.state == WAITING).values(interview=FAREWELL))
    for table in (t.posts, t.away, t.focus):
        c.execute(delete(table).where(table.c.address == key))
    for table in (t.drafts, t.lead_talks):
        d = table.c
        mine = d.address.startswith(f"{private.platform}|{private.tenant}|", autoescape=True) & (d.account == account)
        c.execute(delete(table).where(or_(d.address == key, mine)))
    c.execute(delete(t.chats).where(t.chats.c.address == key))


def purge(c: Connection, now: datetime, most: int = STEP) -> int:
    """Throw away which updates came long ago, and what was sent long ago that nothing hangs on; ``most`` of each, so
    that nobody waits for it. Returns how many; none where there are no more."""
    i, o = t.inbox.c, t.outbox.c
    came = select(i.key).where(i.error.is_(None), i.taken_at < say_time(now - INBOX_KEPT)).limit(most)
    gone = c.execute(delete(t.inbox).where(i.key.in_(came))).rowcount
    going_on = select(t.interviews.c.id).where(t.interviews.c.ended_at.is_(None))
    above = select(o.parent).where(o.parent.is_not(None), o.state == WAITING)
    posted = {row for calls in c.execute(select(t.posts.c.calls)).scalars() for rows in calls.values() for row in rows}
    posted |= rows_posted(c)
    old = select(o.id).where(
        o.state != literal_column(f"'{WAITING}'"),  # as the index of what is old has it
        o.due_at < say_time(now - SENT_KEPT),
        or_(o.interview.is_(None), o.interview.not_in(going_on)),
        o.id.not_in(above),
    )
    ids = [id for id in c.execute(old.limit(most + len(posted))).scalars().all() if id not in posted]
    c.execute(delete(t.outbox).where(o.id.in_(ids[:most])))
    forget_paces(c)
    return gone + len(ids[:most])
