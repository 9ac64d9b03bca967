"""What one word says of how it was, by itself, inside a longer one, or misspelt; and which words are at home.

Law: a word that the lexicon has is what it says; else its stem decides, and only where all words of that stem agree.
What is at home cannot turn round what is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.listening.feeling.grades import number_of
from reisleider.flows.listening.feeling.lexicon import Lexicon, light
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.words.cues import stem
from reisleider.flows.words.vocabulary import figures, lists

LONG = 6  # letters of a word that may be misspelt
SHORTEST = 4  # letters that must be left of a word without its ending or beginning
VOID = "void"
"""Phrases in which a word with a sign says nothing: "good morning", "weet ik niet zo goed"."""
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True)
class Sign:
    """What a word or phrase of the lexicon says: its score, and whether it is sure and may be made stronger."""

    score: int
    sure: bool = True
    mild: bool = False
    alone: bool = False
    """Whether it counts only where nothing else in the reply has a sign: a sigh."""
    yields: bool = False
    """Whether it counts only where nothing else in the clause has a sign: "helped", how well is said beside it."""


@cache
def thesaurus() -> Lexicon:
    return Lexicon(lists("valence"))


@cache
def sign_named(name: str) -> Sign:
    """What a list of ``[valence]`` says: ``-1?`` unsure, ``-1!`` never stronger, ``-1.`` only alone, ``1~`` yields."""
    return Sign(int(name.rstrip("?!.~")), "?" not in name, "!" in name, "." in name, "~" in name)


@lru_cache(maxsize=8192)
def word_sign(word: str) -> Sign | None:
    """What one word says, also inside a longer one: without its ending or its beginning."""
    known = thesaurus().names.get((word,))
    if known is not None:
        return None if known == VOID else sign_named(known)
    if word in kinds("negations") or word in kinds("yes") or word in light() or len(word) < SHORTEST:
        return None
    ended = next((sign for one in _without_ending(word) if (sign := _listed(one)) is not None), None)
    found = _begun(word) if ended is None else ended
    return _misspelt(word) if found is None else found


def _misspelt(word: str) -> Sign | None:
    """What a known word says that has the same stem, whatever is doubled in it: "dissapointed", "ergerde"."""
    if len(word) < LONG or _is_plain(word) or len(_skeleton(word)) < LONG - 1:
        return None
    return _by_stem().get(_skeleton(word))


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    return _DOUBLED.sub(r"\1", stem(word)).rstrip("dt")


@cache
def _by_stem() -> Mapping[str, Sign | None]:
    """What the long words of one stem say, None where they do not agree."""
    found: dict[str, Sign | None] = {}
    for words, name in thesaurus().names.items():
        if len(words) == 1 and len(words[0]) >= LONG:
            sign = None if name == VOID else sign_named(name)
            key = _skeleton(words[0])
            known = found.setdefault(key, sign)
            if known is None or sign is None or (known.score > 0) is not (sign.score > 0) or not sign.score:
                found[key] = None
            elif abs(sign.score) < abs(known.score) or not sign.sure:
                found[key] = sign
    return found


def _is_plain(word: str) -> bool:
    return any(word in kinds(name) for name in _PLAIN)


def _listed(word: str) -> Sign | None:
    name = thesaurus().names.get((word,))
    return None if name is None or name == VOID else sign_named(name)


def _without_ending(word: str) -> Iterator[str]:
    for ending in sorted(kinds("endings")):
        begun = word.removesuffix(ending)
        if begun != word and len(begun) >= SHORTEST:
            shorter = begun[:-1] if begun[-1:] == begun[-2:-1] else begun
            hardened = begun[:-1] + {"v": "f", "z": "s", "i": "y"}.get(begun[-1], begun[-1])
            yield from (begun, shorter, f"{shorter[:-1]}{shorter[-2:-1]}{shorter[-1:]}", hardened)


def _begun(word: str) -> Sign | None:
    for beginning in kinds("opposite"):
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= SHORTEST and (sign := word_sign(rest)) is not None and sign.score > 0:
            return Sign(-1)
    for beginning in kinds("prefixes"):
        rest = word.removeprefix(beginning).lstrip("-")
        if rest != word and len(rest) > 2 and (sign := word_sign(rest)) is not None and sign.score:
            return Sign(strengthened(sign.score), sign.sure)
    for name, score in (("ill", -2), ("well", 2)):
        for beginning in kinds(name):
            if word.startswith(beginning) and word.removeprefix(beginning) in kinds("subjects"):
                return Sign(score)
    return None


def strengthened(score: int) -> int:
    return 2 if score > 0 else -2 if score < 0 else 0


def is_good(word: str) -> bool:
    """Whether the word by itself says that something was good."""
    sign = word_sign(word)
    return sign is not None and sign.score > 0


def is_bad(word: str) -> bool:
    """Whether the word by itself says that something was bad."""
    sign = word_sign(word)
    return sign is not None and sign.score < 0


@lru_cache(maxsize=8192)
def is_known(word: str) -> bool:
    """Whether a word is known, and cannot turn a sign round."""
    return (
        word in light()
        or word in _ordinary()
        or word_sign(word) is not None
        or number_of(word) is not None
        or (
            len(word) > SHORTEST
            and any(word.endswith(end) and word[: -len(end)] in _ordinary() for end in kinds("plurals"))
        )
    )


_PLAIN = ("filling", "negations", "modal", "subjects", "yes", "no", "without", "better", "polite", "due", "others-due")


@cache
def _ordinary() -> frozenset[str]:
    units = frozenset(figures("durations", "units")) | frozenset(figures("counted", "months"))
    return units.union(*(kinds(name) for name in _PLAIN))
