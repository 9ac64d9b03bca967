"""Rounds in which colleagues weigh what the map shows, and the talks of an open one."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table

revision = "0017"
down_revision = "0016"

NOUNS = MetaData()
Table("studies", NOUNS, Column("id", String(64), primary_key=True))
ROUNDS = Table(
    "rounds",
    NOUNS,
    Column("study", String(64), ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("opened_at", String(32), nullable=False),
    Column("closed_at", String(32)),
    Column("things", JSON, nullable=False),
    Column("outcome", JSON),
    Column("calls", JSON, nullable=False),
)
BALLOTS = Table(
    "ballots",
    NOUNS,
    Column("id", String(64), primary_key=True),
    Column("study", String(64), ForeignKey("studies.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("address", String(255), nullable=False),
    Column("account", String(64), nullable=False),
    Column("cast_yet", Integer, nullable=False),
    Column("talk", JSON, nullable=False),
    Column("moved_at", String(32), nullable=False),
    Index("ballots_of_round", "study", "number"),
    Index("ballots_by_account", "account"),
)


def upgrade() -> None:
    """Make the tables."""
    ROUNDS.create(op.get_bind())
    BALLOTS.create(op.get_bind())
