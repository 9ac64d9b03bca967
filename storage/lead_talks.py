"""Conversations with who leads: what they said so far of a study that is not there yet, or of an action.

Law: no participant and no interview knows of them, so that nothing a lead says is ever counted; a talk goes
when what it was for is there, or when its lead throws it away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load, say_time
from reisleider.storage.people import address_of, key_of
from reisleider.storage.writer import note_erased


@dataclass(frozen=True)
class LeadTalk:
    """One talk: where it stands (``interview``), in which chat with whom, and the place where it was asked for."""

    interview: Interview
    address: Address
    account: str
    asked_at: Address


def keep_talk(c: Connection, talk: LeadTalk, now: datetime) -> None:
    """Write a talk, new or further."""
    row = upsert(t.lead_talks).values(
        id=talk.interview.id,
        address=key_of(talk.address),
        account=talk.account,
        script=talk.interview.script,
        asked_at=key_of(talk.asked_at),
        talk=dump(talk.interview),
        moved_at=say_time(now),
    )
    further = {name: row.excluded[name] for name in ("asked_at", "talk", "moved_at")}
    c.execute(row.on_conflict_do_update(index_elements=["id"], set_=further))


def talk_called(c: Connection, id: str) -> LeadTalk | None:
    """The talk with this id, or None."""
    row = c.execute(select(t.lead_talks).where(t.lead_talks.c.id == id)).first()
    if row is None:
        return None
    interview = load(Interview, row.talk, f"talk {id}")
    return LeadTalk(interview, address_of(row.address), row.account, address_of(row.asked_at))


def talk_begun(c: Connection, address: Address, account: str, script: str) -> LeadTalk | None:
    """The talk of this script that somebody began here and did not end, the last where there are several; or None."""
    l = t.lead_talks.c  # noqa: E741 - as the other tables' columns are called
    mine = l.address == key_of(address), l.account == account, l.script == script
    id = c.execute(select(l.id).where(*mine).order_by(l.moved_at.desc(), l.id).limit(1)).scalar()
    return None if id is None else talk_called(c, id)


def drop_talks_about(c: Connection, study: str) -> None:
    """Talks about what is done about a study go with it, with what they say in their chats."""
    rows = c.execute(select(t.lead_talks.c.id, t.lead_talks.c.talk)).all()
    for id in (row.id for row in rows if row.talk.get("study") == study):
        drop_talk(c, id)
        c.execute(delete(t.outbox).where(t.outbox.c.interview == id))


def drop_talk(c: Connection, id: str) -> None:
    """A talk is over: what was said in it goes."""
    note_erased(c)
    c.execute(delete(t.lead_talks).where(t.lead_talks.c.id == id))
