"""The families of words that a sentence names, whatever language it is in: what reasons are grouped by.

Law: an everyday quality stands for what it means, a word the lexicon knows for its concepts, any other word for its
stem; what only says that something happened ("got", "went"), how much, or that it was nice stands for nothing. A family
is called by a word of people or of the lexicon, never by its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from tomllib import loads

from reisleider.flows.journey import Language
from reisleider.flows.languages import FIRST, IDS
from reisleider.flows.meaning.concepts import LONGEST, WEIGHTS, concepts_of, lexicon
from reisleider.flows.words.cues import content_words, stem, without_accents, words_of
from reisleider.flows.words.vocabulary import lists

FAINT = WEIGHTS["faint"]
SHORTEST = 3  # letters of a word that stands for something without being known, and by which words are found
ACTS, THINGS, QUALITIES = "acts", "things", "qualities"
"""Tables of the everyday words."""


@lru_cache(maxsize=65536)
def families_of(sentence: str) -> Mapping[str, str]:
    """Family id -> the word that named it, in plain form; "" where it took several words in a row."""
    weights, tokens = lexicon().weights, words_of(sentence)
    words = [word for word in content_words(sentence) if not _no_reason(word)]
    single = {concept for word in words for concept in concepts_of(word)}
    found: dict[str, str] = {}
    for start in range(0, max(1, len(tokens)), LONGEST // 2):
        for concept in concepts_of(" ".join(tokens[start : start + LONGEST])):
            if weights.get(concept, 0.0) > FAINT and concept not in single and not _one_word(concept, tokens):
                found.setdefault(concept, "")
    for word in words:
        found.update(dict.fromkeys(_families(word), word))
    return found


def _one_word(concept: str, tokens: tuple[str, ...]) -> bool:
    """Whether a word of these names a concept by itself: it is judged as a word, then."""
    return any(concept in concepts_of(token) for token in tokens)


@lru_cache(maxsize=65536)
def _families(word: str) -> tuple[str, ...]:
    weights, cut = lexicon().weights, stem(word)
    known = [concept for concept in concepts_of(word) if concept in weights]
    told = tuple(concept for concept in known if weights[concept] > FAINT)
    quality = _everyday(QUALITIES).get(word)
    if quality is not None:
        return (quality,)
    if told:
        return told
    if known:
        return ()
    meant = next((one for table in (THINGS, ACTS) if (one := _everyday(table).get(word)) is not None), None)
    meant = meant or next((one for table in (THINGS, ACTS) if (one := _by_stem(table, cut)) is not None), None)
    if meant is not None:
        return (meant,)
    return () if len(word) < SHORTEST or word.isdigit() else (f"~{cut}",)


def words_in(family: str, language: Language) -> tuple[str, ...]:
    """The whole words by which the lexicon or the list of everyday words calls a family; none for a stem."""
    spelt = lexicon().spelt.get(family) or _spelt().get(family, {})
    return tuple(word for word in spelt.get(language, ()) if not word.endswith("*"))


@cache
def _without_reason() -> frozenset[str]:
    words = (*lists("kinds")["no-reason"], *lists("kinds")["denial"])
    return frozenset(without_accents(word) for word in words)


def _no_reason(word: str) -> bool:
    return word in _without_reason()


@cache
def _tables() -> Mapping[str, Mapping[str, Mapping[Language, tuple[str, ...]]]]:
    """Table -> meaning -> its words per language (`basic.toml`: Dutch stands before English)."""
    file = resources.files("reisleider.flows").joinpath("meaning", "basic.toml")
    return {
        table: {
            f"={meaning}": dict(
                zip((FIRST, IDS), (tuple(side.replace("_", " ").split()) for side in words.split("|")), strict=False)
            )
            for meaning, words in meanings.items()
        }
        for table, meanings in loads(file.read_text(encoding="utf-8")).items()
    }


def _words(table: str) -> Iterator[tuple[str, str]]:
    for meaning, sides in _tables()[table].items():
        for words in sides.values():
            yield from ((without_accents(word), meaning) for word in words)


@cache
def _everyday(table: str) -> Mapping[str, str]:
    """Word -> the first meaning of a table that it stands under."""
    found: dict[str, str] = {}
    for word, meaning in _words(table):
        found.setdefault(word, meaning)
    return found


def _by_stem(table: str, cut: str) -> str | None:
    """The meaning of the first word of a table that has this stem."""
    near = _beginning(table).get(cut[:SHORTEST], ())
    return next((meaning for word, meaning in near if stem(word) == cut), None)


@cache
def _beginning(table: str) -> Mapping[str, list[tuple[str, str]]]:
    """Words and what they mean, by their first letters: to stem them all takes time."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, meaning in _words(table):
        found[word[:SHORTEST]].append((word, meaning))
    return found


@cache
def _spelt() -> Mapping[str, Mapping[Language, tuple[str, ...]]]:
    return {meaning: sides for table in _tables().values() for meaning, sides in table.items()}
