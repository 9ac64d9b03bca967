"""Where maps stand in chats, so that they can be brought up to date, and words taken out of them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, String, Table

revision = "0003"
down_revision = "0002"

schema = MetaData()
ID = String(64)
WHEN = String(32)

Table("studies", schema, Column("id", ID, primary_key=True))
POSTS = Table(
    "posts",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("persona", ID, nullable=False),
    Column("address", String(255), nullable=False),
    Column("language", String(8), nullable=False),
    Column("living", Integer, nullable=False),
    Column("posted_at", WHEN, nullable=False),
    Column("formats", JSON, nullable=False),
    Column("calls", JSON, nullable=False),
    Column("map", JSON),
)


def upgrade() -> None:
    """Make the table."""
    schema.create_all(op.get_bind(), tables=[POSTS], checkfirst=False)
