"""How the program is: every platform, the database, what waits and what was laid aside.

Law: what stands here was asked just now; names of platforms and of faults, never a person, a chat or a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reisleider.bot import metrics
from reisleider.bot.adapters.link import Link
from reisleider.flows.faults import StorageFault
from reisleider.storage.codec import read_time
from reisleider.storage.parking import Backlog, backlog
from reisleider.storage.store import Store


async def tell_health(store: Store, links: Mapping[str, Link], now: datetime) -> tuple[bool, dict[str, Any]]:  # as JSON
    """Whether the database can be written and every platform be reached; and all of it, to be read. Sets the gauges."""
    why = None if store.refusal is None else store.refusal.sentence
    try:
        found = await store.read(backlog)
    except StorageFault as fault:
        found, why = None, why or str(fault)
    metrics.STORAGE.set(why is None)
    platforms = {name: {"ok": link.why is None, **_because(link.why)} for name, link in links.items()}
    good = why is None and all(link.why is None for link in links.values())
    told: dict[str, Any] = {  # as JSON
        "ok": good,
        "database": {"ok": why is None, **_because(why)},
        "platforms": platforms,
    }
    if found is not None:
        told |= _tell_backlog(found, now)
    return good, told


def _because(why: str | None) -> dict[str, str]:
    return {} if why is None else {"why": why}


def _tell_backlog(found: Backlog, now: datetime) -> dict[str, Any]:  # as JSON
    seconds = 0.0 if found.oldest is None else _seconds_since(found.oldest, now)
    parked = {"updates": found.updates, "calls": found.calls, "jobs": found.jobs}
    metrics.WAITING.set(found.waiting)
    metrics.OLDEST.set(seconds)
    for kind, count in parked.items():
        metrics.PARKED.labels(kind).set(count)
    return {"outbox": found.waiting, "oldest_seconds": round(seconds), "parked": parked}


def _seconds_since(text: str, now: datetime) -> float:
    """How long ago that was; 0 for what is still to come, or no time at all."""
    try:
        return max(0.0, (now - read_time(text)).total_seconds())
    except ValueError:
        return 0.0
