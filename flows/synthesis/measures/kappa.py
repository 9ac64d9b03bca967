"""How far two people who judged the same things apart agree, beyond chance.

Law: plain categories in, a figure out; where chance alone would agree wholly there is no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Strength = Literal["poor", "slight", "fair", "moderate", "substantial", "almost-perfect"]
UP_TO: tuple[tuple[float, Strength], ...] = ((0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))
"""What a kappa from 0 up to each bound is called: Landis and Koch, 1977, The measurement of observer agreement for
categorical data, Biometrics 33(1), 159-174."""


@dataclass(frozen=True)
class Agreement:
    """``n`` things judged by both, ``same`` of them alike. ``kappa``: at most 1, None where it is not defined."""

    n: int
    same: int
    kappa: float | None

    @property
    def strength(self) -> Strength | None:
        """What such a kappa is called; None where there is none."""
        if self.kappa is None:
            return None
        if self.kappa < 0:
            return "poor"
        return next((word for bound, word in UP_TO if self.kappa <= bound), "almost-perfect")


def agreement(judged: Sequence[tuple[str, str]]) -> Agreement:
    """How far two people agree: ``judged`` holds, for each thing, the category that each of them chose.

    Cohen, 1960, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1), 37-46:
    kappa = (observed - expected) / (1 - expected), expected being how often two people who choose their own categories
    as often as these did would agree by chance.
    """
    n = len(judged)
    same = sum(one == other for one, other in judged)
    mine, theirs = Counter(one for one, _ in judged), Counter(other for _, other in judged)
    chance = sum(count * theirs[category] for category, count in mine.items())
    if chance == n * n:  # nothing was judged, or all by both alike under one category
        return Agreement(n, same, None)
    return Agreement(n, same, (same * n - chance) / (n * n - chance))
