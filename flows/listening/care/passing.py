"""What is said in passing: a sigh, a face, "who knows?", "let me think", a word about the one who asks.

Law: pure; only a whole reply counts, for whoever tells something sighs besides. The phrases are data (``[passing]``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.outline import without_openers
from reisleider.flows.listening.typed.phrases import Book, stripped
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.vocabulary import lists

Passing = Literal["unknown", "asked", "sigh", "bot", "thinking", "face"]
"""It says that nobody knows; that it goes without saying; that it is tiresome; something about the bot; that an answer
is coming; how it felt, by a face alone."""
PHRASED: tuple[Passing, ...] = ("unknown", "asked", "sigh", "bot", "thinking")
LONGEST = 9  # words; in more, something is told


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


def _found_behind(words: Sequence[str]) -> str | None:
    return _phrases().find(words, stripped(words)) if words else None


@cache
def _phrases() -> Book:
    table = lists("passing")
    return Book({name: table[name] for name in PHRASED})
