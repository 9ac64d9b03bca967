"""What is said in passing: a sigh, a face, "who knows?", "let me think", a word about the one who asks.

Law: pure; only a whole reply counts, for whoever tells something sighs besides. The phrases are data (``[passing]``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from reisleider.flows.listening.feeling.lexicon import light
from reisleider.flows.listening.feeling.signs import word_sign
from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.outline import without_openers
from reisleider.flows.listening.telling.clauses import is_act
from reisleider.flows.listening.typed.phrases import Book, kinds, stripped
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.vocabulary import lists

Passing = Literal["unknown", "asked", "sigh", "bot", "thinking", "face", "feeling"]
"""It says that nobody knows; that it goes without saying; that it is tiresome; something about the bot; that an answer
is coming; how it felt, by a face alone; how it felt, in words alone, which only a list of steps has no place for."""
PHRASED: tuple[Passing, ...] = ("unknown", "asked", "sigh", "bot", "thinking")
LONGEST = 9  # words; in more, something is told
FEELING = 6  # words; in more, something is told beside how it felt


@lru_cache(maxsize=1024)
def said_in_passing(text: str) -> Passing | None:
    """What the whole reply says beside any question, or None."""
    typed = read(text.strip())
    words = typed.words
    if not words or len(words) > LONGEST:
        return None
    bare = stripped(words)
    if bare and not any(sign.isalnum() for word in bare for sign in word):
        return "face" if felt(typed).score is not None else None
    found = _phrases().find(words, bare) or _found_behind(without_openers(words))
    return None if found is None else cast(Passing, found)


def feels_only(text: str) -> bool:
    """Whether a reply only tells how it felt and names nothing that happened: "super irritant", "that was dull". In
    doubt it may have happened: what was done ("gewacht") and what there was ("wachtlijst", "een klacht")."""
    typed = read(text.strip())
    words = typed.words
    if not words or len(words) > FEELING or typed.asks or felt(typed).score is None:
        return False
    if " ".join(stripped(words)) in lists("passing")["feeling"]:
        return True
    return not _says_how().isdisjoint(words) and all(_tells_feeling(words, place) for place in range(len(words)))


def _tells_feeling(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if word in light() or word in kinds("negations"):
        return True
    if word_sign(word) is None:
        return False
    by_form = word.endswith(tuple(kinds("feeling-forms")))
    return not is_act(word) or by_form or (place > 0 and words[place - 1] in kinds("intensifiers"))


@cache
def _says_how() -> frozenset[str]:
    """Words beside which a word is how something was, and no thing: "heel", "beetje", "niet", "was"."""
    single = kinds("intensifiers") | kinds("softeners") | kinds("negations") | set(lists("outline")["states"])
    return frozenset(one for one in single if " " not in one)


def _found_behind(words: Sequence[str]) -> str | None:
    return _phrases().find(words, stripped(words)) if words else None


@cache
def _phrases() -> Book:
    table = lists("passing")
    return Book({name: table[name] for name in PHRASED})
