"""How often a timer failed, and why it was laid aside; and since when a call waits."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("timers", Column("failed", Integer, nullable=False, server_default="0"))
    op.add_column("timers", Column("parked", Text))
    op.add_column("outbox", Column("made_at", String(32)))
