"""The words of a wording one by one: what each is a form of, what it means, and how alike two of them are.

Law: a word the lexicon knows is compared by its concepts, any word by its stem and its letters: Dutch writes compounds
as one word ("planningsafdeling" holds "planning"), and English and Dutch share many ("reception", "receptie").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from tomllib import loads

from reisleider.flows.meaning.concepts import UNKNOWN, WEIGHTS, concepts_of, lexicon
from reisleider.flows.words.cues import content_words, stem, without_accents

FAINT = WEIGHTS["faint"]
BASIC: Mapping[str, float] = {"acts": 0.6, "things": 0.9, "qualities": 0.5}  # what a word of each table tells
PARTLY = 0.45  # what two words count that share a concept and each have one of their own: a trial lesson, a trial exam
MEANT, HELD, SPELT = 0.85, 0.7, 0.65  # what a shared concept, a part of a compound and shared letters count beside 1
PART = 4  # letters of the shortest word that makes another its compound
SHORTEST = 3  # letters of the shortest second part of a compound: a swimming "les"
PIECE = 3  # letters of the pieces by which spellings are compared
NEAR = 0.5  # share of such pieces from which two words may be one
FITS = 0.5  # likeness from which one word counts for another


@dataclass(frozen=True)
class Term:
    """One content word. ``weight``: how much a word like it tells, as the lexicon weighs it; ``pieces``: its letters;
    ``known``: whether the lexicon knows it."""

    stem: str
    concepts: frozenset[str]
    weight: float
    pieces: frozenset[str]
    known: bool = False


@lru_cache(maxsize=65536)
def terms_of(words: str) -> tuple[Term, ...]:
    """The content words of a wording, each once, in the order in which they stand."""
    return tuple({one.stem: one for one in map(_term, content_words(words))}.values())


@lru_cache(maxsize=65536)
def _term(word: str) -> Term:
    weights = lexicon().weights
    known = [name for name in concepts_of(word) if name in weights]
    told = {name for name in known if weights[name] > FAINT}
    cut = stem(word)
    basic = _basic().get(cut, {}) or ({} if told else _parts(word))
    weight = max((weights[one] for one in known), default=max(basic.values(), default=UNKNOWN))
    padded = f" {cut} "
    pieces = frozenset(padded[at : at + PIECE] for at in range(len(padded) - PIECE + 1))
    return Term(cut, frozenset((*(told or known), *basic)), weight, pieces, bool(known))


def _parts(word: str) -> Mapping[str, float]:
    """What both parts of a Dutch compound mean that nothing knows as a whole, the longest second part first."""
    for place in range(PART, len(word) - SHORTEST + 1):
        last = _meant(word[place:])
        for first in (word[:place], word[: place - 1] if word[place - 1] in "se" else "", word[: place - 2]):
            named = _meant(first) if last and len(first) >= PART else {}
            if named:
                return {**named, **last}
    return {}


def _meant(word: str) -> Mapping[str, float]:
    """What a part of a compound means, by the lexicon or as an everyday word; faint acts are no parts."""
    weights = lexicon().weights
    known = {name: weights[name] for name in concepts_of(word) if weights.get(name, 0.0) > FAINT}
    return {**known, **_basic().get(stem(word), {})}


@cache
def _basic() -> Mapping[str, Mapping[str, float]]:
    """What the everyday words mean and how much that tells, by their stems."""
    file = resources.files("reisleider.flows").joinpath("meaning", "basic.toml")
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for table, meanings in loads(file.read_text(encoding="utf-8")).items():
        for meaning, words in meanings.items():
            for word in without_accents(words).replace("|", " ").split():
                found[stem(word)][f"={meaning}"] = BASIC[table]
    return found


@lru_cache(maxsize=262144)
def alike(left: Term, right: Term) -> float:
    """How alike two words are, 0..1: the same, of one meaning, one inside the other, or spelt much the same."""
    if left.stem == right.stem:
        return 1.0
    if left.concepts & right.concepts:
        return MEANT if left.concepts <= right.concepts or right.concepts <= left.concepts else PARTLY
    short, long = sorted((left.stem, right.stem), key=len)
    if len(short) >= PART and (long.startswith(short) or long.endswith(short)):
        return HELD
    shared = 2 * len(left.pieces & right.pieces) / (len(left.pieces) + len(right.pieces))
    return SPELT * shared if shared >= NEAR else 0.0


def likest(term: Term, others: Iterable[Term]) -> float:
    """How alike a word is to the one most like it, 0..1."""
    return max((alike(term, other) for other in others), default=0.0)


@dataclass
class Vocabulary:
    """Words read once, so that those like another are found by what they share, not by comparing with all."""

    words: list[Term] = field(default_factory=list)
    places: dict[Term, int] = field(default_factory=dict)
    _by_sign: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # concept or piece -> words
    _near: dict[Term, Mapping[int, float]] = field(default_factory=dict)

    def add(self, term: Term) -> int:
        """The place of this word among the others."""
        place = self.places.get(term)
        if place is None:
            place = self.places[term] = len(self.words)
            self.words.append(term)
            for sign in (*term.concepts, *term.pieces):
                self._by_sign[sign].add(place)
        return place

    def near(self, term: Term) -> Mapping[int, float]:
        """The places of the words that are like this one, and how much. Words added later are not looked for again."""
        found = self._near.get(term)
        if found is None:
            places = {one for sign in (*term.concepts, *term.pieces) for one in self._by_sign.get(sign, ())}
            found = {one: score for one in sorted(places) if (score := alike(term, self.words[one])) > 0}
            self._near[term] = found
        return found
