"""What replies like this one meant: whether it was told or said to the bot, and whether somebody is in need.

Law: pure, and it never decides; what its shares are good for is told in ``doubting`` and in ``care.need``. What it
knows are files (``learnt_*.json``), made of the practice replies by ``make learn``; of words it never saw it says
nothing.

Source: multinomial logistic regression over words, pairs of words and beginnings of words (Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 2009, section 4.4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp
from typing import Literal

from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import BOUND, Typed

Subject = Literal["talk", "need"]
TOLD = "words"
"""What a reply is called that was told, and not said to the bot."""
UNITS = 100  # a weight is kept as a whole number of hundredths
BEGINNINGS = (4, 6)  # letters of a word's beginning that are a feature of their own
REACH = 3  # words after a denial that are told apart as denied
LENGTHS = (1, 2, 4, 7, 12)  # words: short replies are said to the bot sooner


@dataclass(frozen=True)
class Likely:
    """What a reply most likely is if it was said to the bot (``act``, as the practice replies name it), how likely that
    is, and how likely it is that the reply was told (``share`` and ``told``, 0..1)."""

    act: str
    share: float
    told: float


@dataclass(frozen=True)
class _Learnt:
    names: tuple[str, ...]
    begin: tuple[int, ...]
    weights: Mapping[str, tuple[tuple[int, int], ...]]


def likely(typed: Typed) -> Likely | None:
    """What a reply likely is; None where no word of it was ever seen."""
    shares = dict(likely_of("talk", typed))
    if not shares:
        return None
    told = shares.pop(TOLD)
    act = max(shares, key=lambda name: shares[name])
    return Likely(act, shares[act], told)


def likely_of(subject: Subject, typed: Typed) -> Mapping[str, float]:
    """How likely each meaning is, 0..1 and 1 in all; empty where no word of the reply was ever seen."""
    learnt = _learnt(subject)
    sums, seen = list(learnt.begin), False
    for feature in features(typed):
        row = learnt.weights.get(feature)
        if row is not None:
            seen = seen or feature[0] not in "#?"
            for place, weight in row:
                sums[place] += weight
    return _shared(learnt.names, sums) if seen else {}


def _shared(names: Sequence[str], sums: Sequence[int]) -> Mapping[str, float]:
    most = max(sums)
    raised = [exp((one - most) / UNITS) for one in sums]
    total = sum(raised)
    return {name: one / total for name, one in zip(names, raised, strict=True)}


def features(typed: Typed) -> frozenset[str]:
    """What a reply is known by: words, pairs, beginnings, what is denied, how it begins and ends, how long it is."""
    return frozenset(_features(typed))


def _features(typed: Typed) -> Iterator[str]:
    words, denied = typed.words, 0
    negations = kinds("negations") | kinds("noes")
    yield f"#{sum(len(words) > one for one in LENGTHS)}"
    if typed.asks:
        yield "?"
    before = "^"
    for word in typed.pieces:
        if word == BOUND:
            denied = 0
            continue
        yield word
        yield f"{before} {word}"
        for length in BEGINNINGS:
            if len(word) > length:
                yield f"{word[:length]}~"
        if denied:
            yield f"-{word}"
        denied = REACH if word in negations else max(0, denied - 1)
        before = word
    yield f"{before} $"


@cache
def _learnt(subject: Subject) -> _Learnt:
    table = json.loads(file_of(subject).read_text(encoding="utf-8"))
    weights = {
        feature: tuple((int(place), weight) for place, weight in row.items())
        for feature, row in table["weights"].items()
    }
    return _Learnt(tuple(table["names"]), tuple(table["begin"]), weights)


def file_of(subject: Subject) -> Traversable:
    """Where what was learnt about it is written down; ``made_of`` in it is the digest of what it was learnt from."""
    return files(__package__).joinpath(f"learnt_{subject}.json")
