"""The program on a machine whose troubles a test switches on and off: ``troubled_machine.py FILE run``.

Law: stands in for the machine alone, before anything of the program runs: the one place that asks what time it is, and
what SQLite itself lets its writer do. SQLite's own refusals come of it; nothing of the program is replaced.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from reisleider.bot import clock

MACHINE = Path(sys.argv.pop(1))


def troubles() -> dict[str, float]:
    """What is wrong with the machine now, by name."""
    found: dict[str, float] = json.loads(MACHINE.read_text())
    return found


def now() -> datetime:
    """The time now, and as many seconds more as the machine's clock was put forth."""
    return datetime.now(UTC) + timedelta(seconds=troubles().get("ahead", 0))


class Troubled(sqlite3.Connection):
    """A connection of the machine: what it may do is said anew where it begins to write."""

    def execute(self, sql: str, *told: Any) -> sqlite3.Cursor:  # whatever SQLite takes
        if sql == "BEGIN IMMEDIATE":
            wrong = troubles()
            super().execute(f"PRAGMA query_only={int(wrong.get('read_only', 0))}")
            pages = super().execute("PRAGMA page_count").fetchone()[0]
            super().execute(f"PRAGMA max_page_count={pages if wrong.get('full') else 2**30}")
        return super().execute(sql, *told)


if __name__ == "__main__":
    clock.now = now
    sqlite3.connect = partial(sqlite3.connect, factory=Troubled)  # type: ignore[assignment]  # the machine's own
    from reisleider.bot.cli.program import main

    main()
