"""Phrases as the words files write them, made into something that can be looked for in a reply.

Law: a phrase is words in a row; ``(a|b)`` is one of these, ``[a|b]`` one of these or none, ``*`` up to five words,
``{name}`` one of a list; ``=`` before it: with its filling words, just so. Patterns of regular expressions have no
place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from reisleider.flows.words.vocabulary import lists

_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|(\S+)")
_ANY = r"(?:\S+ ){0,5}"


def kinds(name: str) -> frozenset[str]:
    """The words and phrases of one kind (``[listening]``)."""
    return _kinds()[name]


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lists("listening").items()}


@cache
def runs(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of one kind by their first word, the longest first."""
    return by_first(tuple(phrase.split()) for phrase in kinds(name))


def by_first(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}


def run_at(words: Sequence[str], place: int, table: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many words from this place are a phrase of the table; 0 where none."""
    for phrase in table.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def has_run(words: Sequence[str], name: str) -> bool:
    """Whether a phrase of this kind is anywhere in the words."""
    table = runs(name)
    return any(run_at(words, place, table) for place in range(len(words)))


def is_only(words: Sequence[str], name: str) -> bool:
    """Whether a phrase of this kind is all that is said, but for what fills."""
    return " ".join(stripped(words)) in kinds(name) or " ".join(words) in kinds(name)


def stripped(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that fill."""
    return _stripped(tuple(words))


@lru_cache(maxsize=4096)
def _stripped(words: tuple[str, ...]) -> tuple[str, ...]:
    table, kept, place = runs("fillers"), [], 0
    while place < len(words):
        skip = run_at(words, place, table)
        if not skip:
            kept.append(words[place])
        place += skip or 1
    return tuple(kept)


class Book:
    """Phrases under names, each looked for as a whole reply; which are tried is told by the reply's first word."""

    def __init__(self, table: Mapping[str, Sequence[str]], *, whole: bool = True) -> None:
        self.names = tuple(table)
        self._first: dict[str, list[tuple[int, bool, re.Pattern[str]]]] = {}
        self._any: list[tuple[int, bool, re.Pattern[str]]] = []
        self.whole = whole
        for place, phrases in enumerate(table.values()):
            for phrase in phrases:
                just_so = phrase.startswith("=")
                self._add(place, just_so, _parts(phrase.lstrip("="), not just_so))

    def _add(self, place: int, just_so: bool, parts: list[tuple[tuple[str, ...], bool]]) -> None:
        if not any(needed for _, needed in parts):
            return
        begin = "" if self.whole else "(?<= )"
        pattern = re.compile(begin + "".join(_regular(alternatives, needed) for alternatives, needed in parts))
        entry = (place, just_so, pattern)
        firsts = _firsts(parts)
        if firsts is None or not self.whole:
            self._any.append(entry)
            return
        for first in firsts:
            self._first.setdefault(first, []).append(entry)

    def find(self, raw: Sequence[str], bare: Sequence[str]) -> str | None:
        """The first name, in the table's order, of which a phrase is the whole reply (or is in it)."""
        texts = (" ".join(bare) + " ", " ".join(raw) + " ")
        tried = (
            *self._any,
            *(self._first.get(bare[0], ()) if bare else ()),
            *(self._first.get(raw[0], ()) if raw and raw[:1] != bare[:1] else ()),
        )
        found = [
            place
            for place, just_so, pattern in tried
            if (pattern.fullmatch(texts[just_so]) if self.whole else pattern.search(" " + texts[just_so]))
        ]
        return self.names[min(found)] if found else None


def _parts(phrase: str, bare: bool) -> list[tuple[tuple[str, ...], bool]]:
    """Each part's alternatives, and whether it is needed."""
    parts = []
    for one, maybe, word in _PART.findall(phrase):
        written = (one or maybe or word).split("|")
        alternatives = [alternative for each in written for alternative in _named(each.strip())]
        if bare:
            alternatives = [" ".join(stripped(each.split())) for each in alternatives]
        kept = tuple(dict.fromkeys(each for each in alternatives if each))
        if kept:
            parts.append((kept, not maybe))
    return parts


def _named(alternative: str) -> Sequence[str]:
    if alternative.startswith("{"):
        return sorted(kinds(alternative.strip("{}")))
    return (alternative,)


def _regular(alternatives: tuple[str, ...], needed: bool) -> str:
    either = "|".join(
        "".join(_ANY if word == "*" else f"{re.escape(word)} " for word in one.split())
        for one in sorted(alternatives, key=len, reverse=True)
    )
    return f"(?:{either})" if needed else f"(?:{either})?"


def _firsts(parts: list[tuple[tuple[str, ...], bool]]) -> set[str] | None:
    """The words that a whole reply may begin with; None where that may be any."""
    firsts: set[str] = set()
    for alternatives, needed in parts:
        words = {one.split()[0] for one in alternatives}
        if "*" in words:
            return None
        firsts |= words
        if needed:
            return firsts
    return firsts
