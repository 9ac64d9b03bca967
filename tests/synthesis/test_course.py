"""Where a step comes on the course of a study, told by the steps around it."""

from __future__ import annotations

from math import inf

import pytest

from reisleider.flows.meaning.blend import Blend
from reisleider.flows.meaning.course import along
from reisleider.flows.meaning.ranking import Candidate, Told

PLACES = (0.0, 0.5, 1.0)
FIRST, LAST, ANY = (4.0, -inf, -inf), (-inf, -inf, 4.0), (0.0, 0.0, 0.0)


def test_a_step_between_two_others_comes_between_them() -> None:
    _, between, _ = along([FIRST, ANY, LAST], PLACES, 0.0)
    before, _ = along([ANY, FIRST], PLACES, 0.0)
    _, after = along([LAST, ANY], PLACES, 0.0)

    assert between[1] > max(between[0], between[2])
    assert before[1] < between[1]
    assert after[2] == max(after)


def test_going_back_costs_and_is_not_forbidden() -> None:
    _, back = along([(-inf, -inf, 9.0), (6.0, 0.0, 0.0)], PLACES, -9.0)
    _, ahead = along([(9.0, -inf, -inf), (0.0, 0.0, 6.0)], PLACES, -9.0)

    assert 0 < back[0] < ahead[2]


def test_the_same_is_seldom_told_twice() -> None:
    alone, twice = along([(2.0, 0.0, 0.0)], PLACES, 0.0), along([FIRST, (2.0, 0.0, 0.0)], PLACES, 0.0)

    assert twice[1][0] < alone[0][0]


@pytest.mark.parametrize("none", [-2.0, 0.0, 3.0])
def test_what_is_missing_is_none_of_them(none: float) -> None:
    rows = along([ANY, (1.0, 0.0, -1.0), ANY], PLACES, none)

    assert all(0 < sum(row) < 1 and min(row) >= 0 for row in rows)


def test_what_is_out_of_the_question_stays_so_and_a_place_nobody_knows_is_no_fault() -> None:
    (row,) = along([(-inf, 0.0, 1.0)], (None, None, 0.3), 0.0)
    nothing = along([(-inf, -inf, -inf)], PLACES, 0.0)

    assert row[0] == 0 < row[1] < row[2]
    assert nothing == ((0.0, 0.0, 0.0),)
    assert along([], PLACES, 0.0) == ()
    assert along([()], (), 0.0) == ((),)


def test_more_touchpoints_than_are_states_of_their_own_are_all_judged() -> None:
    places = [at / 29 for at in range(30)]
    rows = along([[at / 10 for at in range(30)]] * 3, places, 0.0)

    assert all(len(row) == 30 and all(score > 0 for score in row) and sum(row) < 1 for row in rows)


def test_a_whole_journey_is_ranked_by_its_order() -> None:
    labels = tuple(
        Candidate(id, (words,), place=place)
        for id, words, place in (("call", "Gebeld", 0.0), ("wait", "Gewacht", 0.4), ("pay", "Betaald", 1.0))
    )
    told = [Told("gebeld", 0.0), Told("iets onduidelijks", 0.5), Told("betaald", 1.0)]
    alone, heard = Blend().rank(told, labels)[1], Blend().rank_all(told, labels)[1]

    assert heard[0].id == "wait"
    assert heard[0].score > next(one.score for one in alone if one.id == "wait")
