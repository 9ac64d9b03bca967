"""The ways people went and the inside view over the outside view, with numbers counted by hand."""

from __future__ import annotations

from functools import partial

import pytest
from journey_samples import FAMILIES, called, colleague, compiled, guessed, journey, study, visit

from reisleider.flows.journey import Importance, Journey


def both(count: int, first: str, second: str, start: int = 0) -> list[Journey]:
    return [journey(start + n, [first, second]) for n in range(count)]


@pytest.mark.parametrize(
    ("one_way", "other_way", "told"),
    [
        (9, 3, [(9, 3)]),  # three of twelve: a quarter
        (10, 3, []),  # three of thirteen: less
        (9, 2, []),  # under the minimum group
        (5, 5, [(5, 5)]),
    ],
)
def test_two_orders_are_variants_where_enough_people_went_each_way(
    one_way: int, other_way: int, told: list[tuple[int, int]]
) -> None:
    journeys = [*both(one_way, "gebeld", "offerte gekregen"), *both(other_way, "offerte gekregen", "gebeld", 50)]

    assert [(one.n, one.n_other) for one in compiled(journeys).variants] == told


def test_a_personas_map_tells_no_variants() -> None:
    journeys = [*both(6, "gebeld", "offerte gekregen"), *both(6, "offerte gekregen", "gebeld", 50)]
    own = [Journey(**{**vars(one), "persona": "families"}) for one in journeys]

    assert compiled(own, study(personas=(FAMILIES,)), persona=FAMILIES).variants == ()


def test_who_came_back_nearly_stopped_or_gave_up_is_counted_from_three() -> None:
    again = [journey(n, ["gebeld", "offerte gekregen", "gebeld"], nearly_stopped_at="i2") for n in range(3)]
    left = [journey(9 + n, ["gebeld", "offerte gekregen"], outcome="gave-up") for n in range(3)]
    told = compiled([*again, *left])
    bell, quote = called(told, "gebeld"), called(told, "offerte gekregen")

    assert (bell.again, bell.nearly, bell.gave_up) == (3, None, None)
    assert (quote.again, quote.nearly, quote.gave_up) == (None, 3, 3)
    assert called(compiled([*again[1:], *left]), "gebeld").again is None


def test_who_stopped_stopped_where_they_thought_never_mind_and_did_not_nearly_stop_there() -> None:
    line = ["gebeld", "offerte gekregen", "rekening betaald"]
    told = compiled([journey(n, line, outcome="gave-up", nearly_stopped_at="i2") for n in range(3)])

    assert [(one.nearly, one.gave_up) for one in map(partial(called, told), line)] == [
        (None, None),
        (None, 3),
        (None, None),
    ]


WORDS = ("gebeld", "offerte gekregen", "rekening betaald", "pakket ontvangen")


def customers(score: int) -> list[Journey]:
    ranked = Importance(shown=("i1", "i2", "i3", "i4"), most="i1", least="i4")
    return [journey(n, [visit(one, score) for one in WORDS], importance=ranked) for n in range(5)]


@pytest.mark.parametrize(("guess", "score"), [(2, 0.0), (-2, 1.0)])
def test_how_well_colleagues_know_is_one_minus_the_mean_gap(guess: int, score: float) -> None:
    staff = [colleague(n, [guessed(one, guess) for one in WORDS]) for n in range(5)]

    assert compiled([*customers(-2), *staff]).inside_outside == score


def test_with_too_few_colleagues_or_touchpoints_nothing_is_said_of_them() -> None:
    four = [colleague(n, [guessed(one, 1) for one in WORDS]) for n in range(4)]
    two = [colleague(n, [guessed(one, 1) for one in WORDS[:2]]) for n in range(5)]

    assert compiled([*customers(1), *four]).inside_outside is None
    assert compiled([*customers(1), *two]).inside_outside is None


def test_what_both_sides_find_most_important_is_counted() -> None:
    told = [
        journey(f"{most}{n}", list(WORDS), importance=Importance(("i1", "i2", "i3", "i4"), most, least))
        for most, least in (("i1", "i4"), ("i2", "i4"), ("i3", "i4"))
        for n in range(3)
    ]
    staff = [colleague(n, list(WORDS), facts={"top-three": ["i1", "i2", "i4"]}) for n in range(5)]
    shared = compiled([*told, *staff]).priorities

    assert shared is not None
    assert shared.shared == 2
    assert compiled([*told, *staff[1:]]).priorities is None


def test_what_matters_stands_beside_each_other_for_both_sides_and_is_never_added_up() -> None:
    customers = [journey(n, list(WORDS), importance=Importance(("i1", "i2"), "i1", "i2")) for n in range(4)]
    staff = [colleague(n, list(WORDS), facts={"top-three": ["i1", "i3"]}) for n in range(5)]
    column = next(one for one in compiled([*customers, *staff]).columns if one.priorities)
    told = {one.words: (one.importance, one.n, one.votes, one.voters) for one in column.priorities}

    assert told == {WORDS[0]: (1.0, 4, 5, 5), WORDS[2]: (None, None, 5, 5)}


def test_a_vote_that_would_tell_of_few_colleagues_is_not_told() -> None:
    customers = [journey(n, list(WORDS)) for n in range(4)]
    staff = [colleague(n, list(WORDS), facts={"top-three": ["i1"] if n < 5 else ["i2"]}) for n in range(6)]

    assert not any(column.priorities for column in compiled([*customers, *staff]).columns)
