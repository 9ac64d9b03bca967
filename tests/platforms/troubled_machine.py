"""The program on a machine whose troubles a test switches on and off: ``troubled_machine.py FILE run``.

Law: stands in for the machine alone, before anything of the program runs: the one place that asks what time it is, and
what SQLite itself lets its writer do. SQLite's own refusals come of it; nothing of the program is replaced.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from reisleider.bot import clock

MACHINE = Path(sys.argv.pop(1))
READS = "mode=ro"


def troubles() -> dict[str, float]:
    """What is wrong with the machine now, by name."""
    found: dict[str, float] = json.loads(MACHINE.read_text())
    return found


def now() -> datetime:
    """The time now, and as many seconds more as the machine's clock was put forth."""
    return datetime.now(UTC) + timedelta(seconds=troubles().get("ahead", 0))


def begin(connection: Any) -> None:  # SQLAlchemy's own
    """A transaction begins: what the database may do is what the machine lets it."""
    if connection.engine.pool.__class__.__name__ != "NullPool":  # the writer's alone; readers write nothing
        return
    raw, wrong = connection.connection.dbapi_connection, troubles()
    raw.execute(f"PRAGMA query_only={int(wrong.get('read_only', 0))}")
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={pages if wrong.get('full') else 2**30}")


if __name__ == "__main__":
    clock.now = now
    event.listen(Engine, "begin", begin)
    from reisleider.bot.cli.program import main

    main()
