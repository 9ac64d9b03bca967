"""How careful merging must be in one study: the less of its words the lexicon knows, the more two wordings must share.

Law: precision before recall. Where the lexicon knows the words, likeness decides and only what is at odds stays apart;
where it does not, likeness rests on the few words it happens to know, and what two wordings share must outweigh what
each tells beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import log

from reisleider.flows.meaning.contrast import at_odds, opposed
from reisleider.flows.meaning.terms import FAINT, FITS, Term, Vocabulary, likest, terms_of

KNOWN, STRANGE = 0.13, 0.18  # share of unknown words up to which a study is known, from which it is wholly strange
PRIOR, SURMISED = 120, 0.1  # words a study is taken to have said before its first, and their unknown share
LEAST = 0.6  # evidence that two wordings of a strange study must share
FAR = 0.35  # distance in their journeys from which two wordings of a strange study are not one moment
SEVERAL, LITTLE = 2, 1.0  # words they must share, where more than about one word is told on either side alone
OUTWEIGH = 0.3  # what is shared is at least so much of what is told on either side alone

Scored = tuple[Term, float]
"""A word, and how alike it is to the most alike word of another wording, 0..1."""


@dataclass(frozen=True)
class Caution:
    """What keeps wordings of one study apart. ``wordings``: all of that study; ``lexicon``: whether they are likened by
    the lexicon alone, or by a method that needs no words it knows, of which only opposites are doubted; ``places``:
    where each wording comes in journeys, 0 (first) to 1 (last), for those that have a place."""

    wordings: Sequence[str]
    lexicon: bool = True
    places: Mapping[str, float] = field(default_factory=dict)

    def apart(self, left: str, right: str) -> bool:
        """Whether these two must not be put together for what they mean."""
        if not self.lexicon:
            return opposed(left, right)
        if at_odds(left, right):
            return True
        return self.strangeness > 0 and (self._far(left, right) or not self._enough(left, right))

    @cached_property
    def strangeness(self) -> float:
        """How little the lexicon knows of this study, 0 (known) to 1."""
        terms = [term for words in self.wordings for term in terms_of(words)]
        unknown = sum(not term.known for term in terms) + PRIOR * SURMISED
        return min(1.0, max(0.0, (unknown / (len(terms) + PRIOR) - KNOWN) / (STRANGE - KNOWN)))

    def _far(self, left: str, right: str) -> bool:
        here, there = self.places.get(left), self.places.get(right)
        return here is not None and there is not None and abs(here - there) > FAR

    def _enough(self, left: str, right: str) -> bool:
        here, there = _beside_each_other(left, right)
        beside = _beside(here) + _beside(there)
        if min(_met(here), _met(there)) < SEVERAL and beside > LITTLE:
            return False
        shared = min(self._shared(here), self._shared(there))
        return shared >= self.strangeness * max(LEAST, OUTWEIGH * beside)

    def _shared(self, terms: Iterable[Scored]) -> float:
        """How much the words tell that the others have too, each by how rare it is in this study."""
        return sum(term.weight * score * self._rarity(term) for term, score in terms if score >= FITS)

    def _rarity(self, term: Term) -> float:
        """0 where every wording has such a word, 1 where one has it."""
        found = self._rarities.get(term)
        if found is None:
            found = self._rarities[term] = self._rarity_of(term)
        return found

    def _rarity_of(self, term: Term) -> float:
        known, counts = self._words
        near = sum(counts[one] for one, score in known.near(term).items() if score >= FITS)
        return log(len(self.wordings) / max(1, near)) / log(len(self.wordings)) if len(self.wordings) > 1 else 1.0

    @cached_property
    def _rarities(self) -> dict[Term, float]:
        return {}

    @cached_property
    def _words(self) -> tuple[Vocabulary, Counter[int]]:
        known = Vocabulary()
        counts = Counter(known.add(term) for words in self.wordings for term in terms_of(words))
        return known, counts


@lru_cache(maxsize=8192)
def _beside_each_other(left: str, right: str) -> tuple[tuple[Scored, ...], tuple[Scored, ...]]:
    """The words of either side, each with how alike it is to the one of the other side that is most like it: the same
    in any study, and each map asks it of most pairs again."""
    here, there = terms_of(left), terms_of(right)
    return tuple((one, likest(one, there)) for one in here), tuple((one, likest(one, here)) for one in there)


def _beside(terms: Iterable[Scored]) -> float:
    """How much the words tell that the others have nothing like."""
    return sum(term.weight for term, score in terms if term.weight > FAINT and score < FITS)


def _met(terms: Iterable[Scored]) -> int:
    """How many of the words that tell something the others have too."""
    return sum(term.weight > FAINT and score >= FITS for term, score in terms)
