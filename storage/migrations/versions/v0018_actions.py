"""What a team decided to do about its map."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table

revision = "0018"
down_revision = "0017"

NOUNS = MetaData()
Table("studies", NOUNS, Column("id", String(64), primary_key=True))
ACTIONS = Table(
    "actions",
    NOUNS,
    Column("study", String(64), ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("platform", String(16)),
    Column("tenant", String(64)),
    Column("account", String(64)),
    Column("action", JSON, nullable=False),
    Index("actions_by_account", "platform", "tenant", "account"),
)


def upgrade() -> None:
    """Make the table."""
    ACTIONS.create(op.get_bind())
