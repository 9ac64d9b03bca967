"""Tries whether the database can be written.

Law: really writes, and leaves nothing behind.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete

from reisleider.storage import tables as t
from reisleider.storage.queues import take_in

_KEY = "reisleider:knock"


def knock(c: Connection) -> None:
    """Write something and take it away again."""
    take_in(c, _KEY, datetime(1970, 1, 1, tzinfo=UTC))
    c.execute(delete(t.inbox).where(t.inbox.c.key == _KEY))
