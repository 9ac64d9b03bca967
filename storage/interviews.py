"""Interviews and their answers: a position that moves, a log that only grows.

Law: saving moves the position only where nobody moved it in between, and adds exactly the new answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Answer, Aside, Interview, Track
from reisleider.flows.words.cues import normalise
from reisleider.storage import tables as t
from reisleider.storage.at_hand import at_hand, let_go
from reisleider.storage.blobs import pictures_of, release
from reisleider.storage.codec import Json, dump, read_time, say_time
from reisleider.storage.given_once import read_givens
from reisleider.storage.glances import forget_glances
from reisleider.storage.ledgers import forget_in_ledger
from reisleider.storage.model_answers import count_erasure
from reisleider.storage.prepared import Prepared
from reisleider.storage.tallies import count_begun, count_told, uncount_answers
from reisleider.storage.unsaying import undecide, unsay
from reisleider.storage.writer import note_erased, note_forgotten

_MOVING = ("language", "state", "turn", "moved_at", "ended_at", "place")
_MOVE = Prepared(
    update(t.interviews).where(
        t.interviews.c.id == bindparam("interview"),
        t.interviews.c.turn == bindparam("was"),
        t.interviews.c.moved_at == bindparam("since"),
    ),
    *_MOVING,
)
COLUMNS = [(cast(one, Text) if one.name == "givens" else one).label(one.name) for one in t.interviews.c]
_PLACES = {one.name: at for at, one in enumerate(t.interviews.c) if one.name in _MOVING}
_INTERVIEW = Prepared(select(*COLUMNS).where(t.interviews.c.id == bindparam("interview")), holds="all")
_ON_TRACK = t.interviews.c.study == bindparam("of"), t.interviews.c.track == bindparam("on")
_FINISHED = Prepared(select(func.count().label("finished")).where(*_ON_TRACK, t.interviews.c.state == "completed"))
_WHO = Prepared(select(t.interviews.c.participant).where(*_ON_TRACK))
_LOG = Prepared(select(t.answers).where(t.answers.c.interview == bindparam("of")).order_by(t.answers.c.seq))
_ANSWER = Prepared(insert(t.answers), *t.answers.c.keys())
MOST = 8  # answers that one statement adds; one reply hardly ever brings more


def keep_script(c: Connection, revision: str, name: str, source: str) -> None:
    """Keep a script revision, so that its interviews can run to their end."""
    c.execute(upsert(t.scripts).values(revision=revision, name=name, source=source).on_conflict_do_nothing())


def script_source(c: Connection, revision: str) -> str | None:
    """The TOML of a script revision, or None."""
    return c.execute(select(t.scripts.c.source).where(t.scripts.c.revision == revision)).scalar()


def add_interview(c: Connection, interview: Interview) -> None:
    """Write a new interview with whatever its log holds."""
    c.execute(
        insert(t.interviews).values(
            id=interview.id,
            study=interview.study,
            participant=interview.participant,
            script=interview.script,
            revision=interview.revision,
            track=interview.track,
            givens=dump(interview.givens),
            began_at=say_time(interview.began_at),
            **_position(interview),
        )
    )
    _add_answers(c, interview.id, interview.log)
    count_begun(c, interview)


def save_interview(c: Connection, before: Interview, after: Interview) -> None:
    """Move an interview and add its new answers. Raises StorageFault where somebody else moved it meanwhile."""
    told = _MOVE.told(c, interview=before.id, was=before.turn, since=say_time(before.moved_at), **_position(after))
    moved = _MOVE.run_told(c, told)
    if moved.rowcount != 1:
        raise StorageFault(f"interview {before.id}: somebody else moved it meanwhile; the reply was not taken.")
    new = after.log[len(before.log) :]
    _add_answers(c, after.id, new)
    count_told(c, after, new)
    held = at_hand(c)
    if held is not None:
        held.move(before, after, _PLACES, told)


def load_interview(c: Connection, id: str) -> Interview | None:
    """The interview with this id and its whole log, or None."""
    row = _INTERVIEW.unread(c, interview=id)
    return None if row is None else interview_of(c, row, _INTERVIEW)


def interview_of(c: Connection, row: t.AnyRow, of: Prepared) -> Interview:
    """The interview of an unread row ``of`` a statement, which begins with these ``COLUMNS``; with its whole log."""
    held, stands = at_hand(c), row[: len(COLUMNS)]
    found = None if held is None else held.find(row.id, stands)
    if found is not None:
        return found
    interview = _interview(of.read(c, row), map(_answer, _LOG.rows(c, of=row.id)))
    if held is not None:
        held.keep(stands, interview)
    return interview


def interviews(c: Connection, study: str) -> tuple[Interview, ...]:
    """Every interview of a study, in the order they began."""
    return _read(c, t.interviews.c.study == study)


def interviews_of(c: Connection, ids: Sequence[str]) -> Iterator[Interview]:
    """These interviews; the database is asked for so many at once as it can be told of."""
    for at in range(0, len(ids), 500):
        yield from _read(c, t.interviews.c.id.in_(ids[at : at + 500]))


def _read(c: Connection, which: ColumnElement[bool]) -> tuple[Interview, ...]:
    rows = c.execute(select(*COLUMNS).where(which).order_by(t.interviews.c.began_at, t.interviews.c.id)).all()
    logs: dict[str, list[Answer]] = defaultdict(list)
    ids = select(t.interviews.c.id).where(which)
    answers = select(t.answers).where(t.answers.c.interview.in_(ids)).order_by(t.answers.c.interview, t.answers.c.seq)
    for one in c.execute(answers):
        logs[one.interview].append(_answer(one))
    return tuple(_interview(row, logs[row.id]) for row in rows)


class Standing(NamedTuple):
    """How an interview stands, without a word of it: what it tells is the same as long as this is, and nothing of its
    study was erased (``model_answers.erasures_of``). ``last``: the number of the last line of its log, None where there
    is none."""

    id: str
    participant: str
    revision: str
    state: str
    turn: int
    moved_at: str
    last: int | None

    @property
    def tells(self) -> bool:
        """Whether it may tell anything: somebody consented, and said something."""
        return self.last is not None and self.state not in ("declined", "withdrawn")


def standing_of(c: Connection, study: str) -> tuple[Standing, ...]:
    """How every interview of a study stands, in the order they began."""
    i, a = t.interviews.c, t.answers.c
    last = select(func.max(a.seq)).where(a.interview == i.id).scalar_subquery()  # an index has it, no line is read
    rows = (
        select(i.id, i.participant, i.revision, i.state, i.turn, i.moved_at, last)
        .where(i.study == study)
        .order_by(i.began_at, i.id)
    )
    return tuple(Standing(*row) for row in c.execute(rows).all())


def count_interviews(c: Connection, study: str) -> int:
    """How many interviews a study has, without reading any."""
    return c.execute(select(func.count()).select_from(t.interviews).where(t.interviews.c.study == study)).scalar_one()


def any_step_told(c: Connection, study: str) -> bool:
    """Whether anybody who counts told a step, so that there is something to draw; without reading an interview."""
    i, a, p = t.interviews.c, t.answers.c, t.participants.c
    told = select(a.seq).join(t.interviews, i.id == a.interview).join(t.participants, p.id == i.participant)
    counts = i.state.not_in(("declined", "withdrawn")), p.participant["excluded"].as_boolean().is_not(True)
    return c.execute(told.where(i.study == study, *counts, a.item.is_not(None)).limit(1)).first() is not None


def finished(c: Connection, study: str, track: Track) -> int:
    """How many interviews of a track were completed, without reading any."""
    found: int = _FINISHED.value(c, of=study, on=track)
    return found


def who(c: Connection, study: str, track: Track) -> frozenset[str]:
    """The participants of a track who have an interview, without reading any."""
    return frozenset(row.participant for row in _WHO.rows(c, of=study, on=track))


def latest_interview(c: Connection, study: str, participant: str, script: str) -> Interview | None:
    """The last interview a participant began with a script, or None."""
    i = t.interviews.c
    id = c.execute(
        select(i.id)
        .where(i.study == study, i.participant == participant, i.script == script)
        .order_by(i.began_at.desc(), i.id.desc())
    ).scalar()
    return None if id is None else load_interview(c, id)


def erase_interview(c: Connection, id: str) -> None:
    """Throw away everything said in an interview and whatever waits because of it; that it took place stays."""
    note_forgotten(c)
    _erase_from_coverage(c, id)
    unsay(c, id)
    undecide(c, id)
    _leave_ledger(c, id)
    forget_glances(c, [id])
    erase_answers(c, [id])
    c.execute(delete(t.timers).where(t.timers.c.subject == id))
    c.execute(delete(t.fragments).where(t.fragments.c.interview == id))
    c.execute(delete(t.outbox).where(t.outbox.c.interview == id))
    row = c.execute(select(t.interviews.c.place).where(t.interviews.c.id == id)).scalar() or {}
    bare = {**row, "draft": None, "aside": None, "trail": [], "picks": [], "probed": [], "reacted": [], "missed": []}
    c.execute(update(t.interviews).where(t.interviews.c.id == id).values(place=bare))


def _leave_ledger(c: Connection, id: str) -> None:
    i = t.interviews.c
    row = c.execute(select(i.study, i.participant).where(i.id == id)).first()
    if row is not None:
        forget_in_ledger(c, row.study, row.participant)


def erase_answers(c: Connection, ids: Sequence[str]) -> None:
    """Delete every answer of these interviews; the database lets no answer go but like this."""
    if not ids:
        return
    note_erased(c)
    let_go(c)
    pictures = pictures_of(c, ids)
    c.execute(insert(t.erasing), [{"interview": id} for id in ids])
    of = select(t.interviews.c.study).where(t.interviews.c.id.in_(select(t.erasing.c.interview))).distinct()
    for study in c.execute(of).scalars().all():
        count_erasure(c, study)
    uncount_answers(c)
    c.execute(delete(t.answers).where(t.answers.c.interview.in_(select(t.erasing.c.interview))))
    c.execute(delete(t.erasing))
    release(c, pictures)


def put_answers(c: Connection, id: str, answers: Iterable[Answer]) -> None:
    """Replace everything said in an interview, where its words have to go."""
    erase_answers(c, [id])
    _add_answers(c, id, answers)
    kept = load_interview(c, id)
    if kept is not None:
        count_told(c, kept, kept.log)


def _erase_from_coverage(c: Connection, id: str) -> None:
    """Take this interview's wordings out of what later interviews of its study were given to count by."""
    i = t.interviews.c
    erased = c.execute(select(i.study, i.began_at).where(i.id == id)).first()
    if erased is None:
        return
    values = c.execute(select(t.answers.c.value).where(t.answers.c.interview == id)).scalars()
    wordings = {normalise(value) for value in values if isinstance(value, str)}
    later = select(i.id, i.givens).where(i.study == erased.study, i.id != id, i.began_at >= erased.began_at)
    for row in c.execute(later).all():
        coverage = row.givens["coverage"]
        if wordings.isdisjoint(coverage):
            continue
        kept = {wording: count for wording, count in coverage.items() if wording not in wordings}
        c.execute(update(t.interviews).where(i.id == row.id).values(givens={**row.givens, "coverage": kept}))


def _position(interview: Interview) -> Json:
    aside = interview.aside
    return {
        "language": interview.language,
        "state": interview.state,
        "turn": interview.turn,
        "moved_at": say_time(interview.moved_at),
        "ended_at": None if interview.ended_at is None else say_time(interview.ended_at),
        "place": {
            "item": interview.item,
            "draft": interview.draft,
            "aside": None if aside is None else [aside.kind, aside.step, aside.item, aside.data],
            "trail": interview.trail,
            "picks": interview.picks,
            "probed": interview.probed,
            "reacted": interview.reacted,
            "missed": interview.missed,
        },
    }


def _add_answers(c: Connection, interview: str, answers: Iterable[Answer]) -> None:
    rows = [
        {**{key: getattr(answer, key) for key in _COPIED}, "interview": interview, "said_at": say_time(answer.said_at)}
        for answer in answers
    ]
    if len(rows) > MOST:
        _ANSWER.run_many(c, rows)
    elif rows:
        _adding(len(rows)).run(c, **{f"{key}{at}": told for at, row in enumerate(rows) for key, told in row.items()})


@cache
def _adding(count: int) -> Prepared:
    """The statement that adds so many."""
    columns = t.answers.c
    rows = [{one: bindparam(f"{one.name}{at}", type_=one.type) for one in columns} for at in range(count)]
    return Prepared(insert(t.answers).values(rows))


_COPIED = ("seq", "step", "item", "kind", "value", "verbatim", "supersedes", "ref", "turn")


def _answer(row: t.AnyRow) -> Answer:
    return Answer(
        seq=row.seq,
        step=row.step,
        item=row.item,
        kind=row.kind,
        value=row.value,
        verbatim=row.verbatim,
        supersedes=row.supersedes,
        ref=row.ref,
        turn=row.turn,
        said_at=read_time(row.said_at),
    )


def _interview(row: t.AnyRow, log: Iterable[Answer]) -> Interview:
    place = row.place
    interview = Interview(
        id=row.id,
        study=row.study,
        participant=row.participant,
        track=row.track,
        script=row.script,
        revision=row.revision,
        language=row.language,
        givens=read_givens(row.givens, row.id),
        state=row.state,
        began_at=read_time(row.began_at),
        moved_at=read_time(row.moved_at),
        ended_at=None if row.ended_at is None else read_time(row.ended_at),
        turn=row.turn,
        log=tuple(log),
    )
    return replace(
        interview,
        item=place["item"],
        draft=place["draft"],
        aside=None if place["aside"] is None else Aside(*place["aside"]),
        trail=tuple((step, item) for step, item in place["trail"]),
        picks=tuple((loop, tuple(items)) for loop, items in place["picks"]),
        probed=tuple((step, item) for step, item in place["probed"]),
        reacted=tuple((kind, turn) for kind, turn in place.get("reacted", ())),  # older rows have none
        missed=tuple((place, item, count) for place, item, count in place.get("missed", ())),
    )
