"""How soon a platform may be written to again, where several programs write to it: kept by the server they share.

Law: the server's clock is everybody's; a place is known by a digest, so that nothing here tells of anybody; nothing in
it is worth keeping, so that no migration and no copy knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import JSON, Column, Connection, Float, MetaData, String, Table, delete, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.storage.lanes import lane_of

own = MetaData()
paces = Table(
    "paces",
    own,
    Column("place", String(64), primary_key=True),
    Column("free_at", Float, nullable=False),
    Column("sent_at", JSON, nullable=False),
    prefixes=["UNLOGGED"],
)
KEPT = 3600.0  # seconds after which a pace holds up nobody


@dataclass(frozen=True)
class Pace:
    """When a place may be written to again, and when it was written to lately; both in the server's seconds."""

    free_at: float
    sent_at: tuple[float, ...] = ()


def server_time(c: Connection) -> float:
    """The server's clock, in seconds."""
    return float(c.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())


def take_paces(c: Connection, places: Iterable[str]) -> Mapping[str, Pace]:
    """The paces of these places, which nobody else can take before this transaction ends."""
    known = {_known_as(place): place for place in places}
    rows = c.execute(select(paces).where(paces.c.place.in_(known)).order_by(paces.c.place).with_for_update())
    return {known[row.place]: Pace(row.free_at, tuple(row.sent_at)) for row in rows}


def keep_paces(c: Connection, kept: Mapping[str, Pace]) -> None:
    """Write the paces of these places."""
    for place, pace in sorted((_known_as(place), pace) for place, pace in kept.items()):
        row = upsert(paces).values(place=place, free_at=pace.free_at, sent_at=list(pace.sent_at))
        now = {"free_at": row.excluded.free_at, "sent_at": row.excluded.sent_at}
        c.execute(row.on_conflict_do_update(index_elements=["place"], set_=now))


def forget_paces(c: Connection) -> None:
    """Throw away what holds up nobody any more; in a file there is nothing of it."""
    if lane_of(c) is not None:
        c.execute(delete(paces).where(paces.c.free_at < server_time(c) - KEPT))


def _known_as(place: str) -> str:
    return sha256(place.encode(errors="replace")).hexdigest()
