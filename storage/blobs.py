"""Files by their content: written once, however often they are sent.

Law: a blob's name is the SHA-256 of its bytes.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from reisleider.storage import tables as t


def put_blob(c: Connection, data: bytes, mime: str, name: str) -> str:
    """Keep a file; returns its digest."""
    digest = hashlib.sha256(data).hexdigest()
    row = upsert(t.blobs).values(digest=digest, name=name, mime=mime, data=data)
    c.execute(row.on_conflict_do_nothing())
    return digest


def get_blob(c: Connection, digest: str) -> bytes | None:
    """The bytes of a file, or None where it was purged."""
    return c.execute(select(t.blobs.c.data).where(t.blobs.c.digest == digest)).scalar()


def drop_blob(c: Connection, digest: str) -> None:
    """Purge a file."""
    c.execute(delete(t.blobs).where(t.blobs.c.digest == digest))
