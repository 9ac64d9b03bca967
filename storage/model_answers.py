"""What a model answered about a study's wordings, by a digest of what it was asked; and how often it was asked today.

Law: nobody's words stand here, only what came back; whatever is erased of a study takes all of this along, also what a
model is just answering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Value
from reisleider.storage import tables as t
from reisleider.storage.writer import note_erased

AT_ONCE = 500  # digests in one question to the database


def answers_kept(c: Connection, study: str, digests: Iterable[str]) -> Mapping[str, Value]:
    """What was answered before, by digest."""
    a = t.model_answers.c
    wanted = sorted(set(digests))
    found: dict[str, Value] = {}
    for start in range(0, len(wanted), AT_ONCE):
        here = a.digest.in_(wanted[start : start + AT_ONCE])
        rows = c.execute(select(a.digest, a.answer).where(a.study == study, here))
        found.update((row.digest, row.answer) for row in rows)
    return found


def keep_answers(c: Connection, study: str, answers: Mapping[str, Value], erasures: int) -> None:
    """Keep what was answered, unless something of the study was erased since ``erasures`` were counted."""
    if not whole_since(c, study, erasures):
        return
    for digest, answer in answers.items():
        row = upsert(t.model_answers).values(study=study, digest=digest, answer=answer)
        c.execute(row.on_conflict_do_update(index_elements=["study", "digest"], set_={"answer": row.excluded.answer}))


def erasures_of(c: Connection, study: str) -> int:
    """How often something of a study was erased."""
    u = t.model_use.c
    return int(c.execute(select(u.erasures).where(u.study == study)).scalar() or 0)


def whole_since(c: Connection, study: str, erasures: int) -> bool:
    """Whether a study is still there and nothing of it was erased since ``erasures`` were counted."""
    here = c.execute(select(t.studies.c.id).where(t.studies.c.id == study)).first() is not None
    return here and erasures_of(c, study) == erasures


def take_request(c: Connection, study: str, day: date, most: int) -> bool:
    """Count one request to a model about a study; False where ``most`` were made on this day already."""
    u = t.model_use.c
    row = c.execute(select(u.day, u.requests).where(u.study == study)).first()
    made = row.requests if row is not None and row.day == day.isoformat() else 0
    if made >= most:
        return False
    values = {"day": day.isoformat(), "requests": made + 1}
    if row is None:
        c.execute(insert(t.model_use).values(study=study, erasures=0, **values))
    else:
        c.execute(update(t.model_use).where(u.study == study).values(**values))
    return True


def forget_answers(c: Connection, study: str) -> None:
    """Throw away what a model answered about a study, for something of that study is being erased."""
    note_erased(c)
    c.execute(delete(t.model_answers).where(t.model_answers.c.study == study))
    count_erasure(c, study)


def count_erasure(c: Connection, study: str) -> None:
    """Count that something of a study was erased: whoever remembers anything of it reads it again."""
    row = upsert(t.model_use).values(study=study, day="", requests=0, erasures=1)
    more = {"erasures": t.model_use.c.erasures + 1}
    c.execute(row.on_conflict_do_update(index_elements=["study"], set_=more))
