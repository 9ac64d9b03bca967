"""How likely each meaning is once it counts what the grammar heard: shares that are right as often as they say.

Law: pure; it decides nothing. What replies like it meant was learnt of all practice, most of it harder than what
people type; how much sharper that is on plain replies, and how far the grammar is right there, was found on the replies
nearest to those (``tests/listening/practice/near*``), each file judged by what the others taught, as the weights that
make what was meant likeliest.

Source: Platt, Probabilistic outputs for support vector machines (1999), for many meanings: a power of each share, times
what each trait of the pair of readings is worth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp


@dataclass(frozen=True)
class Trust:
    """What counts beside a share, in nats. ``sharper``: the power that it is raised to; ``told`` and ``act``: that the
    grammar heard it too, as told or as said to the bot; ``listed``: that it is sure of it in a word or two; ``unsure``:
    that it was not sure; ``sign``: another face of the sign that was heard; ``acts``: anything that is said to the
    bot."""

    sharper: float
    told: float
    act: float
    listed: float
    unsure: float
    sign: float
    acts: float


TRUST: Mapping[str, Trust] = {
    "words": Trust(1.3, -0.7, 0.0, 0.1, -0.6, 0.0, -0.1),
    "none": Trust(1.0, -0.2, -0.7, -0.1, -0.4, 0.0, -0.6),
    "list": Trust(1.1, -0.4, -0.2, 0.3, -0.1, 0.0, 0.1),
    "go-on": Trust(0.8, 0.0, 0.2, 0.4, 0.0, 0.0, 0.3),
    "emotion": Trust(1.3, 1.0, 0.4, 1.1, 0.1, -0.7, 2.8),
    "outcome": Trust(1.6, -0.5, 0.1, 0.2, 0.2, 0.0, -0.1),
    "expectation": Trust(1.0, 0.5, 0.0, 0.2, -0.1, 0.0, -0.1),
}
"""By what its answer is kept as, else by the kind of question."""


@dataclass(frozen=True)
class Reading:
    """What the grammar heard, by its name among the shares: whether it is sure, in so few words that they are listed,
    and whether it was told; ``alike``: the faces of the same sign."""

    key: str
    sure: bool
    listed: bool
    told: bool
    alike: Collection[str] = ()


def trusted(shares: Mapping[str, float], reading: Reading, acts: Collection[str], trust: Trust) -> Mapping[str, float]:
    """The shares, 1 in all, with what was heard; ``acts``: the names of what is said to the bot."""
    worth = exp(trust.acts)
    raised = {name: share**trust.sharper * (worth if name in acts else 1.0) for name, share in shares.items()}
    if reading.key in raised:
        raised[reading.key] *= exp(_agreeing(reading, trust))
    if reading.sure and trust.sign:
        worth = exp(trust.sign)
        for name in reading.alike:
            raised[name] *= worth
    total = sum(raised.values())
    return {name: share / total for name, share in raised.items()}


def _agreeing(reading: Reading, trust: Trust) -> float:
    if not reading.sure:
        return trust.unsure
    return (trust.told if reading.told else trust.act) + (trust.listed if reading.listed else 0.0)
