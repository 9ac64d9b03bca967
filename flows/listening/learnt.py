"""Whether a reply like this one was told, or said to the bot: a second opinion where the grammar heard neither.

Law: pure, and it never decides; what its shares are good for is told in ``doubting``. What it knows is a file
(``learnt.json``), made of the practice replies by ``make learn``; of words it never saw it says nothing.

Source: multinomial logistic regression over words, pairs of words and beginnings of words (Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 2009, section 4.4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import BOUND, Typed

FILE = "learnt.json"
TOLD = "words"
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
    learnt = _learnt()
    sums, seen = list(learnt.begin), False
    for feature in features(typed):
        row = learnt.weights.get(feature)
        if row is not None:
            seen = seen or feature[0] not in "#?"
            for place, weight in row:
                sums[place] += weight
    return _shared(learnt.names, sums) if seen else None


def _shared(names: Sequence[str], sums: Sequence[int]) -> Likely:
    most = max(sums)
    raised = [exp((one - most) / UNITS) for one in sums]
    shares = dict(zip(names, raised, strict=True))
    told, total = shares.pop(TOLD), sum(raised)
    act = max(shares, key=lambda name: shares[name])
    return Likely(act, shares[act] / total, told / total)


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
def _learnt() -> _Learnt:
    table = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    weights = {
        feature: tuple((int(place), weight) for place, weight in row.items())
        for feature, row in table["weights"].items()
    }
    return _Learnt(tuple(table["names"]), tuple(table["begin"]), weights)


def made_of() -> str:
    """The digest of the practice replies that the file was made of."""
    return str(json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))["made_of"])
