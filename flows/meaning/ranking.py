"""Which of a study's touchpoints somebody's own words are about: the likely ones, best first.

Law: the machine ranks and people name. A ranker is pure and decides nothing; ``clear`` says when asking would be a
formality, ``worth`` what is worth offering when it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SURE = 0.92  # score from which the first is placed silently: right in 96 % on development fields, each left out
AHEAD = 0.3  # how far it must then lie ahead of the second
OFFERED = 5  # labels offered at most
FEWEST = 3  # and at least, where there are so many
FAINT = 0.05  # score below which a fourth or fifth is not worth a button


@dataclass(frozen=True)
class Told:
    """A step as somebody told it. ``place``: 0 (first) to 1 (last) in their own journey; None where it has no place."""

    words: str
    place: float | None = None
    phase: str | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A touchpoint it may be: its names in every language and every wording placed under it, all as ``wordings``.

    ``place``: where it usually comes, 0 (first) to 1 (last); None where nobody knows.
    """

    id: str
    wordings: tuple[str, ...]
    phase: str | None = None
    channel: str | None = None
    place: float | None = None


@dataclass(frozen=True)
class Ranked:
    """A candidate by its id, and how likely it is the one that was meant, 0..1."""

    id: str
    score: float


class Ranker(Protocol):
    """Ranks candidates; pure: the same words and candidates give the same answer."""

    def rank(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> Sequence[tuple[Ranked, ...]]:
        """For each step told, all candidates, the best first."""
        ...

    def weigh(self, told: Sequence[Told], candidates: Sequence[Candidate]) -> tuple[Sequence[Sequence[float]], float]:
        """For each step told what speaks for each candidate, in their order, as a logarithm, by itself: its neighbours
        say more of where it comes (``course.along``). And what speaks for none of them."""
        ...


def clear(ranked: Sequence[Ranked]) -> str | None:
    """The id of a first that is sure enough and far enough ahead to be placed without a question; else None."""
    if not ranked or ranked[0].score < SURE:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < AHEAD:
        return None
    return ranked[0].id


def worth(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The three to five that are worth offering, the best first; fewer where there are fewer."""
    likely = sum(one.score >= FAINT for one in ranked[:OFFERED])
    return tuple(ranked[: max(FEWEST, likely)])
