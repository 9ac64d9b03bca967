"""Clusters of wordings that mean the same, by average linkage.

Law: exact and repeatable: the two clusters most alike join first, of equals the first by name, until none is alike
enough; what must stay apart never joins. Only pairs that can be alike enough are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import sqrt

from reisleider.flows.meaning.concepts import Vector, product
from reisleider.flows.meaning.sentences import SENTENCE, near_by_sentence

ALIKE = (
    0.45  # average likeness from which two clusters are one; the one threshold, held by the gold set of the web shop
)
NO_CONCEPT = f"+-{SENTENCE}"  # how features begin that no two wordings are looked up by
DIGITS = 9  # decimals that count, so that the order of adding up cannot decide


@dataclass(frozen=True)
class Unit:
    """A wording, or several that are one already: their ``names``, the sum of their ``size`` vectors, and the
    ``people`` who said them. Units with different marks never join, nor do units whose ``foes`` the others are."""

    names: frozenset[str]
    vector: Vector
    people: frozenset[str]
    size: int = 1
    mark: object = None
    foes: frozenset[str] = frozenset()


@dataclass
class _Cluster:
    units: list[int]
    names: set[str]
    vector: dict[str, float]
    people: set[str]
    foes: set[str]
    size: int
    mark: object
    near: set[int] = field(default_factory=set)


def cluster(
    units: Sequence[Unit], alike: float = ALIKE, apart: Callable[[str, str], bool] | None = None
) -> tuple[tuple[int, ...], ...]:
    """The places of the units of each cluster, by their first place. The units' order must not depend on chance.

    ``apart`` says of two names that no cluster may hold both; it is asked only where clusters are about to join.
    """
    clusters: dict[int, _Cluster] = {place: _alone(place, unit) for place, unit in enumerate(units)}
    heap: list[tuple[float, int, int]] = []
    for left, right in _candidates([unit.vector for unit in units], [unit.size for unit in units], alike):
        _offer(left, right, clusters, heap, alike)
    heapify(heap)
    newest = len(units)
    while heap:
        _, left, right = heappop(heap)
        if left not in clusters or right not in clusters or _apart(clusters[left], clusters[right]):
            continue
        if apart is not None and _torn(clusters[left], clusters[right], apart):
            continue
        joined = clusters[newest] = _join(clusters.pop(left), clusters.pop(right))
        joined.near = {one for one in joined.near if one in clusters}
        for one in sorted(joined.near):
            clusters[one].near.add(newest)
            score = _likeness(clusters[one], joined)
            if score >= alike and not _apart(clusters[one], joined):
                heappush(heap, (-score, one, newest))
        newest += 1
    return tuple(sorted(tuple(sorted(one.units)) for one in clusters.values()))


def _alone(place: int, unit: Unit) -> _Cluster:
    return _Cluster([place], set(unit.names), dict(unit.vector), set(unit.people), set(unit.foes), unit.size, unit.mark)


def _offer(
    left: int, right: int, clusters: Mapping[int, _Cluster], heap: list[tuple[float, int, int]], alike: float
) -> None:
    if _apart(clusters[left], clusters[right]):
        return  # and whatever they join later stays apart, too
    score = _likeness(clusters[left], clusters[right])
    if score >= alike:
        clusters[left].near.add(right)
        clusters[right].near.add(left)
        heap.append((-score, left, right))


def _likeness(left: _Cluster, right: _Cluster) -> float:
    return round(product(left.vector, right.vector) / (left.size * right.size), DIGITS)


def _apart(left: _Cluster, right: _Cluster) -> bool:
    return left.mark != right.mark or not left.people.isdisjoint(right.people) or not left.foes.isdisjoint(right.names)


def _torn(left: _Cluster, right: _Cluster, apart: Callable[[str, str], bool]) -> bool:
    return any(apart(one, other) for one in sorted(left.names) for other in sorted(right.names))


def _join(left: _Cluster, right: _Cluster) -> _Cluster:
    if len(left.units) < len(right.units):
        left, right = right, left
    for name, weight in right.vector.items():
        left.vector[name] = left.vector.get(name, 0.0) + weight
    left.units += right.units
    left.names |= right.names
    left.people |= right.people
    left.foes |= right.foes
    left.near |= right.near
    left.size += right.size
    return left


def _candidates(vectors: Sequence[Vector], sizes: Sequence[int], alike: float) -> Iterator[tuple[int, int]]:
    """Every pair that can be alike enough: those that share one of the features without which a vector's rest is too
    short (prefix filtering after Bayardo, Ma and Srikant, 2007, "Scaling up all pairs similarity search"). Where
    sentences count too, those that share any concept, and those whose sentences alone are enough."""
    by_sentence = any(name[0] == SENTENCE for vector in vectors for name in vector)
    if by_sentence:
        yield from near_by_sentence(vectors, sizes, alike)
        alike = 0.0
    counts = Counter(name for vector in vectors for name in vector if name[0] not in NO_CONCEPT)
    holding: dict[str, list[int]] = defaultdict(list)
    for place, (vector, size) in enumerate(zip(vectors, sizes, strict=True)):
        names = [name for name in vector if name[0] not in NO_CONCEPT]
        for other in sorted({one for name in names for one in holding.get(name, ())}):
            yield other, place
        for name in _telling({name: vector[name] / size for name in names}, counts, alike):
            holding[name].append(place)


def _telling(vector: Vector, counts: Mapping[str, int], alike: float) -> Iterable[str]:
    """The rarest features of a vector, until what is left is too short to make anything alike."""
    names = sorted(vector, key=lambda name: (counts[name], name))
    left = sum(weight * weight for weight in vector.values())
    for name in names:
        if sqrt(max(0.0, left)) < alike:
            return
        yield name
        left -= vector[name] ** 2
