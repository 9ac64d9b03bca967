"""Talks in which colleagues weigh, as long as their round is open.

Law: no participant and no interview knows of them; a closed round has none: what stays of it is what they came to
together. Whoever asks to be forgotten is, here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Interview
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import Json, dump, load, say_time
from reisleider.storage.people import address_of, key_of, line_key
from reisleider.storage.queues import WAITING
from reisleider.storage.writer import note_erased


@dataclass(frozen=True)
class BallotTalk:
    """One colleague's talk in a round: where it stands (``interview``, of the study), in which chat with whom.
    ``cast_yet``: whether it was gone through, so that it counts."""

    interview: Interview
    number: int
    address: Address
    account: str
    cast_yet: bool = False


def keep_ballot(c: Connection, talk: BallotTalk, now: datetime) -> None:
    """Write a talk, new or further."""
    row = upsert(t.ballots).values(
        id=talk.interview.id,
        study=talk.interview.study,
        number=talk.number,
        address=key_of(talk.address),
        account=talk.account,
        cast_yet=int(talk.cast_yet),
        talk=dump(talk.interview),
        moved_at=say_time(now),
    )
    further = {name: row.excluded[name] for name in ("cast_yet", "talk", "moved_at")}
    c.execute(row.on_conflict_do_update(index_elements=["id"], set_=further))


def ballot_called(c: Connection, id: str) -> BallotTalk | None:
    """The talk with this id, or None."""
    row = c.execute(select(t.ballots).where(t.ballots.c.id == id)).first()
    return None if row is None else _talk(row)


def ballots_of(c: Connection, study: str, number: int) -> tuple[BallotTalk, ...]:
    """Every talk of a round."""
    return tuple(map(_talk, c.execute(select(t.ballots).where(_in_round(study, number)).order_by(t.ballots.c.id))))


def ballot_by(c: Connection, study: str, number: int, account: tuple[str, str, str]) -> BallotTalk | None:
    """The talk of this account in a round, or None."""
    row = c.execute(select(t.ballots).where(_in_round(study, number), _whose(account))).first()
    return None if row is None else _talk(row)


def count_ballots(c: Connection, study: str, number: int) -> int:
    """How many began in a round."""
    return int(c.execute(select(func.count()).select_from(t.ballots).where(_in_round(study, number))).scalar_one())


def told_in_ballots(c: Connection, account: tuple[str, str, str], study: str | None = None) -> list[Json]:
    """Everything that is stored of what this account weighed, in one study or (None) in all."""
    b = t.ballots.c
    here = _whose(account) if study is None else _whose(account) & (b.study == study)
    rows = c.execute(select(b.study, b.number, b.talk).where(here).order_by(b.id)).all()
    return [{"study": row.study, "round": row.number, "votes": row.talk["log"]} for row in rows]


def forget_ballots(c: Connection, account: tuple[str, str, str], study: str | None = None) -> int:
    """Erase what this account weighed, in one study or (None) in all; returns how many talks went."""
    return _erase(c, _whose(account) if study is None else _whose(account) & (t.ballots.c.study == study))


def drop_ballot(c: Connection, id: str) -> None:
    """A talk goes, with what was said in it."""
    _erase(c, t.ballots.c.id == id)


def erase_ballots(c: Connection, study: str, number: int | None = None) -> int:
    """Erase every talk of a study, or of one round of it; returns how many went."""
    return _erase(c, t.ballots.c.study == study if number is None else _in_round(study, number))


def _erase(c: Connection, which: ColumnElement[bool]) -> int:
    """Erase talks, with what was written in their chats by us: there stands what was chosen."""
    note_erased(c)
    b, o, d = t.ballots.c, t.outbox.c, t.drafts.c
    rows = c.execute(select(b.id, b.address, b.account).where(which)).all()
    ids = [row.id for row in rows]
    c.execute(delete(t.outbox).where(o.interview.in_(ids), o.state != WAITING))
    for row in rows:
        c.execute(delete(t.drafts).where(d.address == row.address, d.account == row.account, d.kind == DRAFT))
    c.execute(delete(t.ballots).where(b.id.in_(ids)))
    return len(ids)


DRAFT = "ballot"
"""What kind of thing somebody is in the middle of whose next words belong to such a talk."""


def _in_round(study: str, number: int) -> ColumnElement[bool]:
    return (t.ballots.c.study == study) & (t.ballots.c.number == number)


def _whose(account: tuple[str, str, str]) -> ColumnElement[bool]:
    platform, tenant, who = account
    b = t.ballots.c
    return (b.account == who) & b.address.startswith(f"{line_key(platform, tenant)}|", autoescape=True)


def _talk(row: t.AnyRow) -> BallotTalk:
    interview = load(Interview, row.talk, f"ballot {row.id}")
    return BallotTalk(interview, row.number, address_of(row.address), row.account, bool(row.cast_yet))
