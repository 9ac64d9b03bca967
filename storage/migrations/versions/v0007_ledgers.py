"""Who stood behind what went out of a study, by tokens, and the maps that did last."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, MetaData, String, Table

revision = "0007"
down_revision = "0006"

schema = MetaData()

MADE = (
    Table(
        "ledgers",
        schema,
        Column("study", String(64), primary_key=True),
        Column("ledger", JSON, nullable=False),
        Column("shown", JSON, nullable=False),
    ),
)


def upgrade() -> None:
    """Make the table."""
    schema.create_all(op.get_bind(), tables=list(MADE), checkfirst=False)
