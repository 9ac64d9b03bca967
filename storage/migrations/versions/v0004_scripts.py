"""An invitation is for an interview by its script's name; the two there were are called as their tracks."""

from __future__ import annotations

from alembic import op
from sqlalchemy import String

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Rename the column, with room for a longer name."""
    with op.batch_alter_table("invites") as invites:
        invites.alter_column("track", new_column_name="script", type_=String(64), existing_type=String(16))
