"""What a pattern is that finds what has a shape of its own, and what such patterns are made of.

Law: a pattern is tried only where one of the words or signs is there without which it cannot be found, else where there
is a digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reisleider.flows.words.vocabulary import lists, one_of

TABLES = lists("redaction")
ONE_OF = {name: one_of(tuple(sorted(words, key=len, reverse=True))) for name, words in TABLES.items()}
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"
FIGURE = rf"(?:\d{{1,4}}|{ONE_OF['figures']})"
IS = r"(?:\s{0,2}(?:is|was|van|of|met|with|dat|luidt|:|=|-|#|,)){0,2}\s{0,2}"


@dataclass(frozen=True)
class Rule:
    """A pattern, and what it need not be tried without: one of these words, one of these signs, else a digit."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    signs: tuple[str, ...]


def rule(pattern: str, *, words: tuple[str, ...] = (), signs: tuple[str, ...] = (), small: bool = True) -> Rule:
    """``small``: whether small letters do as well as capitals. Where a part is named ``hide``, that alone is found."""
    parts = frozenset(part for one in words for part in one.split())
    return Rule(re.compile(pattern, re.IGNORECASE if small else 0), parts, signs)
