"""Gap, evidence, saturation, order and counts, each against numbers worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from reisleider.flows.journey_map import Evidence, Faces, Known
from reisleider.flows.synthesis.measures.evidence import level, source, strength
from reisleider.flows.synthesis.measures.gap import cliffs_delta, most_chosen
from reisleider.flows.synthesis.measures.order import EXACT, Lines, order

# --- gap (Cliff's delta) -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guessed", "given", "delta"),
    [
        ((0, 0, 0, 5, 0), (5, 0, 0, 0, 0), 1.0),  # every guess above every face
        ((5, 0, 0, 0, 0), (0, 0, 0, 5, 0), -1.0),
        ((0, 0, 5, 0, 0), (0, 0, 5, 0, 0), 0.0),
        ((0, 0, 0, 3, 2), (1, 1, 0, 1, 0), 12 / 15),  # 3x(1+1) + 2x(1+1+1) above, none below, 3 ties
        ((1, 0, 4, 0, 0), (0, 2, 0, 2, 0), (8 - 12) / 20),  # 4x2 above; 1x4 and 4x2 below
    ],
)
def test_the_gap_is_cliffs_delta(guessed: tuple[int, ...], given: tuple[int, ...], delta: float) -> None:
    assert cliffs_delta(Faces(guessed), Faces(given)) == pytest.approx(delta)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "face"),
    [((0, 0, 0, 3, 2), 1), ((4, 1, 0, 0, 0), -2), ((2, 0, 1, 2, 2), 1), ((0, 3, 0, 3, 0), -1)],
)
def test_the_face_most_chosen_is_nearest_the_median_where_two_are_equal(counts: tuple[int, ...], face: int) -> None:
    assert most_chosen(Faces(counts)) == face  # type: ignore[arg-type]


# --- evidence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "counted", "known", "evidence"),
    [
        (None, 12, "staff", "assumed"),
        (None, 12, "customers", "few"),  # customers' own touchpoint is no assumption, however few they are
        (None, 12, "both", "few"),
        (3, 12, "both", "named"),
        (4, 12, "customers", "named"),  # a third, but not five
        (5, 12, "both", "confirmed"),
        (5, 15, "both", "confirmed"),  # exactly a third
        (5, 16, "both", "named"),  # five, but not a third
    ],
)
def test_strength_has_four_levels(named: int | None, counted: int, known: Known, evidence: Evidence) -> None:
    assert level(named, counted, known) == evidence


@pytest.mark.parametrize(
    ("known", "measured", "told"),
    [("staff", False, "assumed"), ("customers", False, "told"), ("both", False, "told"), ("both", True, "measured")],
)
def test_the_source_is_told_apart_from_the_strength(known: Known, measured: bool, told: str) -> None:
    assert source(known, measured=measured) == told


def themes(*told: str) -> list[frozenset[str]]:
    return [frozenset(one) for one in told]


def test_saturation_cannot_be_told_under_base_and_run() -> None:
    assert strength(themes("ab", "ab", "ab", "ab", "ab")) is None


def test_interviews_that_all_say_the_same_are_saturated() -> None:
    assert strength(themes(*["abc"] * 6)) == 1.0


def test_interviews_that_all_say_something_new_are_not() -> None:
    assert strength(themes("a", "b", "c", "d", "e", "f", "g")) == 0.0


def test_saturation_is_the_share_of_orders_in_which_the_last_two_bring_nothing_new() -> None:
    told = themes(*["a"] * 7, "ab")  # new only where the odd one is among the last two of eight: 1 in 4

    assert strength(told) == 0.75
    assert strength(told) == strength(told[::-1])


def test_what_two_alone_told_is_new_only_where_both_come_last() -> None:
    assert strength(themes(*["a"] * 6, "ab", "ab")) == 1 - 1 / 28


def test_among_many_themes_a_new_one_is_within_five_percent() -> None:
    many = "abcdefghijklmnopqrst"  # twenty

    assert strength(themes(*[many] * 7, many + "u")) == 1.0
    assert strength(themes(*[many[1:]] * 7, many[1:] + "u")) == pytest.approx(
        0.75 + 0.25 * 0.5
    )  # base with the odd one


# --- order -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("journeys", "expected"),
    [
        (["abc", "abc", "acb"], "abc"),
        (["ac", "ab", "cb"], "acb"),  # nobody met all three
        (["ba", "ab", "ba"], "bac"),  # c met by nobody comes last
        (["aba"], "abc"),  # a revisit counts where it was first met
        (["abc", "bca", "abc", "cab", "abc"], "abc"),  # a>b 4:1, b>c 4:1, a>c 3:2
        (["abc"] * 3 + ["bca"] * 2 + ["cab"] * 2, "abc"),  # a cycle: a>b 5:2, b>c 5:2, c>a 4:3, the weakest, breaks
        ([], "abc"),
    ],
)
def test_the_order_breaks_the_fewest_pairs(journeys: list[str], expected: str) -> None:
    assert "".join(order("cab", Lines(journeys))) == expected


def test_customers_order_outweighs_that_of_colleagues_where_both_met_it() -> None:
    assert order("ab", Lines(["ab"]), Lines(["ba", "ba"])) == ("a", "b")
    line = order("abs", Lines(["ab"]), Lines(["bsa", "bsa"]))
    assert line.index("a") < line.index("b")
    assert order("as", Lines(["a"]), Lines(["sa", "sa"])) == ("s", "a")


def broken(line: tuple[str, ...], journeys: list[str]) -> int:
    net = 0
    for left, right in itertools.combinations(line, 2):
        lead = sum((one.index(left) < one.index(right)) - (one.index(left) > one.index(right)) for one in journeys)
        net += max(0, -lead)
    return net


def test_no_other_order_of_five_breaks_fewer_pairs() -> None:
    journeys = ["abcde", "badce", "ecabd", "deabc", "cbeda"]
    best = min(broken(line, journeys) for line in itertools.permutations("abcde"))

    assert broken(order("abcde", Lines(journeys)), journeys) == best


def test_many_touchpoints_keep_the_order_everybody_told() -> None:
    ids = [f"t{number:02}" for number in range(EXACT + 10)]

    assert list(order(ids[::-1], Lines([ids, ids, ids[5:] + ids[:2]]))) == ids
