"""Puts touchpoints in the order in which most people met them.

Law: by pairwise precedence (method 4.8): the order that breaks fewest of the pairs that people told; customers' order
where customers met both, else staff's. Equal orders are settled by mean place, then by id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

EXACT = 10  # touchpoints up to which every order is weighed (2**n sets); beyond, neighbours are swapped while it helps

Places = Mapping[str, int]
Before = Callable[[str, str], int]


def order(
    ids: Sequence[str], customers: Sequence[Sequence[str]], staff: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """The ids as most people met them; each journey is the ids in the order one respondent met them."""
    lines = _places(customers), _places(staff)

    def before(left: str, right: str) -> int:
        """How many more met left first than met right first; one customer outweighs what all staff say together."""
        for places, weight in zip(lines, (1 + len(ids) ** 2 * len(staff), 1), strict=True):
            pairs = [(one[left], one[right]) for one in places if left in one and right in one]
            if pairs:
                return weight * sum((a < b) - (a > b) for a, b in pairs)
        return 0

    first = sorted(ids, key=lambda id: (_mean(id, lines), id))
    return _exact(first, before) if len(first) <= EXACT else _swapped(first, before)


def _places(journeys: Sequence[Sequence[str]]) -> list[Places]:
    """Where each journey first met each id."""
    return [{id: place for place, id in reversed(list(enumerate(journey)))} for journey in journeys]


def _mean(id: str, lines: tuple[list[Places], ...]) -> float:
    for places in lines:
        shares = [one[id] / max(1, *one.values()) for one in places if id in one]
        if shares:
            return sum(shares) / len(shares)
    return 1.0


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


def _swapped(ids: Sequence[str], before: Before) -> tuple[str, ...]:
    """Copeland's order, then neighbours changed places while that breaks fewer pairs."""
    rank = {id: place for place, id in enumerate(ids)}
    score = {id: sum((before(id, one) > 0) - (before(id, one) < 0) for one in ids if one != id) for id in ids}
    line = sorted(ids, key=lambda id: (-score[id], rank[id]))
    for _ in range(len(line)):
        swaps = [place for place, (left, right) in enumerate(pairwise(line)) if before(left, right) < 0]
        if not swaps:
            break
        line[swaps[0]], line[swaps[0] + 1] = line[swaps[0] + 1], line[swaps[0]]
    return tuple(line)
