"""Until when the words of a shipped study are kept, so that it can be begun on any day.

Law: the day that its file names, or a year from now where that day comes too soon.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"^keep_until = (\d{4}-\d\d-\d\d)$", re.MULTILINE)
_YEAR, _SOON = timedelta(days=365), timedelta(days=30)


def kept_from(text: str, today: date) -> str:
    """The text of a study file, its day no sooner than a year from ``today`` where it comes within a month."""

    def later(found: re.Match[str]) -> str:
        named = date.fromisoformat(found[1])
        return found[0] if named > today + _SOON else f"keep_until = {(today + _YEAR).isoformat()}"

    return _DAY.sub(later, text)
