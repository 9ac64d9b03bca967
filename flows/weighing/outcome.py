"""What votes come to together: a score per thing, how firm the order is, and the impact and effort of the top.

Law: no figure is of fewer colleagues than the smallest group; an order is claimed only where chance does not make one
(a permutation test over everything at once: of rounds where nobody prefers anything at most one in twenty claims any);
each place is told with how far it may be off (bootstrap over colleagues, Efron 1979). Pure: the same votes make the
same outcome, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from reisleider.flows.weighing.ballot import Ballot, Weighed
from reisleider.flows.weighing.to_weigh import Candidate

DRAWN = 1000  # times chance is let decide; a share of 0.05 is known to 0.014
RISK = 0.05  # of an order that only chance made
SMALL = 2  # colleagues who are never told apart as such, see docs/privacy.md
SURE = 0.9  # of the drawings, which the places told of a thing cover


@dataclass(frozen=True)
class Standing:
    """One thing as it was weighed by the ``n`` colleagues to whom it was shown: how many chose it as most and as least
    important, and ``dots`` on it, each at most all but two: that everybody did would tell what each of them did.
    ``impact`` and ``effort``: the middle of what ``rated`` colleagues gave, 1..5 (None: too few to tell). ``first`` to
    ``last``: the places it may have."""

    id: str
    n: int
    most: int
    least: int
    dots: int
    impact: float | None = None
    effort: float | None = None
    rated: int | None = None
    first: int = 1
    last: int = 1

    def is_nearly_all(self, count: int) -> bool:
        """Whether so many may be everybody: at least so many did."""
        return count >= self.n - SMALL


@dataclass(frozen=True)
class Outcome:
    """A closed round: of how many colleagues, whether their order is ``firm``, and each thing, the best first where it
    is, else as they lay there."""

    voters: int
    firm: bool
    standings: tuple[Standing, ...]


def outcome_of(things: Sequence[Candidate], votes: Sequence[Ballot], least: int) -> Outcome | None:
    """What these votes come to; None where fewer colleagues voted than a figure needs."""
    weighing = sorted((one for one in votes if one.sets), key=repr)
    if len(weighing) < least:
        return None
    ids = [one.id for one in things]
    points = [_points(one, ids) for one in weighing]
    places = _places(points, len(ids))
    firm = _beyond_chance([one for vote in weighing for one in vote.sets], ids)
    rows = [_standing(id, weighing, least, places[place]) for place, id in enumerate(ids)]
    rows = [one for one in rows if one.n >= least]
    if firm:
        scores = dict(zip(ids, (sum(column) for column in zip(*points, strict=True)), strict=True))
        rows.sort(key=lambda one: (-scores[one.id], -one.dots, ids.index(one.id)))
    return Outcome(len(weighing), firm, tuple(rows))


def _standing(id: str, votes: Sequence[Ballot], least: int, places: tuple[int, int]) -> Standing:
    sets = [one for vote in votes for one in vote.sets if id in one.shown]
    impact = [vote.impact[id] for vote in votes if id in vote.impact and id in vote.effort]
    effort = [vote.effort[id] for vote in votes if id in vote.impact and id in vote.effort]
    told = len(impact) >= least
    most, last, dots = (
        min(count, len(sets) - SMALL)
        for count in (
            sum(one.most == id for one in sets),
            sum(one.least == id for one in sets),
            sum(id in vote.dots for vote in votes),
        )
    )
    return Standing(
        id,
        len(sets),
        most,
        last,
        dots,
        float(median(impact)) if told else None,
        float(median(effort)) if told else None,
        len(impact) if told else None,
        *places,
    )


def _points(vote: Ballot, ids: Sequence[str]) -> list[int]:
    return [sum((one.most == id) - (one.least == id) for one in vote.sets) for id in ids]


def _places(points: Sequence[Sequence[int]], things: int) -> list[tuple[int, int]]:
    """For each thing the places that it has in ``SURE`` of the drawings, of equal scores all that they share."""
    chance = Random(len(points))  # noqa: S311 - repeatable, no secret
    drawn: list[list[int]] = [[] for _ in range(things)]
    for _ in range(DRAWN):
        sums = [sum(column) for column in zip(*chance.choices(points, k=len(points)), strict=True)]
        for place, total in enumerate(sums):
            above, equal = sum(one > total for one in sums), sum(one == total for one in sums)
            drawn[place].append(above + 1 + chance.randrange(equal))
    cut = round(DRAWN * (1 - SURE) / 2)
    return [(row[cut], row[-cut - 1]) for row in map(sorted, drawn)]


def _beyond_chance(sets: Sequence[Weighed], ids: Sequence[str]) -> bool:
    """Whether things are further apart than where everybody chose blindly out of each set (Monte Carlo permutation test
    with the count of Phipson and Smyth, 2010)."""
    chance = Random(len(sets))  # noqa: S311 - repeatable, no secret
    seen = _apart([(one.most, one.least) for one in sets], ids)
    as_far = sum(_apart([_blind(one, chance) for one in sets], ids) >= seen for _ in range(DRAWN))
    return (as_far + 1) / (DRAWN + 1) <= RISK


def _blind(one: Weighed, chance: Random) -> tuple[str | None, str | None]:
    most, least = chance.sample(one.shown, 2)
    return (None if one.most is None else most, None if one.least is None else least)


def _apart(chosen: Sequence[tuple[str | None, str | None]], ids: Sequence[str]) -> int:
    """How far things are apart: the sum of their squared points."""
    points: dict[str, int] = dict.fromkeys(ids, 0)
    for most, least in chosen:
        for id, point in ((most, 1), (least, -1)):
            if id is not None:
                points[id] += point
    return sum(one * one for one in points.values())
