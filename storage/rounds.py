"""Rounds in which colleagues weigh what a map shows: what lay there, when, and what their votes came to.

Law: one round of a study is open at a time; a closed one never changes but for words that are taken out of it, which
are taken out where it stands in a chat too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, Connection, delete, insert, select, type_coerce, update
from sqlalchemy import null as sql_null

from reisleider.flows.messages import Address
from reisleider.flows.synthesis.privacy.own_traces import Plain
from reisleider.flows.weighing.outcome import Outcome
from reisleider.flows.weighing.to_weigh import Candidate
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load, read_time, say_time
from reisleider.storage.people import address_of, key_of
from reisleider.storage.posts import AT_ONCE
from reisleider.storage.timers import Job, is_set, set_timer
from reisleider.storage.writer import note_erased


@dataclass(frozen=True)
class Round:
    """One round of a study. ``outcome``: once it is closed; ``calls``: the outbox rows that put that in a chat, where
    and in which language."""

    study: str
    number: int
    opened_at: datetime
    things: tuple[Candidate, ...]
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    calls: tuple[int, ...] = ()
    address: Address | None = None
    language: str = ""


@dataclass(frozen=True)
class RewordRounds(Job):
    """Let a study's outcomes that stand in chats be told without the words that went."""

    kind: ClassVar[str] = "reword-rounds"


def add_round(c: Connection, study: str, things: tuple[Candidate, ...], now: datetime) -> Round:
    """Open a round."""
    last = latest_round(c, study)
    made = Round(study, 1 if last is None else last.number + 1, now, things)
    row = {"study": study, "number": made.number, "opened_at": say_time(now), "things": dump(things), "calls": {}}
    c.execute(insert(t.rounds).values(**row))
    return made


def latest_round(c: Connection, study: str) -> Round | None:
    """The last round of a study, open or closed; None where there was none."""
    row = c.execute(select(t.rounds).where(t.rounds.c.study == study).order_by(t.rounds.c.number.desc())).first()
    return None if row is None else _round(row)


def open_round(c: Connection, study: str) -> Round | None:
    """The round in which colleagues of a study weigh now, or None."""
    last = latest_round(c, study)
    return None if last is None or last.closed_at is not None else last


def closed_rounds(c: Connection, study: str) -> tuple[Round, ...]:
    """The rounds of a study that came to something, oldest first."""
    rows = c.execute(select(t.rounds).where(t.rounds.c.study == study).order_by(t.rounds.c.number)).all()
    return tuple(one for one in map(_round, rows) if one.outcome is not None)


def keep_round(c: Connection, one: Round) -> None:
    """Write what became of a round."""
    outcome = sql_null() if one.outcome is None else type_coerce(dump(one.outcome), JSON)
    closed = None if one.closed_at is None else say_time(one.closed_at)
    there = None if one.address is None else key_of(one.address)
    calls = {"language": one.language, "address": there, "rows": list(one.calls)}
    here = (t.rounds.c.study == one.study) & (t.rounds.c.number == one.number)
    c.execute(update(t.rounds).where(here).values(closed_at=closed, outcome=outcome, calls=calls))


def drop_round(c: Connection, one: Round) -> None:
    """A round that came to nothing goes."""
    c.execute(delete(t.rounds).where(t.rounds.c.study == one.study, t.rounds.c.number == one.number))


def rows_posted(c: Connection, study: str | None = None) -> frozenset[int]:
    """The outbox rows that put outcomes in chats, of one study or of all."""
    told = select(t.rounds.c.calls)
    found = c.execute(told if study is None else told.where(t.rounds.c.study == study)).scalars()
    return frozenset(row for calls in found for row in calls.get("rows", ()))


def erase_rounds(c: Connection, study: str) -> None:
    """Erase a study's rounds with the calls that put them in chats."""
    c.execute(delete(t.outbox).where(t.outbox.c.id.in_(rows_posted(c, study))))
    c.execute(delete(t.rounds).where(t.rounds.c.study == study))


def reword_rounds(c: Connection, study: str, without: Callable[[list[Plain]], Plain]) -> None:
    """Take words out of what lay before colleagues of a study: out of its rounds, and the talks of an open one.
    ``without``: what is left of a list of things, as it is kept."""
    changed = False
    for row in c.execute(select(t.rounds).where(t.rounds.c.study == study)).all():
        left = without(row.things)
        if left == row.things or not isinstance(left, list):
            continue
        changed = True
        note_erased(c)
        here = (t.rounds.c.study == study) & (t.rounds.c.number == row.number)
        c.execute(update(t.rounds).where(here).values(things=left))
        gone = [one for one in row.things if one not in left]
        texts = {text for one in gone for text in (one["words"], *one["label"].values()) if text}
        b = t.ballots.c
        for talk in c.execute(select(b.id, b.talk).where(b.study == study, b.number == row.number)).all():
            c.execute(update(t.ballots).where(b.id == talk.id).values(talk=_without(talk.talk, texts)))
    if changed and not is_set(c, RewordRounds, study):
        set_timer(c, RewordRounds(study), AT_ONCE)


def without_own_words(things: list[Plain]) -> Plain:
    """A list of things without those that are somebody's words; what is called after a touchpoint stays."""
    return [one for one in things if isinstance(one, dict) and not one["words"]]


def _without(node: object, texts: set[str]) -> object:
    """A talk in which no thing is called by one of these texts any more: it stands behind what kind of thing it is."""
    if isinstance(node, str):
        return GONE if any(node.endswith(f": {text}") for text in texts) else node
    if isinstance(node, dict):
        return {key: _without(one, texts) for key, one in node.items()}
    return [_without(one, texts) for one in node] if isinstance(node, list) else node


GONE = "[…]"
"""What stands in a talk in the place of words that went."""


def _round(row: t.AnyRow) -> Round:
    name = f"round {row.study} {row.number}"
    made = Round(
        row.study,
        row.number,
        read_time(row.opened_at),
        load(tuple[Candidate, ...], row.things, name),
        None if row.closed_at is None else read_time(row.closed_at),
        None if row.outcome is None else load(Outcome, row.outcome, name),
    )
    there = row.calls.get("address")
    return replace(
        made,
        calls=tuple(row.calls.get("rows", ())),
        address=None if there is None else address_of(there),
        language=row.calls.get("language", ""),
    )
