"""What leads decided about what people said, before it stood on a map."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, String, Table

revision = "0009"
down_revision = "0008"

schema = MetaData()
Table("studies", schema, Column("id", String(64), primary_key=True))
Table("interviews", schema, Column("id", String(64), primary_key=True))
GLANCES = Table(
    "glances",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", String(64), ForeignKey("studies.id"), nullable=False, index=True),
    Column("interview", String(64), ForeignKey("interviews.id"), nullable=False, index=True),
    Column("glance", JSON, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
)


def upgrade() -> None:
    """Make the table."""
    GLANCES.create(op.get_bind())
