"""The ledger of each study: who stood behind every figure that went out, as tokens.

Law: it is only added to and cut finer; who is forgotten stays in it as random tokens that belong to nothing else. The
maps that went out last are kept beside it, and words go from them as from a version.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.privacy.ledger import SALT, TOKEN, Ledger, forget
from reisleider.storage import tables as t
from reisleider.storage.codec import Json, dump, load
from reisleider.storage.keys import signing_key
from reisleider.storage.writer import note_erased
from reisleider.storage.written import Written, write_json


def ledger_of(c: Connection, study: str) -> Ledger | None:
    """The ledger of a study; None where nothing of it went out since there are ledgers."""
    kept = c.execute(select(t.ledgers.c.ledger).where(t.ledgers.c.study == study)).scalar()
    return None if kept is None else load(Ledger, kept, f"ledger of {study}")


def turn_of(c: Connection, study: str) -> int:
    """The turn of a study's ledger, without reading it; 0 where there is none."""
    kept = t.ledgers.c
    return c.execute(select(kept.ledger["turn"].as_integer()).where(kept.study == study)).scalar() or 0


def first_salt(c: Connection, study: str, made: datetime) -> str:
    """The salt of a study's ledger before it is kept: the same at every look, so that the same answers make the same
    map; no other study's, nor one's of the same name that was ``made`` at another time, and no words tell it."""
    said = f"ledger\0{study}\0{made.isoformat()}".encode()
    return blake2b(said, key=signing_key(c), digest_size=SALT // 2).hexdigest()


def written(ledger: Ledger) -> Written:
    """A ledger as it is kept."""
    return Written(write_json(dump(ledger)))


def keep_ledger(
    c: Connection, study: str, ledger: Ledger | Written, shown: Mapping[str, JourneyMap] | None = None
) -> None:
    """Keep what is out now, as it is ``written`` where that was done already. ``shown``: the maps that are, by persona,
    "" everyone's; None: as they were."""
    maps = {view: dump(one) for view, one in shown.items()} if shown is not None else _shown(c, study)
    values = {"ledger": ledger if isinstance(ledger, Written) else dump(ledger), "shown": maps}
    row = upsert(t.ledgers).values(study=study, **values)
    c.execute(row.on_conflict_do_update(index_elements=["study"], set_=values))


def shown_last(c: Connection, study: str, persona: str | None) -> JourneyMap | None:
    """The map that was shown last, a version or a preview; None where none was since there are ledgers."""
    kept = _shown(c, study).get(persona or "")
    return None if kept is None else load(JourneyMap, kept, f"ledger of {study}")


def reword_shown(c: Connection, study: str, reword: Callable[[Json], Json]) -> None:
    """Let the maps that were shown last be told in other words."""
    kept = _shown(c, study)
    if kept:
        note_erased(c)
        told = {view: reword(one) for view, one in kept.items()}
        c.execute(update(t.ledgers).where(t.ledgers.c.study == study).values(shown=told))


def _shown(c: Connection, study: str) -> Json:
    kept: Json = c.execute(select(t.ledgers.c.shown).where(t.ledgers.c.study == study)).scalar() or {}
    return kept


def forget_in_ledger(c: Connection, study: str, participant: str) -> None:
    """Make somebody's tokens random ones, which nothing ties to them or to each other."""
    ledger = ledger_of(c, study)
    if ledger is not None:
        note_erased(c)
        keep_ledger(c, study, forget(ledger, participant, _opaque()))


def _opaque() -> Iterator[str]:
    while True:
        yield secrets.token_hex(TOKEN // 2)
