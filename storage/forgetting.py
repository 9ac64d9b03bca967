"""Erases a participant: interviews, answers, accounts and whatever waits to be sent to them.

Law: nothing they said stays, and a tombstone keeps an import from bringing it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from reisleider.flows.journey import Participant
from reisleider.storage import tables as t
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.interviews import erase_interview
from reisleider.storage.parking import forget_laid
from reisleider.storage.people import accounts_of
from reisleider.storage.queues import parked, unpark
from reisleider.storage.tallies import uncount_blocks
from reisleider.storage.writer import note_forgotten


def forget_participant(c: Connection, participant: Participant, now: datetime) -> int:
    """Erase a participant; returns how many interviews went."""
    count = remove_participant(c, participant)
    c.execute(
        insert(t.tombstones).values(study=participant.study, participant=participant.id, forgotten_at=say_time(now))
    )
    return count


def forgotten_in(c: Connection, study: str) -> frozenset[str]:
    """Who asked to be forgotten in a study, by id."""
    return frozenset(c.execute(select(t.tombstones.c.participant).where(t.tombstones.c.study == study)).scalars())


def forgotten_last(c: Connection, study: str) -> datetime | None:
    """When somebody asked last to be forgotten in a study; None where nobody did."""
    last = c.execute(select(func.max(t.tombstones.c.forgotten_at)).where(t.tombstones.c.study == study)).scalar()
    return None if last is None else read_time(last)


def remove_participant(c: Connection, participant: Participant) -> int:
    """Erase a participant who may come back: what was taken in from elsewhere and is taken out again. Returns how many
    interviews went."""
    note_forgotten(c)
    ids = list(c.execute(select(t.interviews.c.id).where(t.interviews.c.participant == participant.id)).scalars())
    for one in ids:
        erase_interview(c, one)
    c.execute(delete(t.focus).where(t.focus.c.interview.in_(ids)))
    c.execute(delete(t.chats).where(t.chats.c.interview.in_(ids)))
    uncount_blocks(c, participant.study, participant.id)
    c.execute(delete(t.interviews).where(t.interviews.c.participant == participant.id))
    forget_parked(c, accounts_of(c, participant.id))
    c.execute(delete(t.accounts).where(t.accounts.c.participant == participant.id))
    c.execute(delete(t.participants).where(t.participants.c.id == participant.id))
    return len(ids)


def forget_parked(c: Connection, accounts: Iterable[tuple[str, str, str]]) -> None:
    """Empty the updates that failed and came from these accounts; that they were taken in stays. What else was laid
    aside goes where nobody can say whose it is."""
    forget_laid(c)
    gone = set(accounts)
    for one in parked(c):
        if not one.payload or tuple(one.payload.get(part) for part in ("platform", "tenant", "account")) in gone:
            unpark(c, one.key)
