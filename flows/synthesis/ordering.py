"""Puts touchpoints in the order in which most people met them.

Law: by pairwise precedence (method 4.8): the share that had A before B; ties by mean place, then by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def order(groups: Sequence[str], journeys: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The given group ids by how many pairs they win (Copeland's count); ``journeys`` hold ids in the order met."""
    places: list[Mapping[str, int]] = []
    for journey in journeys:
        first: dict[str, int] = {}
        for place, id in enumerate(journey):
            first.setdefault(id, place)
        places.append(first)

    def before(left: str, right: str) -> int:
        pairs = [(one[left], one[right]) for one in places if left in one and right in one]
        return sum((a < b) - (a > b) for a, b in pairs)

    def mean(id: str) -> float:
        shares = [one[id] / max(1, len(one) - 1) for one in places if id in one]
        return sum(shares) / len(shares) if shares else 1.0

    wins = {id: sum((before(id, other) > 0) - (before(id, other) < 0) for other in groups) for id in groups}
    return tuple(sorted(groups, key=lambda id: (-wins[id], mean(id), id)))
