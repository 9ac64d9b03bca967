"""Rows of the queues that no program of ours wrote: by hand, by a disk, by a version of tomorrow.

Law: a seed gives the same rows on every machine; each is written as it stands, past everything that checks. Knows the
tables' columns and a good row of each, and nothing of what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from sqlite3 import Error

from sqlalchemy.exc import DBAPIError

from reisleider.bot.jobs.duties import duties
from reisleider.bot.maps.post import draw_map
from reisleider.storage import operations
from reisleider.storage.store import Connection

Value = str | int | float | bytes | None
ODD: Sequence[Value] = (
    *(
        "",
        "null",
        "{",
        "[]",
        "{}",
        '"x"',
        "7",
        "x" * 9000,
        "\x00",
        "\ud7ff",
        "never",
        "9999-12-31T23:59:59.999999+00:00",
    ),
    *(
        "0001-01-01",
        "2026-01-01",
        "2999-01-01",
        "2026-02-30T25:61:00Z",
        "telegram|4242|@my_channel|",
        "telegram|nobody",
    ),
    *("slack|T0TEAM|D9999|", "telegram||8|", "|||", "teams|1|2|", "telegram|4242|8|9|9|9", '{"text": 7}'),
    *('{"interview": [], "turn": {}, "attachments": 7}', '{"attachments": [{"blob": 1}], "buttons": 1}'),
    *('{"address": "telegram|4242|8|", "text": [["x"]]}', '{"platform": 1, "update": [], "body": {}}'),
    *(0, -1, 7, 2**62, -(2**63), 1.5, float("inf"), b"", b"\xff\x00{", None),
)
"""What may stand in any column."""
OPERATIONS = tuple(one.name for one in vars(operations).values() if isinstance(getattr(one, "name", None), str))
WHEN = "2026-01-01T00:00:00.000000+00:00"
GOOD: dict[str, dict[str, Sequence[Value]]] = {
    "outbox": {
        "address": ("telegram|4242|9|", "slack|T0TEAM|DU9|"),
        "operation": (*OPERATIONS, "sing"),
        "payload": ('{"text": "hallo"}', "{}"),
        "parent": (None, 1),
        "interview": (None, "i1", "farewell"),
        "state": ("waiting", "waiting", "waiting", "parked"),
        "attempts": (0, 2, 299),
        "due_at": (WHEN,),
        "answer": (None, "{}"),
        "error": (None, "x"),
        "turn": (None, 1),
        "made_at": (None, WHEN),
    },
    "timers": {
        "kind": (*(one.job.kind for one in duties(draw_map)), "sing"),
        "subject": ("zonnevaart", "i1", "nobody"),
        "fence": (0, 1),
        "due_at": (WHEN,),
        "data": (None, "null", '{"address": "telegram|4242|9|", "language": "nl"}'),
        "failed": (0, 2),
        "parked": (None, None, None, "x"),
    },
    "inbox": {
        "key": ("",),
        "taken_at": (WHEN,),
        "parked": ('{"platform": "telegram", "tenant": "4242", "account": "9", "update": {}}',),
        "error": ("KeyError",),
    },
}


def poison(c: Connection, chance: Random, table: str, number: int) -> bool:
    """Write a row of a table in which a column or two hold what they should not; False where the table refuses it."""
    row = {name: chance.choice(values) for name, values in GOOD[table].items()}
    if table == "inbox":
        row["key"] = f"poison-{number}"
    for name in chance.sample(sorted(row), chance.randint(1, 2)):
        row[name] = chance.choice(ODD)
    names, places = ", ".join(row), ", ".join("?" * len(row))
    raw = c.connection.dbapi_connection
    assert raw is not None
    try:
        raw.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(row.values()))  # type: ignore[attr-defined]
    except (Error, DBAPIError):
        return False
    return True


def faults_in(logged: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Lines of what nobody caught where it came up: a loop begun anew, a task that ended, words that stay too long."""
    signs = ("begun anew", "not removed", "cannot be tried", "nobody told")
    return [
        one for one in logged if one.get("library") == "asyncio" or any(sign in str(one["event"]) for sign in signs)
    ]
