"""Puts touchpoints in the order in which most people met them.

Law: by pairwise precedence (method 4.8): the order that breaks fewest of the pairs that people told; customers' order
where customers met both, else staff's. Equal orders are settled by mean place, then by id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import fsum

EXACT = 10  # touchpoints up to which every order is weighed (2**n sets); beyond, neighbours are swapped while it helps

PASSES = 10  # over the whole line; more hardly ever change anything

Places = Mapping[str, int]
Before = Callable[[str, str], int]


class Lines:
    """The order in which each person met anything, read once for however many ids are put in order by it."""

    def __init__(self, journeys: Sequence[Sequence[str]]) -> None:
        self.places: list[Places] = [
            {id: place for place, id in reversed(list(enumerate(journey)))} for journey in journeys
        ]
        self.means = _means(self.places)


def order(ids: Sequence[str], customers: Lines, staff: Lines | None = None) -> tuple[str, ...]:
    """The ids as most people met them."""
    staff = staff or Lines(())
    wanted = frozenset(ids)
    lead = {
        **_leads(staff.places, wanted, 1),
        **_leads(customers.places, wanted, 1 + len(ids) ** 2 * len(staff.places)),
    }

    def before(left: str, right: str) -> int:
        """How many more met left first than met right first; one customer outweighs what all staff say together."""
        return lead.get((left, right), 0)

    means = {id: customers.means.get(id, staff.means.get(id, 1.0)) for id in ids}
    first = sorted(ids, key=lambda id: (means[id], id))
    return _exact(first, before) if len(first) <= EXACT else _swapped(first, lead)


def _leads(places: Sequence[Places], wanted: frozenset[str], weight: int) -> Mapping[tuple[str, str], int]:
    """For every pair that somebody met, both ways round: the lead of the first over the second."""
    met: Counter[tuple[str, str]] = Counter()
    for one in places:
        line = sorted((place, id) for id, place in one.items() if id in wanted)
        met.update(combinations([id for _, id in line], 2))  # counted without a call for each of everybody's pairs
    lead: dict[tuple[str, str], int] = {}
    for left, right in met:
        lead[left, right] = weight * (met[left, right] - met[right, left])
        lead[right, left] = -lead[left, right]
    return lead


def _means(places: Sequence[Places]) -> Mapping[str, float]:
    """Where in their journeys, 0..1, people met each id on average."""
    shares: dict[str, list[float]] = {}
    for one in places:
        last = max(1, *one.values()) if one else 1
        for id, place in one.items():
            shares.setdefault(id, []).append(place / last)
    return {id: fsum(found) / len(found) for id, found in shares.items()}


def _exact(ids: Sequence[str], before: Before) -> tuple[str, ...]:
    """The order that breaks fewest pairs (Kemeny's), by dynamic programming over sets; first in ``ids`` wins ties."""
    wins = [[max(0, before(left, right)) for right in ids] for left in ids]
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for chosen in range(1, 1 << len(ids)):
        options = []
        for last in range(len(ids)):
            if chosen >> last & 1:
                broken, line = best[chosen & ~(1 << last)]
                broken += sum(wins[last][other] for other in line)
                options.append((broken, (*line, last)))
        best[chosen] = min(options)
    return tuple(ids[place] for place in best[(1 << len(ids)) - 1][1])


def _swapped(ids: Sequence[str], lead: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Copeland's order, then neighbours changed places while that breaks fewer pairs."""
    rank = {id: place for place, id in enumerate(ids)}
    score = dict.fromkeys(ids, 0)
    for (left, _), net in lead.items():
        score[left] += (net > 0) - (net < 0)
    line = sorted(ids, key=lambda id: (-score[id], rank[id]))
    for _ in range(PASSES):
        swapped = False
        for place in range(len(line) - 1):
            left, right = line[place], line[place + 1]
            if lead.get((left, right), 0) < 0:
                line[place], line[place + 1] = right, left
                swapped = True
        if not swapped:
            break
    return tuple(line)
