"""Finds what has a shape of its own: mail, accounts, numbers, plates, births, addresses, offices.

Law: a text without a digit and without the words and signs of a rule costs that rule nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from reisleider.flows.hiding import accounts, births, long_numbers, offices, plates, streets
from reisleider.flows.hiding.shape import Rule, behind_a_thing

_ALL = tuple(
    one
    for rules in (accounts.RULES, long_numbers.RULES, plates.RULES, births.RULES, streets.RULES, offices.RULES)
    for one in rules
)
_DIGITS = tuple(at for at, one in enumerate(_ALL) if not one.words and not one.signs)
_DIGIT = re.compile(r"\d")


def shapes_in(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where something of such a shape stands; the same place may be told more than once. ``words``: the text's, in
    small letters."""
    low = text.lower()
    by_word, by_sign = _called_for()
    tried = {at for word in set(words) for at in by_word.get(word, ())}
    tried.update(at for sign, rules in by_sign.items() if sign in low for at in rules)
    if _DIGIT.search(text):
        tried.update(_DIGITS)
    for at in sorted(tried):
        yield from _places(_ALL[at], text)


def every_rule() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried."""
    return _ALL


@cache
def _called_for() -> tuple[Mapping[str, Sequence[int]], Mapping[str, Sequence[int]]]:
    """Which rules a word calls for, and which a sign."""
    by_word: dict[str, list[int]] = defaultdict(list)
    by_sign: dict[str, list[int]] = defaultdict(list)
    for at, rule in enumerate(_ALL):
        for word in rule.words:
            by_word[word].append(at)
        for sign in rule.signs:
            by_sign[sign].append(at)
    return by_word, by_sign


def _places(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """Where a rule's pattern is found: the part of it that is to be hidden, where it names one."""
    part = "hide" if "hide" in rule.pattern.groupindex else 0
    for found in rule.pattern.finditer(text):
        if not rule.coded or not behind_a_thing(text, found.start(part)):
            yield found.span(part)
