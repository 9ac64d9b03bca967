"""The blended ranker: words, meaning, letters, place, phase and channel weighed together.

Law: a handful of signs, each of which can be told to a person, and one weight for each (``blend.toml``), learnt from
development fields; pure, and the same for every field. The scores of one step add up to at most 1: what is missing is
how likely none of the candidates was meant (a conditional logit with an alternative "none", McFadden, 1974).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from math import exp, log, sqrt
from tomllib import loads

from reisleider.flows.meaning.concepts import Concepts, Vector, product
from reisleider.flows.meaning.contrast import at_odds
from reisleider.flows.meaning.course import along, going
from reisleider.flows.meaning.likeness import Likeness, kind
from reisleider.flows.meaning.ranking import Candidate, Ranked, Told
from reisleider.flows.meaning.terms import FITS, Vocabulary, terms_of
from reisleider.flows.words.cues import channel_told

SIGNS = (
    "agreement",  # how far the nearest wording and what was told cover each other, 0..1
    "told",  # share of what was told that the candidate's wordings hold between them, 0..1
    "evidence",  # how much that is, not as a share: more words that fit say more
    "meaning",  # likeness of meaning to the nearest wording, by the study's own method, at most 1
    "distance",  # how far apart the two stand in their journeys, 0..1
    "far",  # the square of that
    "same-channel",  # 1 where the channel is known on both sides and equal
    "other-channel",  # 1 where it is known and differs
    "same-phase",  # 1 where the phase is known on both sides and equal
    "other-phase",  # 1 where it is known and differs
    "other-kind",  # 1 where no wording is of its kind: a denial, a wait, a number
    "at-odds",  # 1 where every wording is at odds with it: there and back, one called to book, one to complain
)
PLACED = ("distance", "far")
NONE = "none"  # the weight of the alternative that no candidate was meant
ANYWHERE = 0.25  # distance where a place is not known: what two places chosen at random lie apart, about


@dataclass
class _Book:
    """The candidates read once: every wording as places of words, and which wordings hold which word."""

    candidates: tuple[Candidate, ...]
    known: Vocabulary = field(default_factory=Vocabulary)
    wordings: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)  # candidate, words
    weights: list[float] = field(default_factory=list)  # how much each word tells among these candidates
    holding: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # word -> wordings


@lru_cache(maxsize=64)
def _book(candidates: tuple[Candidate, ...]) -> _Book:
    book = _Book(candidates)
    for place, candidate in enumerate(candidates):
        for wording in candidate.wordings:
            terms = terms_of(wording)
            members = tuple(book.known.add(term) for term in terms)
            for one in members:
                book.holding[one].append(len(book.wordings))
            book.wordings.append((place, members))
    book.weights = [term.weight * _rarity(book.known.near(term), book) for term in book.known.words]
    return book


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    told = loads(resources.files("reisleider.flows").joinpath("meaning", "blend.toml").read_text(encoding="utf-8"))
    weights = told["weights"]
    return tuple(float(weights[one]) for one in SIGNS), float(weights[NONE])


@dataclass(frozen=True)
class Blend:
    """The shipped ranker. ``likeness``: the study's method for meaning, so that ``sentences`` counts where it is on."""

    likeness: Likeness = field(default_factory=Concepts)

    def rank(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> Sequence[tuple[Ranked, ...]]:
        """For each step told all candidates with how likely each was meant, the best first."""
        weights, none = _weights()
        return tuple(_scored(candidates, rows, weights, none) for rows in self.signs(told, candidates))

    def weigh(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> tuple[Sequence[Sequence[float]], float]:
        """For each step told what speaks for each candidate by itself, and what speaks for none of them."""
        weights, none = _weights()
        lighter = [
            weight * (going().place if sign in PLACED else 1) for sign, weight in zip(SIGNS, weights, strict=True)
        ]
        return [[_sum(lighter, row) for row in rows] for rows in self.signs(told, candidates)], none

    def rank_all(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> Sequence[tuple[Ranked, ...]]:
        """The same as ``rank`` for all steps of one journey, in order, each by its neighbours too."""
        sums, none = self.weigh(told, candidates)
        return tuple(_ordered(candidates, row) for row in along(sums, [one.place for one in candidates], none))

    def signs(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> Sequence[Sequence[tuple[float, ...]]]:
        """For each step told the signs (``SIGNS``) of each candidate."""
        if not candidates:
            return tuple(() for _ in told)
        book = _book(tuple(candidates))
        wordings = [wording for candidate in candidates for wording in candidate.wordings]
        vectors = self.likeness.vectors([*wordings, *(one.words for one in told)])
        return tuple(
            _signs(one, vector, book, vectors) for one, vector in zip(told, vectors[len(wordings) :], strict=True)
        )


def _scored(
    candidates: Sequence[Candidate], rows: Sequence[Sequence[float]], weights: Sequence[float], none: float
) -> tuple[Ranked, ...]:
    sums = [_sum(weights, row) for row in rows]
    highest = max([none, *sums])
    powers = [exp(one - highest) for one in sums]
    whole = sum(powers) + exp(none - highest)
    return _ordered(candidates, [power / whole for power in powers])


def _sum(weights: Sequence[float], row: Sequence[float]) -> float:
    return sum(weight * sign for weight, sign in zip(weights, row, strict=True))


def _ordered(candidates: Sequence[Candidate], scores: Sequence[float]) -> tuple[Ranked, ...]:
    ranked = [Ranked(one.id, score) for one, score in zip(candidates, scores, strict=True)]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.id)))


def _signs(told: Told, vector: Vector, book: _Book, vectors: Sequence[Vector]) -> Sequence[tuple[float, ...]]:
    terms = terms_of(told.words)
    rows = [book.known.near(term) for term in terms]
    weights = [term.weight * _rarity(row, book) for term, row in zip(terms, rows, strict=True)]
    whole = sum(weights) or 1.0
    evidence = _evidence(rows, weights, book)
    agreement = _agreement(rows, weights, whole, book)
    meaning = _meaning(vector, vectors, book)
    channel = told.channel or channel_told(told.words)
    return tuple(
        (
            agreement.get(place, 0.0),
            evidence[place] / whole,
            evidence[place],
            meaning[place],
            (apart := _apart(told.place, one.place)),
            apart * apart,
            *_known(channel, one.channel),
            *_known(told.phase, one.phase),
            float(all(kind(wording) != kind(told.words) for wording in one.wordings)),
            float(all(at_odds(wording, told.words) for wording in one.wordings)),
        )
        for place, one in enumerate(book.candidates)
    )


def _rarity(row: Mapping[int, float], book: _Book) -> float:
    """How much a word tells by how few candidates have one like it, 0..1 (inverse document frequency)."""
    near = {book.wordings[one][0] for word, score in row.items() if score >= FITS for one in book.holding[word]}
    return log((1 + len(book.candidates)) / (1 + len(near))) / log(1 + len(book.candidates)) if near else 1.0


def _evidence(rows: Sequence[Mapping[int, float]], weights: Sequence[float], book: _Book) -> list[float]:
    found = [0.0] * len(book.candidates)
    for row, weight in zip(rows, weights, strict=True):
        best: dict[int, float] = {}
        for word, score in row.items():
            for wording in book.holding[word]:
                place = book.wordings[wording][0]
                best[place] = max(best.get(place, 0.0), score)
        for place, score in best.items():
            found[place] += weight * score
    return found


def _agreement(
    rows: Sequence[Mapping[int, float]], weights: Sequence[float], whole: float, book: _Book
) -> Mapping[int, float]:
    """By candidate: of its nearest wording, the geometric mean of what each side covers of the other."""
    touched: Iterable[int] = {wording for row in rows for word in row for wording in book.holding[word]}
    best: dict[int, float] = {}
    for wording in touched:
        place, members = book.wordings[wording]
        there = sum(
            mine * max((row.get(one, 0.0) for one in members), default=0.0)
            for mine, row in zip(weights, rows, strict=True)
        )
        back = sum(book.weights[one] * max((row.get(one, 0.0) for row in rows), default=0.0) for one in members)
        best[place] = max(
            best.get(place, 0.0), sqrt(there / whole * back / (sum(book.weights[one] for one in members) or 1.0))
        )
    return best


def _meaning(vector: Vector, vectors: Sequence[Vector], book: _Book) -> list[float]:
    found = [0.0] * len(book.candidates)
    for (place, _), other in zip(book.wordings, vectors, strict=False):  # the told ones stand behind them
        found[place] = max(found[place], product(vector, other))
    return found


def _apart(here: float | None, there: float | None) -> float:
    return ANYWHERE if here is None or there is None else abs(here - there)


def _known(here: str | None, there: str | None) -> tuple[float, float]:
    if here is None or there is None:
        return 0.0, 0.0
    return float(here == there), float(here != there)
