"""Reads how long ago, or how long: "3 weken geleden", "vorige maand", "a year and a half".

Law: whole days out of one phrase, or None where the words do not say; a month is 30 days, a year 365.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from tomllib import loads


@cache
def _table() -> dict[str, dict[str, float]]:
    text = resources.files("reisleider.flows").joinpath("words", "durations.toml").read_text(encoding="utf-8")
    return loads(text)


def days_of(text: str) -> float | None:
    """The days that a phrase speaks of, or None."""
    said = text.casefold()
    table = _table()
    for phrase, days in table["phrases"].items():
        if re.search(rf"\b{re.escape(phrase)}\b", said):
            return days
    found = re.search(rf"(\d+(?:[.,]\d+)?|[^\W\d]+(?:\s[^\W\d]+)?)\s+({'|'.join(table['units'])})\b", said)
    if found is None:
        return None
    count = _count(found[1], table["numbers"])
    return None if count is None else count * table["units"][found[2]]


def _count(text: str, numbers: dict[str, float]) -> float | None:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    words = text.split()
    return numbers.get(text, numbers.get(words[-1]))
