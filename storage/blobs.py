"""Files by their content: written once, however often they are sent.

Law: a blob's name is the SHA-256 of its bytes; one that belongs to an answer stays as long, and goes with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, String, cast, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.messages import Attachment
from reisleider.storage import tables as t

FILE = "file"
"""The kind of an answer's line that holds a file: [what it is, its digest]."""


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


def pictures_of(c: Connection, interviews: Sequence[str]) -> tuple[str, ...]:
    """The digests of the files that were kept with answers of these interviews, in order."""
    a = t.answers.c
    rows = select(a.value).where(a.interview.in_(interviews), a.kind == FILE).order_by(a.interview, a.seq)
    found = (value[1] for value in c.execute(rows).scalars() if isinstance(value, list) and len(value) > 1)
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def is_kept(c: Connection, digest: str) -> bool:
    """Whether a file belongs to somebody's answer."""
    a = t.answers.c
    here = select(a.seq).where(a.kind == FILE, cast(a.value, String).contains(digest)).limit(1)
    return c.execute(here).first() is not None


def release(c: Connection, digests: Iterable[str]) -> None:
    """Purge these files but for those that belong to somebody's answer; what waits to be sent goes without them."""
    for digest in digests:
        if not is_kept(c, digest):
            drop_blob(c, digest)


def load_picture(c: Connection, digest: str) -> Attachment | None:
    """A file that was kept with an answer; None where it was purged."""
    row = c.execute(select(t.blobs).where(t.blobs.c.digest == digest)).first()
    return None if row is None else Attachment(row.name, row.mime, row.data)
