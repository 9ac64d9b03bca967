"""Reads how long ago, or how long: "3 weken geleden", "vorige maand", "a year and a half".

Law: whole days out of one phrase, or None where the words do not say; a month is 30 days, a year 365.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reisleider.flows.words.vocabulary import figures, one_of


def days_of(text: str) -> float | None:
    """The days that a phrase speaks of, or None."""
    said = text.casefold()
    for phrase, days in figures("durations", "phrases").items():
        if re.search(rf"\b{re.escape(phrase)}\b", said):
            return days
    units = figures("durations", "units")
    found = re.search(rf"(\d+(?:[.,]\d+)?|[^\W\d]+(?:\s[^\W\d]+)?)\s+({one_of(tuple(units))})\b", said)
    if found is None:
        return None
    count = _count(found[1], figures("durations", "numbers"))
    return None if count is None else count * units[found[2]]


def _count(text: str, numbers: Mapping[str, float]) -> float | None:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    words = text.split()
    return numbers.get(text, numbers.get(words[-1]))
