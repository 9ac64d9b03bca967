"""What replies like this one meant: told or said to the bot, which choice it was, whether somebody is in need.

Law: pure, and it never decides; what its shares are good for is told in ``weighing`` and in ``care.need``. What it
knows are files (``learnt_*.json``), made of the practice replies by ``make learn``; of words it never saw it says
nothing.

Source: multinomial logistic regression over what a reply is known by (Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning, 2009, section 4.4), what the grammar heard being one trait among others (Wolpert, Stacked
generalization, Neural Networks 5, 1992).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp
from struct import Struct
from typing import Literal

Subject = Literal["talk", "need", "given", "emotion", "outcome", "expectation", "outline", "piece"]
UNITS = 100  # a weight is kept as a whole number of hundredths
SLIGHT = "#?=-"
"""What a trait begins with that tells nothing by itself."""
SPELLED = (3, 4, 5)  # letters
"""How much of a word's spelling is known by itself: "wacht" in "wachttijden"."""

LANE = 32  # bits
"""A trait's weights lie side by side in one whole number, a lane for each meaning, so that all are added at once."""
_ABOVE = 1 << (LANE - 1)  # what is added to a lane, so that none is below nothing


@dataclass(frozen=True)
class _Learnt:
    names: tuple[str, ...]
    begin: int
    weights: Mapping[str, int]
    lanes: Struct


def likely_of(subject: Subject, known_by: Iterable[str], words: Iterable[str] = ()) -> Mapping[str, float]:
    """How likely each meaning is, 0..1 and 1 in all; empty where no word of the reply was ever seen.

    ``words`` are known by their spelling too, each once.
    """
    learnt = _learnt(subject)
    weights = learnt.weights
    total, seen = learnt.begin, False
    for trait in known_by:
        weight = weights.get(trait)
        if weight is not None:
            total += weight
            seen = seen or trait[0] not in SLIGHT
    if not seen:
        return {}
    for word in words:
        total += _of_spelling(subject, word)
    return shared(learnt.names, learnt.lanes.unpack(total.to_bytes(learnt.lanes.size, "little")))


def knows(subject: Subject, word: str) -> bool:
    """Whether this word was ever seen, by itself, in what was learnt of the subject."""
    return word in _learnt(subject).weights


def shared(names: Sequence[str], sums: Sequence[int]) -> Mapping[str, float]:
    """Sums of weights as shares of one."""
    most = max(sums)
    raised = [exp((one - most) / UNITS) for one in sums]
    total = sum(raised)
    return {name: one / total for name, one in zip(names, raised, strict=True)}


def spelling(word: str) -> frozenset[str]:
    """A word by its letters in rows, where it begins and ends among them."""
    marked = f"<{word}>"
    return frozenset(
        f"~{marked[place : place + length]}" for length in SPELLED for place in range(len(marked) - length + 1)
    )


@lru_cache(maxsize=16384)
def _of_spelling(subject: Subject, word: str) -> int:
    weights = _learnt(subject).weights
    return sum(weights.get(trait, 0) for trait in spelling(word))


@cache
def _learnt(subject: Subject) -> _Learnt:
    table = json.loads(file_of(subject).read_text(encoding="utf-8"))
    weights = {
        trait: sum(weight << LANE * int(place) for place, weight in row.items())
        for trait, row in table["weights"].items()
    }
    begin = sum((weight + _ABOVE) << LANE * place for place, weight in enumerate(table["begin"]))
    return _Learnt(tuple(table["names"]), begin, weights, Struct(f"<{len(table['names'])}I"))


def file_of(subject: Subject) -> Traversable:
    """Where what was learnt about it is written down; ``made_of`` in it is the digest of what it was learnt from."""
    return files(__package__).joinpath(f"learnt_{subject}.json")
