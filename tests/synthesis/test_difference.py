"""Two maps beside each other: what is clear, what is not, what cannot be told; probabilities counted by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journey_samples import COUPLES, FAMILIES, compiled, journey, study, visit

from reisleider.flows.journey import Persona
from reisleider.flows.journey_map import Faces
from reisleider.flows.phases.models import load_model
from reisleider.flows.synthesis.measures.difference import chance_of, compare, holm


@pytest.mark.parametrize(
    ("left", "right", "chance"),
    [
        ((3, 0, 0, 0, 0), (0, 0, 0, 0, 3), 2 / 20),  # two of the 20 ways to choose 3 of 6
        ((5, 0, 0, 0, 0), (0, 0, 0, 0, 5), 2 / 252),
        ((2, 1, 0, 0, 0), (2, 1, 0, 0, 0), 1.0),
        ((1, 1, 1, 0, 0), (0, 0, 0, 1, 1), 2 / 10),
        ((0, 0, 4, 0, 0), (0, 0, 4, 0, 0), 1.0),
    ],
)
def test_the_chance_is_counted_over_every_division(left: tuple, right: tuple, chance: float) -> None:
    assert chance_of(Faces(left), Faces(right)) == pytest.approx(chance)
    assert chance_of(Faces(right), Faces(left)) == pytest.approx(chance)


counts = st.tuples(*[st.integers(0, 2)] * 5).filter(lambda one: 1 <= sum(one) <= 5)


@given(counts, counts)
def test_the_chance_agrees_with_counting_every_division_one_by_one(left: tuple, right: tuple) -> None:
    scores = [score for counts in (left, right) for score, count in enumerate(counts) for _ in range(count)]
    ranks = [sum(other < one for other in scores) + (scores.count(one) + 1) / 2 for one in scores]
    size, middle = sum(left), sum(left) * (len(scores) + 1) / 2
    away = [
        abs(sum(ranks[at] for at in chosen) - middle) for chosen in itertools.combinations(range(len(scores)), size)
    ]
    seen = abs(sum(ranks[:size]) - middle)

    assert chance_of(Faces(left), Faces(right)) == pytest.approx(sum(one >= seen - 1e-9 for one in away) / len(away))


@pytest.mark.parametrize(
    ("left", "right"),
    [((8, 8, 8, 8, 8), (4, 8, 8, 8, 12)), ((20, 10, 5, 3, 2), (14, 10, 8, 5, 3)), ((0, 0, 40, 0, 0), (0, 0, 39, 1, 0))],
)
def test_large_groups_are_approximated_as_they_would_be_counted(left: tuple, right: tuple) -> None:
    counted = chance_of(Faces(left), Faces(right))
    approximated = chance_of(Faces(left), Faces(right), exact=0)

    assert approximated == pytest.approx(counted, abs=0.01) or (approximated > 0.3 and counted > 0.3)


def test_large_groups_take_no_time_worth_naming() -> None:
    assert chance_of(Faces((600, 200, 100, 50, 50)), Faces((300, 200, 200, 150, 150))) < 1e-6
    assert chance_of(Faces((600, 0, 0, 0, 0)), Faces((600, 0, 0, 0, 0))) == 1.0
    assert chance_of(Faces((3, 0, 0, 0, 0)), Faces((0, 0, 0, 0, 900))) < 0.001  # a small group is counted exactly


def test_testing_many_at_once_asks_more_of_each() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


def people(count: int, score: int, persona: str, words: str = "gebeld", first: int = 0) -> list:
    return [journey(f"{persona}{first + n}", [visit(words, score)], persona=persona) for n in range(count)]


def test_personas_differ_clearly_or_not_or_are_too_thin() -> None:
    both = study(personas=(FAMILIES, COUPLES))
    far = [*people(6, -2, "families"), *people(6, 2, "couples")]
    maps = [compiled(far, both, persona=one) for one in (FAMILIES, COUPLES)]
    (clear,) = compare(*maps)
    near = [*people(6, 1, "families"), *people(6, 1, "couples")]
    (same,) = compare(*(compiled(near, both, persona=one) for one in (FAMILIES, COUPLES)))
    thin = [*people(6, 1, "families"), *people(4, 1, "couples")]
    verdicts = {row.verdict for row in compare(*(compiled(thin, both, persona=one) for one in (FAMILIES, COUPLES)))}

    assert (clear.verdict, clear.delta) == ("clear", -1.0)
    assert clear.chance == pytest.approx(2 / 924)
    assert (same.verdict, same.delta, same.chance) == ("no-clear-difference", 0.0, 1.0)
    assert verdicts <= {"only-some", "too-thin"}


def test_two_studies_meet_by_meaning_and_by_the_crosswalk() -> None:
    ours = compiled([journey(n, [visit("klantenservice gebeld", -1)]) for n in range(5)])
    five = load_model("five-stations")
    theirs = compiled(
        [journey(n, [visit("called customer service", 1, "use"), visit("rated it", 1, "use")]) for n in range(5)],
        study(model=five),
    )
    rows = compare(ours, theirs)

    assert [(row.verdict, row.phase) for row in rows] == [("clear", "use"), ("only-some", "use")]
    assert [row.known for row in rows] == [(True, True), (False, True)]
    (alone,) = compare(ours, replace(theirs, columns=(), unplaced=()))
    assert (alone.verdict, alone.known) == ("only-some", (True, False))


def test_several_personas_are_tested_together_and_the_surest_pair_is_named() -> None:
    business = Persona("business", {"nl": "Zakelijk", "en": "Business"})
    three = (FAMILIES, COUPLES, business)
    told = [*people(8, 0, "families"), *people(8, -2, "couples"), *people(8, 2, "business")]
    (row,) = compare(*(compiled(told, study(personas=three), persona=one) for one in three))

    assert (row.verdict, row.surest, row.delta) == ("clear", (0, 1), 1.0)
    assert row.chance == pytest.approx(3 * 2 / 12870)  # three pairs were tested
    assert [faces and faces.n for faces in row.faces] == [8, 8, 8]
    assert compare() == ()
