"""What people told that the law holds to be more private than the rest: health, faith, origin and more.

Law: rather a quote too few than something so private on a wall; which words tell it is in the words files
(``[redaction.private]``), by kind (GDPR articles 9 and 10).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, cast, get_args

from reisleider.flows.words.vocabulary import lists, one_of

Kind = Literal["health", "faith", "origin", "sexuality", "union", "politics", "criminal"]
"""The kinds of GDPR articles 9 and 10 that people tell in a chat."""
KINDS: tuple[Kind, ...] = get_args(Kind)


_OUTSIDE = re.compile(r"\([^()]*\)")  # a choice within brackets, which is no choice of the whole
_START = re.compile(r"\b\w")
_PLAIN = re.compile(r"[^\W_](?![?*{|])")  # how what begins with one letter, whatever follows, begins


def private(words: str) -> Kind | None:
    """The kind of what is too private to show in these words, or None: the first that is told."""
    by_letter, others = _patterns()
    found = others.search(words)
    for start in _START.finditer(words):
        if found is not None and start.start() > found.start():
            break
        pattern = by_letter.get(start[0].lower())
        told = pattern.match(words, start.start()) if pattern is not None else None
        if told is not None:
            return _first(told, found)
    return None if found is None else cast("Kind", found.lastgroup)


def _first(told: re.Match[str], found: re.Match[str] | None) -> Kind:
    """The kind of what stands first; of two in one place, the one that is told first of the kinds."""
    kinds = [cast("Kind", one.lastgroup) for one in (told, found) if one is not None and one.start() == told.start()]
    return min(kinds, key=KINDS.index)


@cache
def _patterns() -> tuple[Mapping[str, re.Pattern[str]], re.Pattern[str]]:
    """What begins with one letter, by that letter, and all else: few of them are tried at each word."""
    told = lists("redaction", "private")
    by_letter: dict[str, dict[Kind, list[str]]] = {}
    others: dict[Kind, list[str]] = {}
    for kind in KINDS:
        for one in told.get(kind, ()):
            plain = _PLAIN.match(one) is not None and "|" not in _OUTSIDE.sub("", one)
            (by_letter.setdefault(one[0].lower(), {}) if plain else others).setdefault(kind, []).append(one)
    return {letter: _pattern(kinds) for letter, kinds in by_letter.items()}, _pattern(others)


def _pattern(kinds: Mapping[Kind, Sequence[str]]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<{kind}>\b{one_of(tuple(words))}\b)" for kind, words in kinds.items()) or "(?!)", re.IGNORECASE
    )
