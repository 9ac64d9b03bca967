"""Invitations: kept by the hash of their token, used once or open, and never for ever.

Law: the token itself is kept nowhere; who was invited is not kept either, only that an invitation was used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from reisleider.storage import tables as t
from reisleider.storage.codec import read_time, say_time

Kind = Literal["personal", "open", "lead"]
"""personal: for one person, once; open: for everybody who has the link; lead: makes one person a lead, once."""


@dataclass(frozen=True)
class Invite:
    """One invitation to an interview, by its ``script``'s name. ``used_at`` stays None for an open one."""

    study: str
    script: str
    kind: Kind
    persona: str | None
    expires_at: datetime
    used_at: datetime | None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def add_invite(
    c: Connection, token: str, study: str, script: str, kind: Kind, persona: str | None, now: datetime, until: datetime
) -> None:
    """Keep an invitation; a new open one for a script and persona ends the one before."""
    i = t.invites.c
    if kind == "open":
        before = (i.study == study) & (i.script == script) & (i.kind == "open")
        c.execute(delete(t.invites).where(before, i.persona.is_(None) if persona is None else i.persona == persona))
    row = {"hash": _hash(token), "study": study, "script": script, "kind": kind, "persona": persona}
    c.execute(insert(t.invites).values(**row, made_at=say_time(now), expires_at=say_time(until)))


def find_invite(c: Connection, token: str) -> Invite | None:
    """The invitation of a token, used and expired ones too; None where there is none."""
    row = c.execute(select(t.invites).where(t.invites.c.hash == _hash(token))).first()
    if row is None:
        return None
    used = None if row.used_at is None else read_time(row.used_at)
    return Invite(row.study, row.script, row.kind, row.persona, read_time(row.expires_at), used)


def use_invite(c: Connection, token: str, now: datetime) -> None:
    """Mark a personal invitation as used."""
    c.execute(update(t.invites).where(t.invites.c.hash == _hash(token)).values(used_at=say_time(now)))
