"""Phrases of the words files that are found anywhere in a reply, though light words stand between theirs.

Law: ``(a|b)`` is one of these, ``[a|b]`` one of these or none; every phrase is laid out when it is first looked for, so
that finding one is looking it up. Spellings that are alike are made one, in phrases and in replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import BOUND
from reisleider.flows.words.vocabulary import lists, names

MOST_BETWEEN = 3
"""Light words between two words of a phrase: "viel me echt reuze mee"."""
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|(\S+)")


@cache
def light() -> frozenset[str]:
    """Words that may stand inside a phrase and leave it what it is."""
    plain = kinds("fillers") | kinds("intensifiers") | kinds("softeners") | set(lists("kinds")["stop"])
    return frozenset(plain - kinds("negations") - (kinds("contrast") - kinds("fillers"))) | {BOUND}


@cache
def _alike() -> Mapping[str, Mapping[str, str]]:
    """What is written for a word, or for two, by its first word and its second (empty where it is one)."""
    found: dict[str, dict[str, str]] = {}
    for written, meant in names("alike").items():
        first, _, second = written.partition(" ")
        found.setdefault(first, {})[second] = meant
    return found


def alike(words: Sequence[str]) -> list[str]:
    """The words, those that are written in several ways in one: "did not" and "didnt" as "didn't"."""
    made: list[str] = []
    place = 0
    while place < len(words):
        known = _alike().get(words[place])
        if known is None:
            made.append(words[place])
        elif place + 1 < len(words) and words[place + 1] in known:
            made.append(known[words[place + 1]])
            place += 1
        else:
            made.append(known.get("", words[place]))
        place += 1
    return made


def _laid_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every row of words that a phrase stands for."""
    parts = [
        ((one or maybe or word).split("|") + ([""] if maybe else [])) for one, maybe, word in _PART.findall(phrase)
    ]
    for chosen in product(*parts):
        yield tuple(alike(" ".join(chosen).split()))


class Lexicon:
    """Phrases under names; where one phrase stands under two, the first has it."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.names: dict[tuple[str, ...], str] = {}
        for name, phrases in table.items():
            for phrase in phrases:
                for words in _laid_out(phrase):
                    self.names.setdefault(words, name)
        self._first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self.names, key=len, reverse=True):
            if words:
                self._first.setdefault(words[0], []).append(words)

    def at(self, words: Sequence[str], place: int) -> tuple[str, int] | None:
        """The name of the longest phrase that begins at this place, and how many words it takes."""
        phrases = self._first.get(words[place])
        if phrases is None:
            return None
        behind = words[place + 1 : place + 2 + MOST_BETWEEN]
        for phrase in phrases:
            if len(phrase) > 1 and phrase[1] not in behind:
                continue  # most of them, and looking for each is what takes long
            end = _end(words, place, phrase)
            if end:
                return self.names[phrase], end - place
        return None


def _end(words: Sequence[str], place: int, phrase: Sequence[str]) -> int:
    """Where the phrase that begins at this place ends; 0 where it is not there."""
    at = place + 1
    for wanted in phrase[1:]:
        furthest = at + MOST_BETWEEN
        while at < len(words) and words[at] != wanted and at < furthest and words[at] in light():
            at += 1
        if at >= len(words) or words[at] != wanted:
            return 0
        at += 1
    return at
