"""Erases a participant: interviews, answers, accounts and whatever waits to be sent to them.

Law: nothing they said stays, and a tombstone keeps an import from bringing it back.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from flows.journey import Participant
from storage import tables as t
from storage.codec import say_time
from storage.interviews import erase_interview
from storage.writer import note_erased


def forget_participant(c: Connection, participant: Participant, now: datetime) -> int:
    """Erase a participant; returns how many interviews went."""
    note_erased(c)
    ids = list(c.execute(select(t.interviews.c.id).where(t.interviews.c.participant == participant.id)).scalars())
    for one in ids:
        erase_interview(c, one)
    c.execute(delete(t.focus).where(t.focus.c.interview.in_(ids)))
    c.execute(delete(t.interviews).where(t.interviews.c.participant == participant.id))
    c.execute(delete(t.accounts).where(t.accounts.c.participant == participant.id))
    c.execute(delete(t.participants).where(t.participants.c.id == participant.id))
    c.execute(
        insert(t.tombstones).values(study=participant.study, participant=participant.id, forgotten_at=say_time(now))
    )
    return len(ids)
