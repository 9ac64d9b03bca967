"""The labels that a study's respondents may be offered, as they were last looked at."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, MetaData, String, Table

revision = "0006"
down_revision = "0005"

OFFERED = Table(
    "offered",
    MetaData(),
    Column("study", String(64), primary_key=True),
    Column("offered", JSON, nullable=False),
)


def upgrade() -> None:
    """Make the table."""
    OFFERED.create(op.get_bind())
