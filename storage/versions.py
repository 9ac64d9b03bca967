"""Published maps, numbered per study and persona.

Law: no figure of a version is ever changed; who stood behind it is kept as participant ids only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from reisleider.storage import tables as t
from reisleider.storage.codec import Json, read_time, say_time
from reisleider.storage.writer import note_erased

EVERYONE = ""


@dataclass(frozen=True)
class Version:
    """One published map: its number from 1, when, from whom, and the map as JSON."""

    number: int
    published_at: datetime
    respondents: tuple[str, ...]
    map: Json


def publish(
    c: Connection,
    study: str,
    persona: str | None,
    map_json: Json,
    respondents: Iterable[str],
    now: datetime,
    number: int | None = None,
) -> int:
    """Keep a map as the next version; returns its number. ``number``: of everyone's version that a persona's is of."""
    last = latest_version(c, study, persona)
    number = number or (1 if last is None else last.number + 1)
    c.execute(
        insert(t.versions).values(
            study=study,
            persona=persona or EVERYONE,
            number=number,
            published_at=say_time(now),
            respondents=sorted(respondents),
            map=map_json,
        )
    )
    return number


def version_of(c: Connection, study: str, persona: str | None, number: int) -> Version | None:
    """The published version with this number, or None."""
    v = t.versions.c
    here = (v.study == study) & (v.persona == (persona or EVERYONE)) & (v.number == number)
    row = c.execute(select(t.versions).where(here)).first()
    return None if row is None else Version(row.number, read_time(row.published_at), tuple(row.respondents), row.map)


def latest_version(c: Connection, study: str, persona: str | None) -> Version | None:
    """The last published version, or None."""
    v = t.versions.c
    row = c.execute(
        select(t.versions).where(v.study == study, v.persona == (persona or EVERYONE)).order_by(v.number.desc())
    ).first()
    if row is None:
        return None
    return Version(row.number, read_time(row.published_at), tuple(row.respondents), row.map)


def versions_of(c: Connection, study: str, persona: str | None) -> tuple[Version, ...]:
    """Every published version, the first one first."""
    v = t.versions.c
    here = (v.study == study) & (v.persona == (persona or EVERYONE))
    rows = c.execute(select(t.versions).where(here).order_by(v.number)).all()
    return tuple(Version(row.number, read_time(row.published_at), tuple(row.respondents), row.map) for row in rows)


def rewrite(c: Connection, study: str, persona: str | None, number: int, told: Json) -> None:
    """Let a published version be told in other words; its figures stay."""
    v = t.versions.c
    note_erased(c)
    here = (v.study == study) & (v.persona == (persona or EVERYONE)) & (v.number == number)
    c.execute(update(t.versions).where(here).values(map=told))
