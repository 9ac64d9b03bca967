"""The ledger of each study: who stood behind every figure that went out, as tokens.

Law: it is only added to and cut finer; who is forgotten stays in it as random tokens that belong to nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from reisleider.flows.synthesis.privacy.ledger import SALT, TOKEN, Ledger, forget
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load
from reisleider.storage.writer import note_erased


def ledger_of(c: Connection, study: str) -> Ledger | None:
    """The ledger of a study; None where nothing of it went out since there are ledgers."""
    kept = c.execute(select(t.ledgers.c.ledger).where(t.ledgers.c.study == study)).scalar()
    return None if kept is None else load(Ledger, kept, f"ledger of {study}")


def new_salt() -> str:
    """A salt that no other ledger has."""
    return secrets.token_hex(SALT // 2)


def keep_ledger(c: Connection, study: str, ledger: Ledger) -> None:
    """Keep what is out now."""
    row = upsert(t.ledgers).values(study=study, ledger=dump(ledger))
    c.execute(row.on_conflict_do_update(index_elements=["study"], set_={"ledger": dump(ledger)}))


def forget_in_ledger(c: Connection, study: str, participant: str) -> None:
    """Make somebody's tokens random ones, which nothing ties to them or to each other."""
    ledger = ledger_of(c, study)
    if ledger is not None:
        note_erased(c)
        keep_ledger(c, study, forget(ledger, participant, _opaque()))


def _opaque() -> Iterator[str]:
    while True:
        yield secrets.token_hex(TOKEN // 2)
