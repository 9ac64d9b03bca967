"""What a pattern is that finds what has a shape of its own, and what such patterns are made of.

Law: a pattern is tried only where one of the words or signs is there without which it cannot be found, else where there
is a digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from reisleider.flows.words.vocabulary import lists, one_of

TABLES = lists("redaction")
ONE_OF = {name: one_of(tuple(sorted(words, key=len, reverse=True))) for name, words in TABLES.items()}
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"
FIGURE = rf"(?:\d{{1,4}}|{ONE_OF['figures']})"
IS = r"(?:\s{0,2}(?:is|was|van|of|met|with|dat|luidt|:|=|-|#|,)){0,2}\s{0,2}"


@dataclass(frozen=True)
class Rule:
    """A pattern, and what it need not be tried without: one of these words, one of these signs, else a digit."""

    written: str
    small: bool
    words: frozenset[str]
    signs: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when it is first tried: most texts need few of them, and making all takes half a second."""
        return re.compile(self.written, re.IGNORECASE if self.small else 0)


def rule(pattern: str, *, words: tuple[str, ...] = (), signs: tuple[str, ...] = (), small: bool = True) -> Rule:
    """``small``: whether small letters do as well as capitals. Where a part is named ``hide``, that alone is found."""
    parts = frozenset(part for one in words for part in one.split())
    return Rule(pattern, small, parts, signs)
