"""What leads decided about a study's touchpoints, in the order in which they decided.

Law: a decision is a row, with who and when; the last one can be undone; one that holds words of somebody who is
forgotten goes with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.meaning.likeness import form
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load, read_time, say_time
from reisleider.storage.writer import note_erased


def add_override(c: Connection, study: str, override: Override) -> None:
    """Keep a decision; its ``by`` and ``at`` are set."""
    if override.at is None:
        raise ValueError("a decision has a time")
    row = {"study": study, "made_by": override.by, "made_at": say_time(override.at)}
    c.execute(insert(t.overrides).values(**row, override=dump(replace(override, by="", at=None))))


def overrides_of(c: Connection, study: str) -> tuple[Override, ...]:
    """The decisions about a study's touchpoints, oldest first."""
    o = t.overrides.c
    rows = c.execute(select(t.overrides).where(o.study == study).order_by(o.id))
    return tuple(
        replace(load(Override, row.override, f"decision {row.id}"), by=row.made_by, at=read_time(row.made_at))
        for row in rows
    )


def undo_override(c: Connection, study: str) -> Override | None:
    """Take the last decision back and return it; None where there is none."""
    o = t.overrides.c
    last = c.execute(select(o.id).where(o.study == study).order_by(o.id.desc())).scalar()
    if last is None:
        return None
    undone = overrides_of(c, study)[-1]
    c.execute(delete(t.overrides).where(o.id == last))
    return undone


def forget_words(c: Connection, study: str, gone: Iterable[str]) -> None:
    """Erase the decisions that name a touchpoint by words only a forgotten person used (``gone``)."""
    forms = {form(words) for words in gone}
    for row in c.execute(select(t.overrides).where(t.overrides.c.study == study)).all():
        told = load(Override, row.override, f"decision {row.id}")
        if {form(told.words), form(told.other)} & forms:
            note_erased(c)
            c.execute(delete(t.overrides).where(t.overrides.c.id == row.id))
