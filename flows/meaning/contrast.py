"""What keeps two wordings apart however much they share: opposites, acts and parties of their own.

Law: a wrong merge puts words into people's mouths, so each rule here speaks of words in general, never of a field, and
each says no only. Opposites are data in every words file; the rest follows from what the lexicon knows as acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from math import sqrt

from reisleider.flows.meaning.concepts import WEIGHTS, concepts_of, lexicon
from reisleider.flows.meaning.terms import FITS, Term, likest, terms_of
from reisleider.flows.words.cues import is_stop_word, stem, without_accents
from reisleider.flows.words.vocabulary import lists

HALF = 0.5  # likeness below which one shared thing is too little where both sides tell something of their own
FIRST = 2  # letters by which opposites are found; no first word is shorter
ROOT = 4  # letters of the shortest word that a beginning turns round
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")

Ends = Mapping[str, frozenset[str]]


@lru_cache(maxsize=65536)
def at_odds(left: str, right: str) -> bool:
    """Whether two wordings cannot be one touchpoint, whatever they share.

    They say opposites; each has an act of its own; they share a means alone (called to make an appointment, called to
    complain) or a general thing alone; they name one thing at different stations of its course (an invoice that came,
    one that was paid); or they say of whom it was, and differ.
    """
    return (
        opposed(left, right) or _acts_differ(left, right) or _other_stations(left, right) or _other_parties(left, right)
    )


@lru_cache(maxsize=65536)
def opposed(left: str, right: str) -> bool:
    """Whether one wording says one end of a thing and the other its opposite: there and back, before and after."""
    return any(_facing(one, other) for one, other in zip(_ends(left), _ends(right), strict=True))


def _facing(left: Ends, right: Ends) -> bool:
    """Whether a thing has one end only on each side, not the same, about the same word."""
    for thing, ends in left.items():
        others = right.get(thing, frozenset())
        if ends and others and ends.isdisjoint(others):
            return True
    return False


@lru_cache(maxsize=65536)
def _ends(words: str) -> tuple[Ends, Ends, Ends]:
    """Which ends a wording names: by whole words, by how words begin, by little words beside them."""
    tokens = _WORD.findall(without_accents(words))
    return _gathered(_named(tokens)), _gathered(_begun(tokens)), _gathered(_beside(tokens))


def _gathered(rows: Iterator[tuple[str, str]]) -> Ends:
    found: dict[str, frozenset[str]] = {}
    for thing, end in rows:
        found[thing] = found.get(thing, frozenset()) | {end}
    return found


@cache
def _table(name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Every entry of a table: the thing, which end of it, its words in a row."""
    return tuple(
        (*_split(key), tuple(without_accents(entry).split("_")))
        for key, entries in lists(name).items()
        for entry in entries
    )


def _split(key: str) -> tuple[str, str]:
    thing, _, end = key.partition("-")
    return thing, end


def _named(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    for start, token in enumerate(tokens):
        for thing, end, parts in _by_first().get(token[:FIRST], ()):
            if start + len(parts) <= len(tokens) and all(map(_fits, tokens[start:], parts)):
                yield thing, end


@cache
def _by_first() -> Mapping[str, Sequence[tuple[str, str, tuple[str, ...]]]]:
    """The opposites by the letters their first word begins with."""
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for row in _table("opposites"):
        found.setdefault(row[2][0].rstrip("*")[:FIRST], []).append(row)
    return found


def _fits(token: str, part: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


def _begun(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        for thing, end, (beginning,) in _table("beginnings"):
            rest = token.removeprefix(beginning)
            if rest != token and len(rest) >= ROOT:
                yield f"{thing} {stem(rest.removeprefix('ge'))}", end


def _beside(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, token in enumerate(tokens):
        for thing, end, (little,) in _table("particles"):
            if token == little:
                following = [one for one in tokens[place + 1 :] if not is_stop_word(one)]
                yield f"{thing} {stem(following[0]) if following else ''}", end


def _acts_differ(left: str, right: str) -> bool:
    """Whether each has an act of its own, or they share only a means, or one general thing that tells too little."""
    here, there = concepts_of(left), concepts_of(right)
    shared = here.keys() & there.keys()
    mine, yours = _own(here, shared), _own(there, shared)
    if not (mine and yours):
        return False
    if any(map(_is_act, mine)) and any(map(_is_act, yours)):
        return True
    told = {one for one in shared if here[one] > WEIGHTS["faint"]}
    if told and told <= lexicon().means:
        return True
    if len(told) != 1 or any(map(_is_act, told)) or not any(map(_tells, (*mine, *yours))):
        return False
    return _told(here, shared) < HALF * _norm(here) * _norm(there)


def _tells(concept: str) -> bool:
    """Whether it says more than a thing at hand: an act, or a word that the lexicon does not know."""
    return _is_act(concept) or concept not in lexicon().weights


def _other_stations(left: str, right: str) -> bool:
    here, there = concepts_of(left), concepts_of(right)
    for thing, stations in lexicon().courses.items():
        if thing in here and thing in there:
            mine = {at for at, acts in enumerate(stations) if not acts.isdisjoint(here)}
            yours = {at for at, acts in enumerate(stations) if not acts.isdisjoint(there)}
            if mine and yours and mine.isdisjoint(yours):
                return True
    return False


def _own(meant: Mapping[str, float], shared: AbstractSet[str]) -> set[str]:
    return {one for one, weight in meant.items() if one not in shared and weight > WEIGHTS["faint"]}


def _is_act(concept: str) -> bool:
    return concept in lexicon().acts


def _told(meant: Mapping[str, float], shared: AbstractSet[str]) -> float:
    return sum(meant[one] ** 2 for one in shared)


def _norm(meant: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in meant.values()))


def _other_parties(left: str, right: str) -> bool:
    here, there = _parties(left), _parties(right)
    return bool(here and there) and not any(likest(one, there) >= FITS for one in here)


@lru_cache(maxsize=65536)
def _parties(words: str) -> tuple[Term, ...]:
    """Of whom or by whom a wording says it is: the first word that means something after each little word for it."""
    tokens = _WORD.findall(without_accents(words))
    found = []
    for place, token in enumerate(tokens):
        if token in lists("kinds")["by"]:
            found += [one for one in tokens[place + 1 :] if not is_stop_word(one)][:1]
    return tuple(term for one in found for term in terms_of(one))
