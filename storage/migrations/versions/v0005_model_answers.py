"""What a model answered about a study's wordings, and how often it was asked."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Integer, MetaData, String, Table

revision = "0005"
down_revision = "0004"

schema = MetaData()
ID = String(64)

MADE = (
    Table(
        "model_answers",
        schema,
        Column("study", ID, primary_key=True),
        Column("digest", String(64), primary_key=True),
        Column("answer", JSON, nullable=False),
    ),
    Table(
        "model_use",
        schema,
        Column("study", ID, primary_key=True),
        Column("day", String(10), nullable=False),
        Column("requests", Integer, nullable=False),
        Column("erasures", Integer, nullable=False),
    ),
)


def upgrade() -> None:
    """Make the tables."""
    schema.create_all(op.get_bind(), tables=list(MADE), checkfirst=False)
