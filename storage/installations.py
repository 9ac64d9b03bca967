"""Workspaces that installed the app themselves: what lets us in there, and the states of who is just installing it.

Law: what lets us in leaves the database only to be used; no archive, log or message holds it, and where a workspace
takes it back it is erased. A state is kept as a hash, and is used once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, null, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.storage import tables as t
from reisleider.storage.codec import Json, say_time
from reisleider.storage.parking import park_line, retry_line, waits_for
from reisleider.storage.people import line_key
from reisleider.storage.writer import note_erased

GONE = "uninstalled"
"""Why a call was laid aside whose workspace took the app away."""


def keep_installation(c: Connection, platform: str, tenant: str, held: Json, now: datetime) -> None:
    """A workspace installed the app, for the first time or again: what waited for it goes out."""
    row = upsert(t.installations).values(platform=platform, tenant=tenant, held=held, since=say_time(now))
    new = {"held": row.excluded.held, "since": row.excluded.since}
    c.execute(row.on_conflict_do_update(index_elements=["platform", "tenant"], set_=new))
    note_erased(c)  # what let us in before
    retry_line(c, line_key(platform, tenant), GONE, now)


def drop_installation(c: Connection, platform: str, tenant: str, now: datetime) -> int:
    """A workspace took the app away: what let us in is erased, what waits for it is laid aside. How much that was."""
    i = t.installations.c
    own = i.platform == platform, i.tenant == tenant
    c.execute(update(t.installations).where(*own).values(held=null(), since=say_time(now)))
    note_erased(c)
    return park_line(c, line_key(platform, tenant), GONE)


def is_over(c: Connection, platform: str, tenant: str) -> bool:
    """Whether a workspace took the app away, and nothing waits for it any more."""
    i = t.installations.c
    held = select(i.held).where(i.platform == platform, i.tenant == tenant)
    return c.execute(held).scalar() is None and not waits_for(c, line_key(platform, tenant))


def installations_of(c: Connection, platform: str) -> Mapping[str, Json | None]:
    """What lets us in, by workspace; None for one that took the app away."""
    i = t.installations.c
    rows = c.execute(select(i.tenant, i.held).where(i.platform == platform).order_by(i.tenant))
    return {row.tenant: row.held for row in rows}


def add_state(c: Connection, state: str, until: datetime, now: datetime) -> None:
    """Somebody begins to install; others' states that are over go."""
    c.execute(delete(t.installing).where(t.installing.c.expires_at < say_time(now)))
    c.execute(insert(t.installing).values(hash=_hash(state), expires_at=say_time(until)))


def use_state(c: Connection, state: str, now: datetime) -> bool:
    """Whether this is the state of somebody who is installing; it is used then."""
    i = t.installing.c
    return c.execute(delete(t.installing).where(i.hash == _hash(state), i.expires_at >= say_time(now))).rowcount == 1


def _hash(state: str) -> str:
    return sha256(state.encode(errors="replace")).hexdigest()
