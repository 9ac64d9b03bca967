"""Finds the words that a table of patterns knows in what somebody said, unless they are denied or others said them.

Law: pure; the patterns are data (``cues`` in ``flows/words``), every language together; a match counts within its own
sentence, so that a "not" far away takes nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import lists, one_of

_SENTENCE = re.compile(r"[^.!?;\n]+")
_CLAUSE = re.compile(r",|\b(?:maar|but|doch)\b")
_NEAR = 3  # words before a match within which a denial takes it back: "ik was echt niet boos"


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """A list of the table as one expression that matches at a word's start, in plain text."""
    return re.compile(rf"\b{one_of(lists('cues', table)[name])}")


def sentences(text: str) -> tuple[str, ...]:
    """What was said, in plain form and sentence by sentence."""
    return tuple(found[0].strip() for found in _SENTENCE.finditer(without_accents(text)) if found[0].strip())


def found(table: str, name: str, sentence: str, *, whole: bool = False) -> Iterator[re.Match[str]]:
    """Every place in a plain sentence where a list of the table matches and is not denied just before; where ``whole``,
    nor within the match: "ik was niet boos"."""
    for one in pattern(table, name).finditer(sentence):
        if not is_denied(sentence, one.start()) and not (whole and is_denied(sentence, one.end())):
            yield one


def says(table: str, name: str, sentence: str) -> bool:
    """Whether a list of the table matches somewhere, denied or not."""
    return pattern(table, name).search(sentence) is not None


def is_denied(sentence: str, start: int) -> bool:
    """Whether "not" or "never" stands just before this place, in the same clause; "nog nooit zo boos" denies nothing."""
    clause = _CLAUSE.split(sentence[:start])[-1]
    words = clause.split()[-_NEAR:]
    place = next((n for n, word in enumerate(words) if _denial().fullmatch(word)), None)
    return place is not None and not _emphasis().intersection(words[place + 1 :])


@cache
def _denial() -> re.Pattern[str]:
    return re.compile(one_of(lists("kinds")["denial"]))


@cache
def _emphasis() -> frozenset[str]:
    return frozenset(lists("kinds")["emphasis"])
