"""Conversations with who leads, which are no interviews."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Index, MetaData, String, Table

revision = "0015"
down_revision = "0014"

LEAD_TALKS = Table(
    "lead_talks",
    MetaData(),
    Column("id", String(64), primary_key=True),
    Column("address", String(255), nullable=False),
    Column("account", String(64), nullable=False),
    Column("script", String(64), nullable=False),
    Column("asked_at", String(255), nullable=False),
    Column("talk", JSON, nullable=False),
    Column("moved_at", String(32), nullable=False),
    Index("lead_talks_begun", "address", "account", "script"),
)


def upgrade() -> None:
    """Make the table."""
    LEAD_TALKS.create(op.get_bind())
