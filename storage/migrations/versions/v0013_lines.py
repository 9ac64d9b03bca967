"""Which bot or workspace a call goes out through: what waits first is told by platform and tenant; and whose a study
is."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

revision = "0013"
down_revision = "0012"

AHEAD = (
    "UPDATE outbox SET head = CASE WHEN address LIKE '%|%|%|%' THEN"
    " substr(address, 1, instr(address, '|') + instr(substr(address, instr(address, '|') + 1), '|') - 1)"
    " ELSE '' END WHERE id"
)
"""What is no address at all is of no line, and is told by that."""
FIRSTS = "SELECT min(id) FROM outbox WHERE state = 'waiting'"
LEAVES = f"{AHEAD} = ({FIRSTS} AND address = old.address);"
BEHIND = "UPDATE outbox SET head = NULL WHERE id ="
COMES = (
    f"{BEHIND} ({FIRSTS} AND address = new.address AND id > new.id); {AHEAD} = ({FIRSTS} AND address = new.address);"
)
TRIGGERS = {
    "outbox_comes": f"AFTER INSERT ON outbox WHEN new.state = 'waiting' BEGIN {COMES} END",
    "outbox_goes": f"AFTER DELETE ON outbox WHEN old.state = 'waiting' BEGIN {LEAVES} END",
    "outbox_ends": "AFTER UPDATE OF state, address ON outbox WHEN new.state != 'waiting'"
    f" BEGIN {BEHIND} new.id; {LEAVES} END",
    "outbox_moves": "AFTER UPDATE OF state, address ON outbox"
    " WHEN new.state = 'waiting' AND (old.state != 'waiting' OR new.address != old.address)"
    f" BEGIN {BEHIND} new.id; {LEAVES} {COMES} END",
}
NOW_THERE = (
    "UPDATE outbox SET head = CASE WHEN address LIKE '%|%|%|%'"
    " THEN split_part(address, '|', 1) || '|' || split_part(address, '|', 2) ELSE '' END"
)
THERE = """
    CREATE OR REPLACE FUNCTION put_first(place text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE first integer;
    BEGIN
      PERFORM pg_advisory_xact_lock(1380272471, hashtext(place));  -- whoever else changes who is first waits
      SELECT min(id) INTO first FROM outbox WHERE state = 'waiting' AND address = place;
      UPDATE outbox SET head = NULL
        WHERE state = 'waiting' AND address = place AND head IS NOT NULL AND id != first;
      UPDATE outbox SET head = CASE WHEN address LIKE '%|%|%|%'
        THEN split_part(address, '|', 1) || '|' || split_part(address, '|', 2) ELSE '' END
        WHERE id = first AND head IS NULL;
    END $$
    """
"""The same for PostgreSQL; its triggers stay, for they only call this."""


def upgrade() -> None:
    """Give what waits first its line, from here on by the database itself; every study there is belongs to the first
    circle."""
    bind = op.get_bind()
    op.add_column("studies", Column("circle", String(64), nullable=False, server_default=""))
    if bind.dialect.name == "postgresql":
        op.alter_column("outbox", "head", type_=String(64))
        op.execute(THERE)
        op.execute(f"{NOW_THERE} WHERE head IS NOT NULL")
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP INDEX outbox_heads")
    op.execute("ALTER TABLE outbox DROP COLUMN head")
    op.add_column("outbox", Column("head", String(64)))
    bind.exec_driver_sql(f"{AHEAD} IN ({FIRSTS} GROUP BY address)")
    for name, what in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {what}")
    op.execute("CREATE INDEX outbox_heads ON outbox (head, due_at) WHERE head IS NOT NULL")
