"""The labels that a study's respondents may be offered, as they were last looked at.

Law: one row per study, worked out beside the writer and never told to anybody as it stands; it is not kept where
something was erased meanwhile, and words that go go from it too.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Offered
from reisleider.storage import tables as t
from reisleider.storage.codec import Json, dump, load
from reisleider.storage.model_answers import whole_since


def keep_offered(c: Connection, study: str, offered: Offered, erasures: int) -> None:
    """Keep what was found, unless something of the study was erased since ``erasures`` were counted."""
    if whole_since(c, study, erasures):
        put_labels(c, study, dump(offered))


def offered_of(c: Connection, study: str) -> Offered | None:
    """What was found last, or None where nobody looked yet."""
    row = labels_kept(c, study)
    return None if row is None else load(Offered, row, f"labels of {study}")


def labels_kept(c: Connection, study: str) -> Json | None:
    """The row as it is kept, or None."""
    found: Json | None = c.execute(select(t.offered.c.offered).where(t.offered.c.study == study)).scalar()
    return found


def put_labels(c: Connection, study: str, offered: Json) -> None:
    """Write the row."""
    row = upsert(t.offered).values(study=study, offered=offered)
    c.execute(row.on_conflict_do_update(index_elements=["study"], set_={"offered": row.excluded.offered}))


def forget_offered(c: Connection, study: str) -> None:
    """Forget what was found."""
    c.execute(delete(t.offered).where(t.offered.c.study == study))
