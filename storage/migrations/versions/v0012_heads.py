"""Which call of an address is the first that waits, kept by the database itself; and an index for whatever is looked
up while people wait."""

from __future__ import annotations

import json

from alembic import op
from sqlalchemy import Column, Integer, String, text

revision = "0012"
down_revision = "0011"

AHEAD = "UPDATE outbox SET head = substr(address, 1, instr(address, '|') - 1) WHERE id"
FIRSTS = "SELECT min(id) FROM outbox WHERE state = 'waiting'"
LEAVES = f"{AHEAD} = ({FIRSTS} AND address = old.address);"
BEHIND = "UPDATE outbox SET head = NULL WHERE id ="
COMES = (
    f"{BEHIND} ({FIRSTS} AND address = new.address AND id > new.id); {AHEAD} = ({FIRSTS} AND address = new.address);"
)
TRIGGERS = (
    f"CREATE TRIGGER outbox_comes AFTER INSERT ON outbox WHEN new.state = 'waiting' BEGIN {COMES} END",
    f"CREATE TRIGGER outbox_goes AFTER DELETE ON outbox WHEN old.state = 'waiting' BEGIN {LEAVES} END",
    "CREATE TRIGGER outbox_ends AFTER UPDATE OF state, address ON outbox WHEN new.state != 'waiting'"
    f" BEGIN {BEHIND} new.id; {LEAVES} END",
    "CREATE TRIGGER outbox_moves AFTER UPDATE OF state, address ON outbox"
    " WHEN new.state = 'waiting' AND (old.state != 'waiting' OR new.address != old.address)"
    f" BEGIN {BEHIND} new.id; {LEAVES} {COMES} END",
)

THERE = (
    """
    CREATE FUNCTION put_first(place text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE first integer;
    BEGIN
      PERFORM pg_advisory_xact_lock(1380272471, hashtext(place));  -- whoever else changes who is first waits
      SELECT min(id) INTO first FROM outbox WHERE state = 'waiting' AND address = place;
      UPDATE outbox SET head = NULL
        WHERE state = 'waiting' AND address = place AND head IS NOT NULL AND id != first;
      UPDATE outbox SET head = split_part(address, '|', 1) WHERE id = first AND head IS NULL;
    END $$
    """,
    """
    CREATE FUNCTION keep_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.state != 'waiting' THEN
        UPDATE outbox SET head = NULL WHERE id = NEW.id AND head IS NOT NULL;
      END IF;
      IF TG_OP != 'INSERT' AND OLD.state = 'waiting' THEN PERFORM put_first(OLD.address); END IF;
      IF TG_OP != 'DELETE' AND NEW.state = 'waiting' THEN PERFORM put_first(NEW.address); END IF;
      RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER outbox_first AFTER INSERT OR DELETE OR UPDATE OF state, address ON outbox"
    " FOR EACH ROW EXECUTE FUNCTION keep_first()",
)
"""The same for PostgreSQL, where several write at once; its first database was made when it was at this step."""


def upgrade() -> None:
    """Add the columns, fill them from what is there, then let the database keep them."""
    op.add_column("outbox", Column("head", String(16)))
    op.add_column("outbox", Column("question", Integer))
    op.add_column("outbox", Column("shown", String(255)))
    op.add_column("studies", Column("home_key", String(255)))
    bind = op.get_bind()
    op.create_index("ix_studies_home_key", "studies", ["home_key"])
    op.create_index("leads_by_account", "leads", ["platform", "tenant", "account"])
    op.create_index("ix_focus_interview", "focus", ["interview"])
    op.create_index("ix_posts_address", "posts", ["address"])
    op.create_index("inbox_taken", "inbox", ["taken_at"])
    _index("inbox_parked", "inbox", "taken_at, key", "error IS NOT NULL OR parked IS NOT NULL")
    _index("timers_parked", "timers", "parked", "parked IS NOT NULL")
    op.create_index("outbox_shown", "outbox", ["address", "shown"])
    _index("outbox_below", "outbox", "parent", "parent IS NOT NULL")
    _index("outbox_old", "outbox", "due_at", "state != 'waiting'")
    for id, home in bind.exec_driver_sql("SELECT id, home FROM studies WHERE home IS NOT NULL").all():
        bind.execute(text("UPDATE studies SET home_key = :key WHERE id = :id"), {"id": id, "key": _key(home)})
    for id, answer in bind.exec_driver_sql("SELECT id, answer FROM outbox WHERE answer IS NOT NULL").all():
        bind.execute(text("UPDATE outbox SET shown = :shown WHERE id = :id"), {"id": id, "shown": _shown(answer)})
    if bind.dialect.name == "postgresql":
        for statement in THERE:
            op.execute(statement)
    else:
        bind.exec_driver_sql(f"{AHEAD} IN ({FIRSTS} GROUP BY address)")
        for trigger in TRIGGERS:
            op.execute(trigger)
    _index("outbox_heads", "outbox", "head, due_at", "head IS NOT NULL")


def _index(name: str, table: str, columns: str, rows: str) -> None:
    op.execute(f"CREATE INDEX {name} ON {table} ({columns}) WHERE {rows}")


def _key(home: str) -> str | None:
    """A home as other tables name a place; None for one that cannot be read."""
    told = _read(home)
    parts = [told.get(name) for name in ("platform", "tenant", "chat")]
    if not all(isinstance(part, str) for part in parts):
        return None
    return "|".join(str(part).replace("%", "%25").replace("|", "%7C") for part in (*parts, told.get("thread") or ""))


def _shown(answer: str) -> str | None:
    ref = _read(answer).get("ref")
    return ref if isinstance(ref, str) else None


def _read(text: str) -> dict[str, object]:
    """An object of JSON; empty where it is none."""
    try:
        told = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
