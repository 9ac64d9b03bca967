"""What operators can count: updates, calls, waits. Served as Prometheus text.

Law: platforms and kinds as labels, never a person, a chat or a word.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
TAKEN = Counter("reisleider_updates", "Updates taken in.", ["platform", "how"], registry=REGISTRY)
TURN = Histogram("reisleider_turn_seconds", "From update to commit.", ["platform"], registry=REGISTRY)
SENT = Counter("reisleider_calls_sent", "Calls that a platform took.", ["platform"], registry=REGISTRY)
RETRIED = Counter("reisleider_calls_retried", "Calls put off, by why.", ["platform", "why"], registry=REGISTRY)
CONFLICTS = Counter(
    "reisleider_poll_conflicts", "Times another program polled with our token.", ["platform"], registry=REGISTRY
)
WAITING = Gauge("reisleider_outbox_waiting", "Calls that wait to be sent.", registry=REGISTRY)
CONNECTED = Gauge("reisleider_connected", "Whether a platform's connection is up.", ["platform"], registry=REGISTRY)
OLDEST = Gauge("reisleider_outbox_oldest_seconds", "How long the oldest call waits.", registry=REGISTRY)
PARKED = Gauge("reisleider_parked", "What was laid aside and waits to be looked at.", ["kind"], registry=REGISTRY)
STORAGE = Gauge("reisleider_storage_writable", "Whether the database can be written.", registry=REGISTRY)
BUILD = Gauge("reisleider_build_info", "The version that runs; always 1.", ["version", "python"], registry=REGISTRY)
BUILD.labels(version("reisleider"), sys.version.partition(" ")[0]).set(1)


def tell_metrics() -> bytes:
    """Every figure, as Prometheus reads it."""
    return generate_latest(REGISTRY)
