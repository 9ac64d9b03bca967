"""What leads decided about what people said, in the order in which they decided it.

Law: a decision is a row, with who and when; undoing one is another row. It goes with the interview whose words it is
about, and it holds of those words no more than what a lead hid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from reisleider.flows.synthesis.figures.glances import Glance
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load, read_time, say_time
from reisleider.storage.writer import note_erased


def add_glance(c: Connection, study: str, glance: Glance) -> None:
    """Keep a decision; its ``by`` and ``at`` are set."""
    if glance.at is None:
        raise ValueError("a decision has a time")
    row = {"study": study, "interview": glance.interview, "made_by": glance.by, "made_at": say_time(glance.at)}
    c.execute(insert(t.glances).values(**row, glance=dump(replace(glance, interview="", by="", at=None))))


def glances_of(c: Connection, study: str) -> tuple[Glance, ...]:
    """Everything that was decided about what people of a study said, oldest first."""
    return _read(c, t.glances.c.study == study)


def glances_at(c: Connection, interview: str) -> tuple[Glance, ...]:
    """Everything that was decided about what was said in one interview, oldest first."""
    return _read(c, t.glances.c.interview == interview)


def forget_glances(c: Connection, interviews: Sequence[str]) -> None:
    """Erase what was decided about the words of these interviews."""
    note_erased(c)
    c.execute(delete(t.glances).where(t.glances.c.interview.in_(interviews)))


def _read(c: Connection, where: ColumnElement[bool]) -> tuple[Glance, ...]:
    rows = c.execute(select(t.glances).where(where).order_by(t.glances.c.id))
    return tuple(
        replace(
            load(Glance, row.glance, f"glance {row.id}"),
            interview=row.interview,
            by=row.made_by,
            at=read_time(row.made_at),
        )
        for row in rows
    )
