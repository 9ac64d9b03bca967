"""How far staff's guess lies from what customers chose.

Law: Cliff's delta over the two spreads, with the minimum group on each side; never a difference of medians.
"""

from __future__ import annotations

from functools import lru_cache

from reisleider.flows.journey_map import Faces

WORTH_SAYING = 0.33  # a medium effect after Romano et al. (2006); smaller gaps are noise at these group sizes


def cliffs_delta(guessed: Faces, given: Faces) -> float:
    """-1..+1: the chance that a guess lies above a given face, minus the reverse; positive where staff are rosier."""
    scores = range(-2, 3)
    balance = sum(
        guesses * faces * ((guess > face) - (guess < face))
        for guess, guesses in zip(scores, guessed.counts, strict=True)
        for face, faces in zip(scores, given.counts, strict=True)
    )
    return balance / (guessed.n * given.n)


@lru_cache(maxsize=256)
def most_chosen(faces: Faces) -> int:
    """The face chosen most; of equals, the one nearest the median."""
    return max(range(-2, 3), key=lambda score: (faces.counts[score + 2], -abs(score - faces.median)))
