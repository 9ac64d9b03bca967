"""What a reply is known by to what was learnt of need: its words, how they begin, and its cues, alone and by two.

Law: pure. A trait of a cue begins with ``!``: it says that a list of the words files matched, whatever its words, so
that a sentence of words nobody saw before is known by what they mean. ``~`` before it: a word's
beginning, and two of them with up to three words between. ``-`` before it: how long it is, whether it is about the one
who writes, and what speaks of a step of a journey instead: a channel, a wait, a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from reisleider.flows.listening.care.telltales import is_denied, places, sentences
from reisleider.flows.listening.traits import traits
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.cues import channel_told, wait_told
from reisleider.flows.words.vocabulary import lists

_NEEDS = ("danger", "despair")
_STEM = 5  # letters of a word's beginning
_WITHIN = 5  # words on within which another belongs with one
_LENGTHS = (2, 4, 6, 9, 13)  # words, as bounds of how long a reply is
_SHORTEST = 3  # letters of a word that has one


def need_traits(text: str) -> frozenset[str]:
    """Its words, their beginnings, its cues and its kind; its words' spelling is what ``likely_of`` adds."""
    typed = read(text)
    return traits(typed) | frozenset((*_beginnings(typed.words), *_cues(text), *_kinds(text, typed.words)))


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    begun = [word[:_STEM] for word in words]
    yield from (f"~{one}" for one in begun if len(one) >= _SHORTEST)
    yield from (f"~{one} {other}" for one, other in zip(begun, begun[2:], strict=False))
    for place, one in enumerate(begun):
        yield from (f"~{one}_{other}" for other in begun[place + 2 : place + _WITHIN])


def _kinds(text: str, words: Sequence[str]) -> Iterator[str]:
    long = sum(len(words) > bound for bound in _LENGTHS)
    own = any(word in _own() for word in words)
    yield from (f"-n{long}", f"-s{int(own)}n{long}")
    if channel_told(text) is not None:
        yield "-channel"
    if wait_told(text):
        yield "-wait"
    if any(word.isdecimal() for word in words):
        yield "-figure"


@cache
def _own() -> frozenset[str]:
    return frozenset(lists("roles")["self"])


def _cues(text: str) -> Iterator[str]:
    for one in sentences(text):
        found = sorted(cue for table, name in _lists() for cue in _hits(table, name, one))
        yield from (f"!{cue}" for cue in found)
        yield from (f"!{left}+{right}" for left, right in combinations(found, 2))


def _hits(table: str, name: str, sentence: str) -> Iterator[str]:
    found = places(table, name, sentence)
    if found:
        name = f"{table}-{name}"
        yield f"{name}-denied" if is_denied(sentence, found[0].start()) else name


@cache
def _lists() -> tuple[tuple[str, str], ...]:
    """The lists that a danger is told by: looking for the others too would take four times as long."""
    alone = (("need", f"{name}{unless}") for name in _NEEDS for unless in ("", "-not"))
    return (*(("danger", name) for name in sorted(lists("cues", "danger"))), *alone)
