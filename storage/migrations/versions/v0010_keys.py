"""A secret to sign buttons with; and updates are known by a digest, for their keys could name who sent them."""

from __future__ import annotations

import secrets
from hashlib import sha256

from alembic import op
from sqlalchemy import Column, MetaData, String, Table, bindparam, select, update

revision = "0010"
down_revision = "0009"

schema = MetaData()

MADE = (
    Table(
        "keys",
        schema,
        Column("name", String(64), primary_key=True),
        Column("secret", String(128), nullable=False),
    ),
)
inbox = Table("inbox", MetaData(), Column("key", String(255), primary_key=True))


def upgrade() -> None:
    """Make the table and the key; known updates stay known."""
    c = op.get_bind()
    schema.create_all(c, tables=list(MADE), checkfirst=False)
    c.execute(MADE[0].insert().values(name="buttons", secret=secrets.token_hex(32)))
    keys = c.execute(select(inbox.c.key)).scalars().all()
    if keys:
        known = update(inbox).where(inbox.c.key == bindparam("old")).values(key=bindparam("new"))
        c.execute(known, [{"old": one, "new": sha256(one.encode()).hexdigest()[:40]} for one in keys])
