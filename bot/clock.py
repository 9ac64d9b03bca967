"""The time, as everything here means it: aware and in UTC.

Law: the only place that asks what time it is.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)
