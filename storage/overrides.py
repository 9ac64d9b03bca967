"""What was decided about a study's touchpoints, in the order in which it was decided.

Law: a decision is a row, with who and when; undoing one is another row, so that nothing of the history is lost but
what holds words of somebody who is forgotten.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from reisleider.flows.codebook.decisions import AUDITED, Override, Role, standing
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
    """The decisions about a study's touchpoints that hold, oldest first."""
    return standing(history_of(c, study))


def history_of(c: Connection, study: str) -> tuple[Override, ...]:
    """Everything that was decided about a study's touchpoints, oldest first, and what was undone."""
    o = t.overrides.c
    rows = c.execute(select(t.overrides).where(o.study == study).order_by(o.id))
    return tuple(
        replace(load(Override, row.override, f"decision {row.id}"), by=row.made_by, at=read_time(row.made_at))
        for row in rows
    )


def undo_override(
    c: Connection, study: str, by: str, at: datetime, role: Role = "lead", *, audited: bool = False
) -> Override | None:
    """Take back the last decision of a lead, or of this colleague, and return it; None where there is none.
    ``audited``: their own last judgement of an audit, which is none of the other decisions."""
    held = (
        one
        for one in reversed(overrides_of(c, study))
        if one.role == role and (not one.apart or one.by == by) and (one.decision in AUDITED) is audited
    )
    last = next((one for one in held if role == "lead" or one.by == by), None)
    if last is not None:
        add_override(c, study, Override("undo", last.words, last.other, by=by, at=at, role=role, apart=last.apart))
    return last


def forget_words(c: Connection, study: str, forms: AbstractSet[str]) -> None:
    """Erase the decisions that name a touchpoint by words only a forgotten person used, by the ``forms`` of these, and
    what was undone of them."""
    rows = c.execute(select(t.overrides).where(t.overrides.c.study == study)).all()
    history = {row.id: load(Override, row.override, f"decision {row.id}") for row in rows}
    lost = {(one.words, one.other) for one in history.values() if one.decision != "undo" and _names(one) & forms}
    for id, one in history.items():
        if (one.words, one.other) in lost:
            note_erased(c)
            c.execute(delete(t.overrides).where(t.overrides.c.id == id))


def _names(one: Override) -> set[str]:
    """The forms of the words by which a decision names touchpoints: what a label's id reads like is nobody's words."""
    if one.decision == "label":
        return set()
    return {form(one.words)} | ({form(one.other)} if one.decision in ("same", "different", *AUDITED) else set())
