"""The first tables, as they were then, and the law that answers are only ever added."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

revision = "0001"
down_revision = None

schema = MetaData()
ID = String(64)
WHEN = String(32)

Table(
    "studies",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", JSON, nullable=False),
    Column("home", JSON),
)
Table(
    "leads",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("tenant", ID, primary_key=True),
    Column("account", ID, primary_key=True),
)
Table(
    "participants",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("participant", JSON, nullable=False),
)
Table(
    "accounts",
    schema,
    Column("participant", ID, ForeignKey("participants.id"), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("tenant", ID, primary_key=True),
    Column("account", ID, primary_key=True),
    Index("accounts_by_account", "platform", "tenant", "account"),
)
Table(
    "focus",
    schema,
    Column("address", String(255), primary_key=True),
    Column("interview", ID, nullable=False),
)
Table(
    "scripts",
    schema,
    Column("revision", String(16), primary_key=True),
    Column("name", ID, nullable=False),
    Column("source", Text, nullable=False),
)
Table(
    "interviews",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("participant", ID, ForeignKey("participants.id"), nullable=False, index=True),
    Column("script", ID, nullable=False),
    Column("revision", String(16), ForeignKey("scripts.revision"), nullable=False),
    Column("track", String(16), nullable=False),
    Column("givens", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", ID, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("place", JSON, nullable=False),
    Column("began_at", WHEN, nullable=False),
    Column("moved_at", WHEN, nullable=False),
    Column("ended_at", WHEN),
)
Table(
    "answers",
    schema,
    Column("interview", ID, ForeignKey("interviews.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("step", ID, nullable=False),
    Column("item", ID),
    Column("kind", String(16), nullable=False),
    Column("value", JSON),
    Column("verbatim", Text, nullable=False),
    Column("said_at", WHEN, nullable=False),
    Column("supersedes", Integer),
    Column("ref", String(128)),
    Column("turn", Integer, nullable=False),
)
Table(
    "erasing",
    schema,
    Column("interview", ID, primary_key=True),
)
Table(
    "inbox",
    schema,
    Column("key", String(255), primary_key=True),
    Column("taken_at", WHEN, nullable=False),
    Column("parked", JSON),
    Column("error", Text),
)
Table(
    "outbox",
    schema,
    Column("id", Integer, primary_key=True),
    Column("address", String(255), nullable=False),
    Column("operation", String(16), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("parent", Integer),
    Column("interview", ID),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", WHEN, nullable=False),
    Column("answer", JSON),
    Column("error", Text),
    Index("outbox_waiting", "state", "address", "id"),
)
Table(
    "timers",
    schema,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", ID, nullable=False, index=True),
    Column("fence", Integer, nullable=False),
    Column("due_at", WHEN, nullable=False, index=True),
)
Table(
    "blobs",
    schema,
    Column("digest", String(64), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("mime", String(128), nullable=False),
    Column("data", LargeBinary, nullable=False),
)
Table(
    "versions",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("persona", ID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("published_at", WHEN, nullable=False),
    Column("respondents", JSON, nullable=False),
    Column("map", JSON, nullable=False),
)
Table(
    "overrides",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("override", JSON, nullable=False),
    Column("made_by", ID, nullable=False),
    Column("made_at", WHEN, nullable=False),
)
Table(
    "tombstones",
    schema,
    Column("study", ID, primary_key=True),
    Column("participant", ID, primary_key=True),
    Column("forgotten_at", WHEN, nullable=False),
)


def upgrade() -> None:
    """Make every table; the database itself refuses to change an answer, or to lose one on its own."""
    schema.create_all(op.get_bind(), checkfirst=False)
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_server()
        return
    op.execute(
        "CREATE TRIGGER answers_are_append_only BEFORE UPDATE ON answers "
        "BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER answers_go_with_their_interview BEFORE DELETE ON answers "
        "WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE interview = OLD.interview) "
        "BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END"
    )


def _guard_on_server() -> None:
    """The same two refusals, as PostgreSQL words them."""
    op.execute(
        "CREATE FUNCTION keep_answers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'DELETE' THEN"
        " IF EXISTS (SELECT 1 FROM erasing WHERE interview = OLD.interview) THEN RETURN OLD; END IF; END IF;"
        " RAISE EXCEPTION 'answers are append-only' USING ERRCODE = 'restrict_violation',"
        " CONSTRAINT = 'answers are append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER answers_are_append_only BEFORE UPDATE OR DELETE ON answers"
        " FOR EACH ROW EXECUTE FUNCTION keep_answers()"
    )
    op.execute(
        "CREATE TRIGGER answers_are_not_emptied BEFORE TRUNCATE ON answers"
        " FOR EACH STATEMENT EXECUTE FUNCTION keep_answers()"
    )
