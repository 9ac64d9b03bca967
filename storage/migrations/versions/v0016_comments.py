"""What colleagues write below a posted map."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table

revision = "0016"
down_revision = "0015"

META = MetaData()
Table("studies", META, Column("id", String(64), primary_key=True))
COMMENTS = Table(
    "comments",
    META,
    Column("study", String(64), ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("address", String(255), nullable=False),
    Column("below", String(128), nullable=False),
    Column("ref", String(128), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("tenant", String(64), nullable=False),
    Column("account", String(64), nullable=False),
    Column("comment", JSON, nullable=False),
    Column("said_at", String(32), nullable=False),
    Column("done_at", String(32)),
    Index("comments_here", "address", "ref"),
    Index("comments_by_account", "platform", "tenant", "account"),
)


def upgrade() -> None:
    """Make the table."""
    COMMENTS.create(op.get_bind())
