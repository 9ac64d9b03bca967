"""How often each wording was told in a study and each block asked, counted from what is there; and interviews found by
how they ended."""

from __future__ import annotations

import json
import tomllib
from collections import Counter

from alembic import op
from sqlalchemy import Column, Integer, MetaData, String, Table, Text

from reisleider.flows.words.cues import normalise

revision = "0011"
down_revision = "0010"

schema = MetaData()
ID = String(64)

TALLIES = Table(
    "tallies",
    schema,
    Column("study", ID, primary_key=True),
    Column("script", ID, primary_key=True),
    Column("step", ID, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)


def upgrade() -> None:
    """Make the table and the indices, and count."""
    bind = op.get_bind()
    schema.create_all(bind, tables=[TALLIES], checkfirst=False)
    op.create_index("tallies_most", "tallies", ["study", "script", "step", "times", "what"])
    op.create_index("interviews_by_ending", "interviews", ["study", "track", "state", "participant"])
    scripts = bind.exec_driver_sql("SELECT revision, source FROM scripts")
    lists = {one: _lists(source) for one, source in scripts}
    told: Counter[tuple[str, str, str, str]] = Counter()
    for study, script, givens in bind.exec_driver_sql("SELECT study, script, givens FROM interviews"):
        told.update((study, script, "", block) for block in json.loads(givens).get("blocks", ()))
    answers = (
        "SELECT i.study, i.script, i.revision, a.step, a.value FROM answers a JOIN interviews i ON i.id = a.interview"
        " WHERE a.kind = 'answer' AND a.item IS NOT NULL"
    )
    for study, script, of, step, value in bind.exec_driver_sql(answers):
        words = json.loads(value or "null")
        if step in lists.get(of, ()) and isinstance(words, str):
            told[study, script, step, normalise(words)] += 1
    rows = [
        {"study": study, "script": script, "step": step, "what": what, "times": times}
        for (study, script, step, what), times in told.items()
    ]
    if rows:
        bind.execute(TALLIES.insert(), rows)


def _lists(source: str) -> frozenset[str]:
    """The steps of a script that make lists, as they were written until now; none of a script that cannot be read."""
    try:
        steps = tomllib.loads(source).get("step", ())
        return frozenset(step["id"] for step in steps if step["kind"] == "list" and "adds" not in step)
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
