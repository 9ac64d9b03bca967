"""Halves and quarters as people say them, written in figures: "2 en een half uur", "half an hour", "drie kwartier".

Law: the words are data (``[kinds]``), every language together; "half tien" is a time of day and stays.
"""

from __future__ import annotations

import re
from functools import cache

from reisleider.flows.words.vocabulary import lists, names, one_of

QUARTER = 15  # minutes


def halves_in_figures(text: str) -> str:
    """The text with its halves and quarters in figures; whole numbers in it are figures already."""
    for pattern, figure in _halves():
        text = pattern.sub(figure, text)
    return _quarters().sub(_in_minutes, text)


def _in_minutes(found: re.Match[str]) -> str:
    minutes = names("counted", "quarters")[found["said"].casefold()]
    return f"{QUARTER * int(found['times'] or 1)} {minutes}"


@cache
def _halves() -> tuple[tuple[re.Pattern[str], str], ...]:
    said = {name: one_of(tuple(sorted(words, key=len, reverse=True))) for name, words in lists("kinds").items()}
    rows = (
        (rf"\b(\d{{1,6}})\s{{1,3}}{said['half-more']}\b", r"\1.5"),
        (rf"\b{said['one']}\s{{1,3}}{said['half-more']}\b", "1.5"),
        (rf"\b{said['one']}\s{{1,3}}([^\W\d]{{3,20}})\s{{1,3}}{said['half-more']}\b", r"1.5 \1"),
        (rf"\b{said['one-and-half']}\b", "1.5"),
        (rf"\b{said['half']}(?=\s{{1,3}}[^\W\d])", "0.5"),
    )
    return tuple((re.compile(pattern, re.IGNORECASE), figure) for pattern, figure in rows)


@cache
def _quarters() -> re.Pattern[str]:
    said = one_of(tuple(sorted(names("counted", "quarters"), key=len, reverse=True)))
    return re.compile(rf"\b(?:(?P<times>\d{{1,3}})\s{{1,3}})?(?P<said>{said})\b", re.IGNORECASE)
