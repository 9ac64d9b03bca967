"""Which writing transactions may go beside each other on a server, and which go alone.

Law: whoever writes to a table that is not named here goes alone, as everybody does in a file; those beside each other
keep the order within a conversation. What went wrong because of that is undone whole and done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection

APART = frozenset(
    (
        *("answers", "away", "drafts", "focus", "fragments", "inbox", "interviews", "lead_talks", "outbox"),
        *("paces", "tallies", "timers"),
    )
)
"""Tables whose rows belong to one conversation, one call or one job, or are only counted in one statement."""
EVERYBODY = 0x5245_4953  # the first of the two numbers of our locks on a server, so that other programs' are others
CONVERSATION = EVERYBODY + 1
SEAT = EVERYBODY + 2
STEPS = EVERYBODY + 3
_LANE = "lane"


class AloneError(BaseException):
    """This transaction must go alone: it is undone and done again so. No ``except Exception`` may keep it."""


@dataclass
class Lane:
    """A writing transaction beside others, or ``alone``."""

    alone: bool


def number_of(name: str) -> int:
    """A lock's second number for a name: 31 bits; two names that share one only wait for each other."""
    return int.from_bytes(blake2b(name.encode(errors="replace"), digest_size=4).digest()) >> 1


def begin(c: Connection, conversation: str, *, alone: bool) -> None:
    """Begin a writing transaction: beside others, in the order of its ``conversation`` ("": of none), or alone."""
    c.info[_LANE] = Lane(alone)
    if alone:
        c.exec_driver_sql(f"SELECT pg_advisory_xact_lock({EVERYBODY}, 0)")
        return
    also = f", pg_advisory_xact_lock({CONVERSATION}, {number_of(conversation)})" if conversation else ""
    c.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({EVERYBODY}, 0){also}")


def end(c: Connection) -> None:
    """The transaction is over."""
    c.info.pop(_LANE, None)


def lane_of(c: Connection) -> Lane | None:
    """The writing transaction on a server that this is; None in a file, and where it is only read."""
    found = c.info.get(_LANE)
    return found if isinstance(found, Lane) else None


def go_alone(c: Connection) -> None:
    """From here on this transaction must be alone: where it is not, it begins anew."""
    lane = lane_of(c)
    if lane is not None and not lane.alone:
        raise AloneError


def keep_order(c: Connection, conversation: str) -> None:
    """Until the end of the transaction nobody else writes in a conversation, by the key of its chat."""
    lane = lane_of(c)
    if lane is not None and not lane.alone:
        c.exec_driver_sql(f"SELECT pg_advisory_xact_lock({CONVERSATION}, {number_of(conversation)})")


def try_order(c: Connection, conversation: str) -> bool:
    """``keep_order``, but where somebody else writes there just now nothing is waited for; whether it is kept."""
    lane = lane_of(c)
    if lane is None or lane.alone:
        return True
    asked = f"SELECT pg_try_advisory_xact_lock({CONVERSATION}, {number_of(conversation)})"
    return bool(c.exec_driver_sql(asked).scalar_one())


def may_write(c: Connection, table: str) -> None:
    """Whoever is about to write to a table goes alone, unless its rows are kept apart."""
    if table not in APART:
        go_alone(c)
