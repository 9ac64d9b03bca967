"""The secret of this installation: what its buttons are signed with, and what the salts of ledgers are made of; made
once, in its own database.

Law: it leaves the database only to sign and to make these; no archive, log or message holds it.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from reisleider.flows.faults import StorageFault
from reisleider.storage import tables as t

BUTTONS = "buttons"


def signing_key(c: Connection) -> bytes:
    """The key that buttons are signed with. Raises StorageFault where the database was made without one."""
    found = c.execute(select(t.keys.c.secret).where(t.keys.c.name == BUTTONS)).scalar()
    if found is None:
        raise StorageFault("The database holds no key to sign buttons with; run reisleider migrate.")
    return bytes.fromhex(found)
