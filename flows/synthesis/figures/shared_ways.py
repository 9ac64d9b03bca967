"""The ways through the journey that enough customers share, so that an order can be shown and nobody's own path.

Law: steps are left out, never added or moved; every way covers at least the minimum group, and what remains of any
published count when the ways are subtracted is nobody or at least that group too. The order of journeys is free.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import MapTouchpoint, Route, Variant
from reisleider.flows.synthesis.merging.own_steps import line_of
from reisleider.flows.synthesis.privacy.minimum import Guard

NEAR = 60  # lines looked at per step: more hardly lengthens a way, and keeps the time in proportion to the journeys
CLOSEST = 8  # of those, how many are compared in order

Way = tuple[str, ...]
Of = tuple[Way, int]
"""So many people of those who walked a way."""
Groups = Mapping[tuple[str, str], str]


def share_ways(
    touchpoints: Sequence[MapTouchpoint],
    journeys: Sequence[Journey],
    group_of: Groups,
    orders: Sequence[Variant],
    guard: Guard,
) -> tuple[Route, ...]:
    """Customers' orders of the published touchpoints, k-anonymous by leaving steps out; the most shared first.

    In the spirit of PRETSA (Fahrenkrog-Petersen, van der Aa and Weidlich, 2019, "PRETSA: event log sanitization for
    privacy-aware process discovery"), with k the minimum group; unlike it no step is ever changed into another.
    ``group_of``: (interview, touchpoint id) -> group id; ``orders``: the two orders of neighbours that are published.
    A step counts where it was first met. On one persona's map there are no ways: those of the others would follow by
    subtraction from the ways of the whole.
    """
    if guard.split:
        return ()
    named = {one.id: one.named for one in touchpoints if one.named is not None}
    lines = [tuple(dict.fromkeys(line_of(one, group_of))) for one in journeys]
    walked = {line: tuple(step for step in line if step in named) for line in set(lines)}
    ways = _shared(Counter(walked[line] for line in lines), named, guard)
    ways = _not_by_order(_not_by_step(ways, named, guard), named, orders, guard)
    ranked = sorted(ways, key=lambda way: (-ways[way], -len(way), way))
    if ranked and guard.part("customer", sum(ways.values()), len(journeys)) is None:
        ranked.pop()  # the few whose way is not shown would be counted by what is; with these people they are enough
    return tuple(Route(way, ways[way]) for way in ranked)


def fit(
    routes: Sequence[Route], named: Mapping[str, int | None], orders: Sequence[Variant], of: int, guard: Guard
) -> bool:
    """Whether ways may stand beside these counts: what is left of any when they are subtracted is nobody or enough."""

    def enough(having: Sequence[Route], count: int | None) -> bool:
        people = sum(one.n for one in having)
        return not having or (
            count is not None and people <= count and guard.part("customer", people, count) is not None
        )

    def ordered(first: str, second: str) -> list[Route]:
        both = [one for one in routes if first in one.touchpoints and second in one.touchpoints]
        return [one for one in both if one.touchpoints.index(first) < one.touchpoints.index(second)]

    steps = {step for one in routes for step in one.touchpoints}
    return (
        enough(routes, of)
        and all(enough([one for one in routes if step in one.touchpoints], named.get(step)) for step in steps)
        and all(enough(ordered(one.first, one.second), one.n) for one in orders)
        and all(enough(ordered(one.second, one.first), one.n_other) for one in orders)
    )


def _shared(lines: Mapping[Way, int], named: Mapping[str, int], guard: Guard) -> dict[Way, int]:
    """Ways that at least k people share. A line that enough people walked stays whole. Of the others, the longest
    first, each is joined by whom it has the longest way in common with until they are enough; all keep what they share.
    """
    least = guard.least["customer"]
    ways = {way: people for way, people in lines.items() if way and people >= least}
    alone = _Alone({way: people for way, people in lines.items() if way and people < least})
    left: list[Of] = []
    while alone.lines:
        shared = next(iter(alone.lines))
        group = [alone.take(shared, least)]
        while shared and (wanted := least - sum(people for _, people in group)) > 0:
            near = max(alone.near(shared), key=lambda one: (len(one[0]), _weight(one[0], named)), default=((), ()))
            shared = near[0]
            group += [alone.take(near[1], wanted)] if shared else []
        if shared:
            ways[shared] = ways.get(shared, 0) + least
        else:
            left += group
    return _with_the_last(ways, left if len(ways) > NEAR else _join(ways, left, named, guard), guard)


def _join(ways: dict[Way, int], left: Sequence[Of], named: Mapping[str, int], guard: Guard) -> list[Of]:
    """Lets who is left join the longest way that is part of their own, unless a few would then be told apart by it;
    who still is left comes back."""
    carried = _carried(ways)
    still: list[Of] = []
    for line, people in left:
        fitting = [
            way
            for way in ways
            if common(way, line) == way
            and all(guard.part("customer", carried[step] + people, named[step]) is not None for step in way)
        ]
        if not fitting:
            still.append((line, people))
            continue
        longest = max(fitting, key=lambda way: (len(way), way))
        ways[longest] += people
        carried.update(dict.fromkeys(longest, people))
    return still


def _with_the_last(ways: dict[Way, int], left: Sequence[Of], guard: Guard) -> dict[Way, int]:
    """Where only a few are left, whom the ways of all others would betray, the nearest way keeps what they share."""
    few = sum(people for _, people in left) < guard.least["customer"]
    for line, people in left if few else ():
        nearest = max(ways, key=lambda way: (len(common(way, line)), ways[way], way), default=())
        shared = common(nearest, line)
        if shared:
            ways[shared] = ways.pop(nearest) + people + ways.get(shared, 0)
    return ways


class _Alone:
    """People that nobody was found for yet, by the steps they have; the longest lines first, whoever told first."""

    def __init__(self, lines: Mapping[Way, int]) -> None:
        self.told = sorted(lines, key=lambda line: (-len(line), line))
        self.lines = {line: lines[line] for line in self.told}
        self.places = {line: place for place, line in enumerate(self.told)}  # a place is counted faster than a line
        self.having: dict[str, dict[int, None]] = {}
        for line, place in self.places.items():
            for step in line:
                self.having.setdefault(step, {})[place] = None

    def take(self, line: Way, wanted: int) -> Of:
        """At most so many people of a line; how many there were is said beside it."""
        taken = min(wanted, self.lines[line])
        self.lines[line] -= taken
        if not self.lines[line]:
            del self.lines[line]
            for step in line:
                del self.having[step][self.places[line]]
        return line, taken

    def near(self, way: Way) -> list[tuple[Way, Way]]:
        """The lines with most steps in common, each behind the longest way it shares with this one."""
        sharing = Counter(place for step in way for place in islice(self.having[step], NEAR))
        lines = (self.told[place] for place, _ in sharing.most_common(CLOSEST))
        return [(common(way, line), line) for line in lines]


def common(one: Way, other: Way) -> Way:
    """The longest way that both walk, steps left out on either side; each has a step once. As both have distinct steps
    it is the longest rising run of places (Hunt and Szymanski, 1977)."""
    place = {step: at for at, step in enumerate(other)}
    ends: list[int] = []
    runs: list[Way] = []
    for step in one:
        if step in place:
            at = bisect_left(ends, place[step])
            run = (*(runs[at - 1] if at else ()), step)
            ends[at : at + 1], runs[at : at + 1] = [place[step]], [run]
    return runs[-1] if runs else ()


def _weight(way: Way, named: Mapping[str, int]) -> int:
    return sum(named[step] for step in way)


def _not_by_step(ways: Mapping[Way, int], named: Mapping[str, int], guard: Guard) -> dict[Way, int]:
    """Where a few people named a step that the ways do not carry, the least walked way that has it leaves it out: those
    are enough people, so that one such way will do, and no other count comes nearer to telling anything."""
    left = dict(ways)
    for step in sorted(named):
        having = [way for way in left if step in way]
        if having and guard.part("customer", sum(left[way] for way in having), named[step]) is None:
            _leave_out(left, having, step)
    return left


def _not_by_order(
    ways: Mapping[Way, int], named: Mapping[str, int], orders: Sequence[Variant], guard: Guard
) -> dict[Way, int]:
    """The same for the two published orders of neighbours: of the pair the step that fewer named is left out."""
    left = dict(ways)
    for one in orders:
        step = min(one.first, one.second, key=lambda id: (named[id], id))
        for before, after, of in ((one.first, one.second, one.n), (one.second, one.first, one.n_other)):
            having = [way for way in left if before in way and after in way and way.index(before) < way.index(after)]
            if having and guard.part("customer", sum(left[way] for way in having), of) is None:
                _leave_out(left, having, step)
    return left


def _carried(ways: Mapping[Way, int]) -> Counter[str]:
    carried: Counter[str] = Counter()
    for way, people in ways.items():
        carried.update(dict.fromkeys(way, people))
    return carried


def _leave_out(ways: dict[Way, int], having: Sequence[Way], step: str) -> None:
    """Lets the least walked of the ways that have a step go on without it."""
    least = min(having, key=lambda way: (ways[way], way))
    people = ways.pop(least)
    shorter = tuple(one for one in least if one != step)
    if shorter:
        ways[shorter] = ways.get(shorter, 0) + people
