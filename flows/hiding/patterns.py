"""Finds what has a shape of its own: mail, accounts, numbers, plates, births, addresses, offices.

Law: a text without a digit and without the words and signs of a rule costs that rule nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reisleider.flows.hiding import accounts, births, long_numbers, offices, plates, streets

_ALL = tuple(
    one
    for rules in (accounts.RULES, long_numbers.RULES, plates.RULES, births.RULES, streets.RULES, offices.RULES)
    for one in rules
)
_SIGNED = tuple(one for one in _ALL if one.words or one.signs)
_DIGITS = tuple(one.pattern for one in _ALL if not one.words and not one.signs)
_DIGIT = re.compile(r"\d")


def shapes_in(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where something of such a shape stands; the same place may be told more than once. ``words``: the text's, in
    small letters."""
    low, told = text.lower(), frozenset(words)
    for rule in _SIGNED:
        if not rule.words.isdisjoint(told) or any(sign in low for sign in rule.signs):
            yield from _places(rule.pattern, text)
    if _DIGIT.search(text):
        for pattern in _DIGITS:
            yield from _places(pattern, text)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern is found: the part of it that is to be hidden, where it names one."""
    part = "hide" if "hide" in pattern.groupindex else 0
    for found in pattern.finditer(text):
        yield found.span(part)
