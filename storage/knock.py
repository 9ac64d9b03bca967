"""Tries whether the database can be written.

Law: really writes, as much as an update may, and leaves nothing behind.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete

from reisleider.storage import tables as t
from reisleider.storage.queues import known_as, park

_KEY = "reisleider:knock"
_ROOM = 2**16  # bytes that must find room


def knock(c: Connection) -> None:
    """Write something and take it away again."""
    park(c, _KEY, {"room": "0" * _ROOM}, "knock", datetime(1970, 1, 1, tzinfo=UTC))
    c.execute(delete(t.inbox).where(t.inbox.c.key == known_as(_KEY)))
