"""Ways that enough people share: steps are left out until nobody's own path can be read, alone or by subtraction."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journey_samples import FAMILIES, compiled, journey, shown, study

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import JourneyMap, Route, Variant
from reisleider.flows.synthesis.figures.shared_ways import common, fit
from reisleider.flows.synthesis.privacy.minimum import Guard

WORDS = {
    "a": "gebeld",
    "b": "offerte gekregen",
    "c": "rekening betaald",
    "d": "pakket ontvangen",
    "e": "folder gelezen",
}


def walked(told: str, start: int = 0) -> list[Journey]:
    """``3 abc, 2 ab``: three people who went a, b, c and two who went a, b."""
    lines = [line for one in told.split(", ") for line in [one.split()[1]] * int(one.split()[0])]
    return [journey(start + who, [WORDS[step] for step in line]) for who, line in enumerate(lines)]


def letters(journey_map: JourneyMap) -> dict[str, str]:
    """The letter of each touchpoint on the map, by its id."""
    names = {words: letter for letter, words in WORDS.items()}
    return {one.id: names[one.label["nl"]] for one in shown(journey_map)}


def ways_of(journey_map: JourneyMap) -> str:
    """The routes as they were told above."""
    by_id = letters(journey_map)
    return ", ".join(f"{one.n} {''.join(by_id[step] for step in one.touchpoints)}" for one in journey_map.routes)


@pytest.mark.parametrize(
    ("told", "shared"),
    [
        ("3 abc", "3 abc"),  # as many as the minimum: shown as it is
        ("2 abc", ""),  # two people's touchpoints are not even named
        ("3 abc, 3 ba", "3 abc, 3 ba"),
        ("3 abc, 3 ab", "3 abc, 3 ab"),  # six met a and b, three of them c
        ("3 abc, 1 ab", "4 ab"),  # one other came there: without c they are four
        ("2 abc, 2 acb", "4 ac"),  # all four met c after a; when they met b differs
        ("2 abc, 1 abd", "3 ab"),  # d was named by one, so it is on nobody's map
        ("1 abcd, 1 abc, 1 bcd", "3 bc"),  # the only steps that all three had in one order
        ("6 ab, 1 cd", ""),  # six of seven: the seventh would be known to have gone otherwise
        ("6 ab, 3 cd", "6 ab, 3 cd"),
        ("4 abc, 2 bac", "6 bc"),  # two of six went b, a: the order of those two is not told
        ("3 aba, 3 ab", "6 ab"),  # a step counts where it was first met
    ],
)
def test_steps_are_left_out_until_enough_people_share_a_way(told: str, shared: str) -> None:
    assert ways_of(compiled(walked(told))) == shared


def test_a_raised_minimum_asks_for_more_people() -> None:
    assert ways_of(compiled(walked("3 abc, 5 ab"), study(minimum_customers=5))) == "8 ab"


def test_on_one_personas_map_no_ways_are_told() -> None:
    own = [Journey(**{**vars(one), "persona": "families"}) for one in walked("9 abc")]

    assert ways_of(compiled(own, study(personas=(FAMILIES,)))) == "9 abc"
    assert compiled(own, study(personas=(FAMILIES,)), persona=FAMILIES).routes == ()


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [("abc", "abc", 3), ("abc", "cba", 1), ("abcd", "bd", 2), ("dabc", "abcd", 3), ("ab", "cd", 0), ("", "ab", 0)],
)
def test_what_two_ways_have_in_common_is_the_longest_run_in_one_order(one: str, other: str, shared: int) -> None:
    found = common(tuple(one), tuple(other))

    assert len(found) == shared
    assert fits(found, one)
    assert fits(found, other)


# --- by brute force ---------------------------------------------------------------------------------------------


def fits(way: Sequence[str], line: Sequence[str]) -> bool:
    """Whether a way is a line with steps left out."""
    rest = iter(line)
    return all(step in rest for step in way)


def left_over(journey_map: JourneyMap) -> Iterator[tuple[str, int]]:
    """What remains of every published count when the routes are subtracted from it."""
    routes = journey_map.routes
    yield "all", journey_map.customers.counted - sum(one.n for one in routes)
    for one in shown(journey_map):
        if one.named is not None:
            yield one.id, one.named - sum(route.n for route in routes if one.id in route.touchpoints)
    for one in journey_map.variants:
        for first, second, n in ((one.first, one.second, one.n), (one.second, one.first, one.n_other)):
            yield (
                f"{first} {second}",
                n - sum(route.n for route in routes if fits((first, second), route.touchpoints)),
            )


def can_be_walked(ways: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether every way can be given to people of its own who really walked it (a matching, found by paths)."""
    given_to: dict[int, int] = {}

    def seat(way: int, tried: set[int]) -> bool:
        for who, line in enumerate(lines):
            if who not in tried and fits(ways[way], line):
                tried.add(who)
                if who not in given_to or seat(given_to[who], tried):
                    given_to[who] = way
                    return True
        return False

    return all(seat(way, set()) for way in range(len(ways)))


def judge(lines: Sequence[str], least: int = 3) -> None:
    journeys = [journey(who, [WORDS[step] for step in line]) for who, line in enumerate(lines)]
    journey_map = compiled(journeys, study(minimum_customers=least))
    by_id = letters(journey_map)
    ways = ["".join(by_id[step] for step in one.touchpoints) for one in journey_map.routes for _ in range(one.n)]
    firsts = ["".join(dict.fromkeys(line)) for line in lines]

    assert all(one.n >= least and one.touchpoints for one in journey_map.routes), lines
    assert len({one.touchpoints for one in journey_map.routes}) == len(journey_map.routes), lines
    few = [(name, rest) for name, rest in left_over(journey_map) if journey_map.routes and 0 < rest < least]
    assert not few, (lines, ways, few)
    assert can_be_walked(ways, firsts), (lines, ways)


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_no_small_study_tells_of_fewer_than_the_minimum(size: int) -> None:
    for lines in itertools.combinations_with_replacement(("ab", "ba", "abc", "cb", "aba"), size):
        judge(lines)


LINES = st.lists(st.text("abcde", min_size=1, max_size=5), min_size=1, max_size=14)


@given(LINES, st.integers(3, 5))
@settings(deadline=None)
def test_no_study_at_all_does(lines: list[str], least: int) -> None:
    judge(lines, least)


@given(LINES, st.integers(0, 99))
@settings(deadline=None)
def test_the_order_of_journeys_changes_nothing(lines: list[str], seed: int) -> None:
    journeys = [journey(who, [WORDS[step] for step in line]) for who, line in enumerate(lines)]
    mixed = random.Random(seed).sample(journeys, len(journeys))

    assert compiled(mixed).routes == compiled(journeys).routes


def test_people_who_went_much_the_same_way_keep_most_of_it() -> None:
    chance = random.Random(7)
    lines = ["".join(step for step in "abcde" if chance.random() < 0.9) for _ in range(60)]
    journey_map = compiled([journey(who, [WORDS[step] for step in line]) for who, line in enumerate(lines) if line])
    kept = sum(one.n * len(one.touchpoints) for one in journey_map.routes)

    assert kept >= 0.85 * sum(Counter("".join(lines)).values())


@pytest.mark.parametrize(
    ("named", "of", "stands"),
    [
        ({"a": 4, "b": 4}, 4, True),
        ({"a": 7, "b": 4}, 7, True),
        ({"a": 5, "b": 4}, 8, False),  # one person more named a than walked it
        ({"a": 4, "b": 4}, 6, False),  # two customers walked no way that is told
        ({"a": 3, "b": 4}, 4, False),  # fewer named a than are said to have walked it
        ({"a": None, "b": 4}, 4, False),
    ],
)
def test_ways_stand_only_beside_counts_that_they_tell_nothing_of(
    named: dict[str, int | None], of: int, stands: bool
) -> None:
    guard = Guard({"customer": 3, "stakeholder": 5})

    assert fit((Route(("a", "b"), 4),), named, (), of, guard) is stands


def test_ways_stand_only_beside_orders_that_they_tell_nothing_of() -> None:
    guard = Guard({"customer": 3, "stakeholder": 5})
    ways, named = (Route(("a", "b"), 4),), {"a": 8, "b": 8}

    assert fit(ways, named, (Variant("a", "b", 4, 4),), 8, guard)
    assert not fit(ways, named, (Variant("a", "b", 5, 3),), 8, guard)
