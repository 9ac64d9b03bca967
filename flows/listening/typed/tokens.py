"""A reply as words: plain, spelled as the words files spell them, pictures and marks apart.

Law: nothing is judged here. A word nobody knows stays as it was typed; a misspelt one becomes the one known word that
it can be, never one of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import figures, lists, names

BOUND = ","
"""A mark between clauses, as a token of its own."""
_CODE = re.compile(r":([a-z0-9_+-]+?)(?::?:skin-tone-\d)?:", re.IGNORECASE)
_TONE = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d\u2640\u2642]")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)?(?:\s?/\s?\d+|\s?%)?|[^\W\d_]+(?:['’`][^\W_]+|-[^\W_]+)*|[^\W_]+|[,.;:!\n…]|[^\w\s.,'\"()?–—*~#&-]"
)
_CLAUSE = re.compile(r"(?<=\?)|[,.;:!\n…](?=\s|$)")
_MASKED = re.compile(r"(?<![^\W_])[^\W\d_]{1,20}\*{1,4}[^\W\d_]{1,20}(?![^\W_])")
_LONG = re.compile(r"(.)\1{2,}")
_COUNTED = ("months", "counting", "ordering", "grades", "holidays", "easter")
_TYPED = 5  # letters; shorter words are never corrected: "nee" and "mee" are both words
_SWAPPED = 7  # letters from which one may be another letter: "waited" is no misspelt "waiter"


@dataclass(frozen=True)
class Typed:
    """A reply in pieces: its words (pictures among them), the same with marks between clauses, and whether it asks."""

    words: tuple[str, ...]
    pieces: tuple[str, ...]
    asks: bool
    raw: str

    @property
    def clauses(self) -> tuple[Typed, ...]:
        """The reply by its clauses, between its marks; without those that have no word."""
        if BOUND not in self.pieces and "?" not in self.raw:
            return (self,)
        texts = (text for text in _CLAUSE.split(self.raw) if text.strip(" ?"))
        return tuple(typed for typed in map(read, texts) if typed.words)


@lru_cache(maxsize=1024)
def read(text: str) -> Typed:
    """The reply in pieces."""
    shown = _pictures(_unmasked(text))
    pieces = [
        BOUND if found in ",.;:!\n…" else spelled(found)
        for found in _TOKEN.findall(without_accents(shown).replace("`", "'"))
    ]
    words = tuple(piece for piece in pieces if piece != BOUND)
    return Typed(words, tuple(pieces), text.rstrip(" !.)").endswith("?"), text)


def _unmasked(text: str) -> str:
    """Words that somebody would not write out, as they are: "k*t", "sh*t"."""
    return _MASKED.sub(lambda found: _meant_by(found[0].casefold()) or found[0], text) if "*" in text else text


@lru_cache(maxsize=256)
def _meant_by(masked: str) -> str | None:
    shape = re.compile(re.escape(masked).replace(r"\*", "."))
    words = (one for name in ("-2", "-1") for one in lists("valence").get(name, ()))
    return next((one for one in words if len(one) == len(masked) and shape.fullmatch(one)), None)


def _pictures(text: str) -> str:
    if ":" in text or ";" in text or "=" in text or "<" in text:
        text = _CODE.sub(lambda found: names("codes").get(found[1].casefold(), found[0]), text)
        text = " ".join(names("emoticons").get(word.casefold(), word) for word in text.split(" "))
    return text if text.isascii() else _TONE.sub("", text)


@cache
def _known() -> frozenset[str]:
    """Every word by which a reply is read."""
    return frozenset(_every_word())


def _every_word() -> Iterator[str]:
    for table in ("listening", "valence", "acts", "questions", "times", "replies", "roles"):
        for phrases in lists(table).values():
            for phrase in phrases:
                yield from re.findall(r"[^\s()\[\]|*=]+", phrase)
    for told, saves in ((one, saves) for one in ("choices", "told") for saves in names(one)):
        for phrases in lists(told, saves).values():
            for phrase in phrases:
                yield from re.findall(r"[^\s()\[\]|*={}]+", phrase)
    for path in (
        ("durations", "phrases"),
        ("durations", "units"),
        ("durations", "numbers"),
        *(("counted", one) for one in _COUNTED),
    ):
        for phrase in figures(*path):
            yield from phrase.split()


@cache
def _nearly() -> Mapping[str, tuple[str, ...]]:
    """Known words by what is left when one letter is taken out."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _known():
        if len(word) >= _TYPED and word.isalpha():
            for left in _less(word):
                found[left] = (*found.get(left, ()), word)
    return found


def _less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


@cache
def _ordinary() -> frozenset[str]:
    return frozenset((*lists("kinds")["stop"], *lists("listening")["as-typed"]))


@lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """A word as the words files spell it, where it is a long-drawn or misspelt one of theirs."""
    if word in _known() or word in _ordinary() or not word[0].isalpha():
        return word
    if _LONG.search(word):
        drawn = next((one for one in (_LONG.sub(r"\1\1", word), _LONG.sub(r"\1", word)) if one in _known()), None)
        word = drawn or _LONG.sub(r"\1", word)
    return word if word in _known() or len(word) < _TYPED else _corrected(word)


def _corrected(word: str) -> str:
    nearly = _nearly()
    near = set(nearly.get(word, ()))  # a letter too few
    for left in _less(word):
        if left in _known() and len(left) >= _TYPED:
            near.add(left)  # a letter too many
        near.update(other for other in nearly.get(left, ()) if _one_off(word, other))
    fit = {other for other in near if other[0] == word[0]}
    return fit.pop() if len(fit) == 1 else word


def _one_off(word: str, other: str) -> bool:
    """Whether two letters beside each other are turned round, or one stands for another in a long word."""
    if len(word) != len(other):
        return False
    differ = [place for place in range(len(word)) if word[place] != other[place]]
    if len(differ) == 1:
        return len(word) >= _SWAPPED
    turned = len(differ) == 2 and differ[1] == differ[0] + 1
    return turned and word[differ[0]] == other[differ[1]] and word[differ[1]] == other[differ[0]]
