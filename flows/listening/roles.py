"""What each word does in what is said to the bot: it names an end, a later time, the question, a past, ...

Law: words and short phrases are data (``[roles]``); the longest phrase that fits is taken, filling words within it left
out. A word may do several things; one that does none is content. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.listening.phrases import run_at, runs
from reisleider.flows.words.vocabulary import lists, one_of

CONTENT: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A word or a phrase in its place, and what it does; nothing where it is content."""

    words: tuple[str, ...]
    roles: frozenset[str]


@lru_cache(maxsize=2048)
def parts(words: tuple[str, ...]) -> tuple[Part, ...]:
    """The words in parts, those that fill left out."""
    return tuple(_parts(words))


def _parts(words: tuple[str, ...]) -> Iterator[Part]:
    place = 0
    while place < len(words):
        length, roles = _longest(words, place)
        skip = 0 if roles else run_at(words, place, runs("fillers"))
        if roles or not skip:
            yield Part(words[place : place + (length or 1)], roles)
        place += length or skip or 1


def _longest(words: Sequence[str], place: int) -> tuple[int, frozenset[str]]:
    for phrase, roles in _by_first().get(words[place], ()):
        if length := _fits(words, place, phrase):
            return length, roles
    return 0, CONTENT


def _fits(words: Sequence[str], place: int, phrase: tuple[str, ...]) -> int:
    """How many words from this place are the phrase, whatever fills it up: "zoek maar iemand anders"; 0 where not."""
    at = place + 1
    for word in phrase[1:]:
        while at < len(words) and words[at] != word and words[at] in _filling():
            at += 1
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at - place


@cache
def _filling() -> frozenset[str]:
    return frozenset(lists("listening")["fillers"])


@cache
def _by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """Phrases with what they do, by their first word, the longest first."""
    does: dict[tuple[str, ...], set[str]] = {}
    for role, phrases in lists("roles").items():
        for phrase in phrases:
            does.setdefault(tuple(phrase.split()), set()).add(role)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, roles in does.items():
        found.setdefault(words[0], []).append((words, frozenset(roles)))
    return {first: tuple(sorted(each, key=lambda one: -len(one[0]))) for first, each in found.items()}


@lru_cache(maxsize=8192)
def past(word: str) -> bool:
    """Whether a word has the form of what was done: "teruggebeld", "waited"."""
    return _past().fullmatch(word) is not None


@cache
def _past() -> re.Pattern[str]:
    return re.compile(one_of(lists("kinds")["past"]))
