"""What operators can count: updates, calls, waits. Served as Prometheus text.

Law: platforms and kinds as labels, never a person, a chat or a word.
"""

from __future__ import annotations

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


def tell_metrics() -> bytes:
    """Every figure, as Prometheus reads it."""
    return generate_latest(REGISTRY)
