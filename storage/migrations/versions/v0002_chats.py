"""What chat platforms need: where an interview takes place, invitations, bursts, half-made studies, who is away."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, String, Table, Text

revision = "0002"
down_revision = "0001"

schema = MetaData()
ID = String(64)
WHEN = String(32)

Table("studies", schema, Column("id", ID, primary_key=True))
MADE = (
    Table(
        "chats",
        schema,
        Column("interview", ID, primary_key=True),
        Column("address", String(255), nullable=False, index=True),
        Column("account", ID, nullable=False),
    ),
    Table(
        "fragments",
        schema,
        Column("interview", ID, primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("text", Text, nullable=False),
        Column("ref", String(128)),
    ),
    Table(
        "invites",
        schema,
        Column("hash", String(64), primary_key=True),
        Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
        Column("track", String(16), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("persona", ID),
        Column("made_at", WHEN, nullable=False),
        Column("expires_at", WHEN, nullable=False),
        Column("used_at", WHEN),
    ),
    Table(
        "drafts",
        schema,
        Column("address", String(255), primary_key=True),
        Column("account", ID, primary_key=True),
        Column("kind", String(16), nullable=False),
        Column("draft", JSON, nullable=False),
        Column("moved_at", WHEN, nullable=False),
    ),
    Table(
        "away",
        schema,
        Column("address", String(255), primary_key=True),
        Column("reason", String(64), nullable=False),
        Column("since", WHEN, nullable=False),
    ),
)


def upgrade() -> None:
    """Make the tables, let an outbox row be found by its question, a timer know more."""
    schema.create_all(op.get_bind(), tables=list(MADE), checkfirst=False)
    op.add_column("outbox", Column("turn", Integer))
    op.add_column("timers", Column("data", JSON))
    op.create_index("outbox_questions", "outbox", ["interview", "turn"])
