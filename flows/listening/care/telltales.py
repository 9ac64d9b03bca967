"""Finds the words that a table of patterns knows in what somebody said, unless they are denied.

Law: pure; the patterns are data (``cues`` in ``flows/words``), every language together, and match from a word's start.
A match counts within its own sentence, so that a "not" far away takes nothing back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import lists, one_of

_SENTENCE = re.compile(r"[^.!?;\n]+")
_CLAUSE = re.compile(r",|\b(?:maar|but|doch)\b")
_WORD = re.compile(r"\b\w")
_NEAR = 3  # words before a match within which a denial takes it back: "ik was echt niet boos"
_ANY = ""  # the letter of patterns that may begin with any
_LOOKS_BACK = re.compile(r"(?:\\b|\(\?<[!=][^)]*\))+")


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """What was said, in plain form and sentence by sentence."""
    return tuple(found[0].strip() for found in _SENTENCE.finditer(without_accents(text)) if found[0].strip())


def found(table: str, name: str, sentence: str, *, whole: bool = False) -> Iterator[re.Match[str]]:
    """Every place in a plain sentence where a list of the table matches and is not denied just before; where ``whole``,
    nor within the match: "ik was niet boos"."""
    for one in places(table, name, sentence):
        if not is_denied(sentence, one.start()) and not (whole and _is_denial(one[0].split())):
            yield one


def says(table: str, name: str, sentence: str) -> bool:
    """Whether a list of the table matches somewhere, denied or not."""
    return bool(places(table, name, sentence))


def is_denied(sentence: str, start: int) -> bool:
    """Whether "not" or "never" stands just before this place, in its clause; "nog nooit zo boos" denies nothing."""
    return _is_denial(_CLAUSE.split(sentence[:start])[-1].split()[-_NEAR:])


def _is_denial(words: Sequence[str]) -> bool:
    place = next((n for n, word in enumerate(words) if _denial().fullmatch(word)), None)
    return place is not None and not _emphasis().intersection(words[place + 1 :])


@lru_cache(maxsize=4096)
def places(table: str, name: str, sentence: str) -> tuple[re.Match[str], ...]:
    """Every place in a plain sentence where a list of the table matches, denied or not."""
    return tuple(_places(table, name, sentence))


def _places(table: str, name: str, sentence: str) -> Iterator[re.Match[str]]:
    known = _by_letter(table, name)
    for start in _starts(sentence):
        pattern = known.get(sentence[start]) or known.get(_ANY)
        match = pattern.match(sentence, start) if pattern is not None else None
        if match is not None:
            yield match


@lru_cache(maxsize=1024)
def _starts(sentence: str) -> tuple[int, ...]:
    return tuple(word.start() for word in _WORD.finditer(sentence))


@cache
def _by_letter(table: str, name: str) -> Mapping[str, re.Pattern[str]]:
    """A list's patterns by the letter that they begin with: trying all of them at every word would take too long."""
    patterns = lists("cues", table).get(name, ())
    letters: dict[str, list[str]] = defaultdict(list)
    for one in patterns:
        for letter in _first_letters(one):
            letters[letter].append(one)
    everywhere = letters.pop(_ANY, [])
    known = {letter: re.compile(one_of((*some, *everywhere))) for letter, some in letters.items()}
    return {**known, _ANY: re.compile(one_of(tuple(everywhere)))} if everywhere else known


def _first_letters(pattern: str) -> frozenset[str]:
    """The letters a match can begin with; ``_ANY`` where that is not plain to see."""
    behind = _LOOKS_BACK.match(pattern)
    rest = pattern[behind.end() :] if behind is not None else pattern
    if not rest.startswith("(?:"):
        return frozenset((rest[:1],) if rest[:1].isalpha() and rest[1:2] not in ("?", "*", "{") else (_ANY,))
    end = _end_of_group(rest)
    inner = frozenset().union(*map(_first_letters, rest[3:end].split("|"))) if "(" not in rest[3:end] else {_ANY}
    after = rest[end + 1 :]
    return frozenset(inner | _first_letters(after[1:])) if after[:1] in ("?", "*") else frozenset(inner)


def _end_of_group(pattern: str) -> int:
    depth = 0
    for place, sign in enumerate(pattern):
        escaped = place > 0 and pattern[place - 1] == "\\"
        depth += 0 if escaped else {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return place
    return len(pattern)


@cache
def _denial() -> re.Pattern[str]:
    return re.compile(one_of(lists("kinds")["denial"]))


@cache
def _emphasis() -> frozenset[str]:
    return frozenset(lists("kinds")["emphasis"])
