"""Workspaces that installed the app themselves, and who is just doing so."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, String

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "installations",
        Column("platform", String(16), primary_key=True),
        Column("tenant", String(64), primary_key=True),
        Column("held", JSON),
        Column("since", String(32), nullable=False),
    )
    op.create_table(
        "installing",
        Column("hash", String(64), primary_key=True),
        Column("expires_at", String(32), nullable=False),
    )
