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
CAPITAL = r"(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"  # but for who speaks
FIGURE = rf"(?:\d{{1,4}}|{ONE_OF['figures']})"
_NEAR = 40  # letters before a code in which its thing is looked for
_THING = re.compile(
    rf"(?:(?<!\w)(?i:(?:{ONE_OF['coded-things']}|{ONE_OF['makes']})(?:\s(?:set|serie|series|{ONE_OF['numbers']}))?)"
    rf"|\b[A-Z][a-z]{{1,12}}[A-Z]{{1,2}}[a-z]{{1,12}})[\s:]{{1,2}}\Z"
)
IS = r"(?:\s{0,2}(?:is|was|van|of|met|with|dat|luidt|:|=|-|#|,)){0,2}\s{0,2}"


@dataclass(frozen=True)
class Rule:
    """A pattern, and what it need not be tried without: one of these words, one of these signs, else a digit.
    ``coded``: what it finds is nobody's right behind a thing that has a code of its own ("foutcode", "Lego")."""

    written: str
    small: bool
    words: frozenset[str]
    signs: tuple[str, ...]
    coded: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when it is first tried: most texts need few of them, and making all takes half a second."""
        return re.compile(self.written, re.IGNORECASE if self.small else 0)


def behind_a_thing(text: str, at: int) -> bool:
    """Whether a thing that has a code of its own stands right before: a form, a part, a make, "ThinkPad"."""
    return _THING.search(text, max(0, at - _NEAR), at) is not None


def rule(
    pattern: str,
    *,
    words: tuple[str, ...] = (),
    signs: tuple[str, ...] = (),
    small: bool = True,
    coded: bool = False,
) -> Rule:
    """``small``: whether small letters do as well as capitals. Where a part is named ``hide``, that alone is found."""
    parts = frozenset(part for one in words for part in one.split())
    return Rule(pattern, small, parts, signs, coded)
