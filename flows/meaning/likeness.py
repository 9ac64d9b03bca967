"""How alike two wordings of a touchpoint are.

Law: one small protocol, `Likeness`, that a stronger method can replace; equal forms need none at all, and a slip of
spelling is told by letters. What turns the meaning round, a denial or another number, is never near.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from reisleider.flows.words.cues import normalise, wait_told
from reisleider.flows.words.vocabulary import lists, one_of

NEAR = 0.9  # similarity of two forms that counts as a misspelling; "online gebokt" and "online geboekt" are 0.96
STRETCH = 3  # characters that two forms may differ in length; more is another word, not a slip
LONGEST = 200  # characters compared; a slip in a longer text proves nothing and costs time
_DENIAL = re.compile(rf"\b{one_of(lists('kinds')['denial'])}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_AMOUNTS = one_of(lists("kinds")["amounts"])
_NAMING = re.compile(rf"(?<![\d€.,:])(?<!€ )\b\d+\b(?![.,:]\d)(?!\s*{_AMOUNTS})", re.IGNORECASE)


class Likeness(Protocol):
    """What wordings mean. The product of two vectors (``concepts.product``) is how alike they are, at most 1."""

    def vectors(self, wordings: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """A vector for each wording; all wordings of a study come together, so that what all share can weigh less."""
        ...


@lru_cache(maxsize=65536)
def form(words: str) -> str:
    """One form for wordings that say the same (cues.normalise), in which a denial stays a denial."""
    return f"{normalise(words)} ≠" if _DENIAL.search(words) else normalise(words)


@lru_cache(maxsize=65536)
def kind(words: str) -> tuple[bool, bool, tuple[str, ...]]:
    """What keeps wordings apart whatever they share: a denial, a wait (what is waited for has not happened), and
    numbers that name something ("letter 2")."""
    return _DENIAL.search(words) is not None, wait_told(words), tuple(sorted(set(_NAMING.findall(words))))


def spelling(left: str, right: str) -> float:
    """Likeness of two forms by their letters (Ratcliff and Obershelp's ratio); 0 where a slip cannot explain it."""
    if abs(len(left) - len(right)) > STRETCH or max(len(left), len(right)) > LONGEST:
        return 0.0
    if 2 * min(len(left), len(right)) < NEAR * (len(left) + len(right)):
        return 0.0
    if left.endswith("≠") is not right.endswith("≠") or _NUMBER.findall(left) != _NUMBER.findall(right):
        return 0.0
    matcher = difflib.SequenceMatcher(None, *_aligned(left, right), autojunk=False)
    return 0.0 if matcher.quick_ratio() < NEAR else matcher.ratio()


def _aligned(left: str, right: str) -> tuple[str, str]:
    """Both with their shared stems first, since a slip may change where a stem stands in its form."""
    shared = set(left.split()) & set(right.split())
    return _first(left, shared), _first(right, shared)


def _first(form: str, shared: set[str]) -> str:
    return " ".join(sorted(form.split(), key=lambda stem: (stem not in shared, stem)))


@lru_cache(maxsize=65536)
def slips_of(form: str, known: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The forms of ``known`` that this one may be a slip of, each with how alike they are by their letters. What labels
    are called hardly changes, so each map asks this of most forms again."""
    near = ((other, spelling(form, other)) for other in _lined_up(known).of(form))
    return tuple((other, score) for other, score in near if score >= NEAR)


@lru_cache(maxsize=16)
def _lined_up(known: tuple[str, ...]) -> Neighbours:
    near = Neighbours(known)
    for one in known:
        near.add(one)
    return near


class Neighbours:
    """Forms that are worth comparing: those that share at least half of their letter triples.

    Looked up by the rarest triples of a form only, of which two such forms share at least one (prefix filtering);
    what shares less cannot be a misspelling.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._counts = Counter(piece for form in forms for piece in _triples(form))
        self._holding: dict[str, list[str]] = defaultdict(list)

    def add(self, form: str) -> None:
        for piece in self._rarest(form):
            self._holding[piece].append(form)

    def of(self, form: str) -> Iterable[str]:
        """The added forms near enough to be compared with this one, in the order in which they were added."""
        pieces = _triples(form)
        found = dict.fromkeys(other for piece in self._rarest(form) for other in self._holding.get(piece, ()))
        return [
            other
            for other in found
            if abs(len(other) - len(form)) <= STRETCH
            and 2 * len(pieces & _triples(other)) >= min(len(pieces), len(_triples(other)))
        ]

    def _rarest(self, form: str) -> list[str]:
        pieces = sorted(_triples(form), key=lambda piece: (self._counts[piece], piece))
        return pieces[: len(pieces) // 2 + 1 + STRETCH]


@lru_cache(maxsize=65536)
def _triples(form: str) -> frozenset[str]:
    text = f" {form[:LONGEST]} "
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))
