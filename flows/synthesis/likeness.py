"""How alike two wordings of a touchpoint are.

Law: one small protocol, `Similarity`, that a stronger method can replace; equal forms need no similarity at all.
What turns the meaning round, a denial or another number, is never near.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from flows.telling import normalise

NEAR = 0.9  # similarity of two forms that counts as a misspelling; "online gebokt" and "online geboekt" are 0.96
STRETCH = 3  # characters that two forms may differ in length; more is another word, not a slip
LONGEST = 200  # characters compared; a slip in a longer text proves nothing and costs time
_DENIAL = re.compile(r"\b(?:niet|geen|nooit|zonder|not|never|without|no)\b|\w+n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class Similarity(Protocol):
    """How alike two forms are, 0..1."""

    def __call__(self, left: str, right: str) -> float: ...


@lru_cache(maxsize=65536)
def form(words: str) -> str:
    """One form for wordings that say the same (telling.normalise), in which a denial stays a denial."""
    return f"{normalise(words)} ≠" if _DENIAL.search(words) else normalise(words)


def spelling(left: str, right: str) -> float:
    """Likeness of two forms by their letters (Ratcliff and Obershelp's ratio); 0 where a slip cannot explain it."""
    if abs(len(left) - len(right)) > STRETCH or max(len(left), len(right)) > LONGEST:
        return 0.0
    if left.endswith("≠") is not right.endswith("≠") or _NUMBER.findall(left) != _NUMBER.findall(right):
        return 0.0
    matcher = difflib.SequenceMatcher(None, *_aligned(left, right), autojunk=False)
    return 0.0 if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < NEAR else matcher.ratio()


def _aligned(left: str, right: str) -> tuple[str, str]:
    """Both with their shared stems first, since a slip may change where a stem stands in its form."""
    shared = set(left.split()) & set(right.split())
    return _first(left, shared), _first(right, shared)


def _first(form: str, shared: set[str]) -> str:
    return " ".join(sorted(form.split(), key=lambda stem: (stem not in shared, stem)))


class Neighbours:
    """Forms that are worth comparing: those that share at least half of their letter triples.

    Keeps the work near linear in the number of forms; what shares less cannot be a misspelling.
    """

    def __init__(self) -> None:
        self._holding: dict[str, list[str]] = defaultdict(list)

    def add(self, form: str) -> None:
        for piece in _triples(form):
            self._holding[piece].append(form)

    def of(self, form: str) -> Iterable[str]:
        """The added forms near enough to be compared with this one, in the order in which they were added."""
        pieces = _triples(form)
        shared = Counter(other for piece in pieces for other in self._holding.get(piece, ()))
        return [other for other, count in shared.items() if 2 * count >= min(len(pieces), len(_triples(other)))]


@lru_cache(maxsize=65536)
def _triples(form: str) -> tuple[str, ...]:
    text = f" {form[:LONGEST]} "
    return tuple(sorted({text[place : place + 3] for place in range(len(text) - 2)}))
