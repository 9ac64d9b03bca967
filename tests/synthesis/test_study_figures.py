"""What the same answers tell of the whole journey, counted again by somebody else, and where it may not be told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from statistics import mean, median

import pytest
from journey_samples import COUPLES, FAMILIES, Series, compiled, journey, study, visit

from reisleider.flows.journey import Fact, Journey
from reisleider.flows.journey_map import Faces, JourneyMap, StudyFigures
from reisleider.flows.synthesis.figures.drivers import ENOUGH, drivers
from reisleider.flows.synthesis.figures.peak_end import look_back
from reisleider.flows.synthesis.figures.segments import asked, compare_segments
from reisleider.flows.synthesis.raised import raise_minimum

PHASES = ("need", "orientation", "consideration", "purchase", "use")
STEPS = ("advies gevraagd", "folder bekeken", "prijzen vergeleken", "contract getekend", "pakket ontvangen")
OUTCOMES = ("done", "partly", "failed", "gave-up", "ongoing", None)
LENGTHS = ("hours", "days", "weeks", "forgot", None)


def random_study(seed: int, people: int) -> list[Journey]:
    """Customers who come more or less far, and say more or less of it."""
    chance = Random(seed)
    return [
        journey(
            n,
            [
                visit(words, chance.choice((-2, -1, 0, 1, 2, None)), phase, elapsed=chance.choice(LENGTHS))
                for words, phase in list(zip(STEPS, PHASES, strict=True))[: chance.randint(1, 5)]
                if chance.random() < 0.8 or phase == "need"
            ],
            outcome=chance.choice(OUTCOMES),
            end_emotion=chance.choice((-2, -1, 0, 1, 2, None)),
        )
        for n in range(people)
    ]


def figures(told: JourneyMap) -> StudyFigures:
    assert told.figures is not None
    return told.figures


@pytest.mark.parametrize("seed", range(30))
def test_how_far_customers_came_is_what_a_count_by_hand_gives(seed: int) -> None:
    people = random_study(seed, 3 + seed)
    told = figures(compiled(people)).funnel
    ends = Counter(one.touchpoints[-1].phase for one in people)
    shown = {phase: count for phase, count in ends.items() if count >= 3}
    if 0 < len(people) - sum(shown.values()) < 3 and shown:
        del shown[min(shown, key=lambda phase: (shown[phase], phase))]
    if not shown:
        assert told is None
        return

    assert told is not None
    of = sum(shown.values())
    assert (told.of, told.rest) == (of, len(people) - of)
    reached = {one.phase: one.reached for one in told.steps if one.phase in PHASES}
    far = max(PHASES.index(phase) for phase in shown)
    assert reached == {
        phase: sum(count for end, count in shown.items() if PHASES.index(end) >= place)
        for place, phase in enumerate(PHASES[: far + 1])
    }


@pytest.mark.parametrize("seed", range(30))
def test_how_people_look_back_is_what_a_count_by_hand_gives(seed: int) -> None:
    people = random_study(seed, 5 + seed)
    told = figures(compiled(people)).peak_end
    rows = []
    for one in people:
        faces = [step.emotion for step in one.touchpoints if step.emotion is not None]
        if len(faces) >= 3 and one.end_emotion is not None:
            peak = -2 if -2 in faces else 2 if 2 in faces else -1 if -1 in faces else 1 if 1 in faces else 0
            rule, flat = abs(one.end_emotion - (peak + faces[-1]) / 2), abs(one.end_emotion - mean(faces))
            nearer = "same" if abs(rule - flat) < 1e-9 else "peak-end" if rule < flat else "mean"
            rows.append((peak, faces[-1], one.end_emotion, nearer))
    if len(rows) < 3:
        assert told is None
        return

    assert told is not None
    assert told.n == len(rows)
    for place, spread in enumerate((told.peak, told.last, told.whole)):
        assert spread.counts == tuple(Counter(row[place] for row in rows)[score] for score in (-2, -1, 0, 1, 2))
        assert spread.median == median(row[place] for row in rows)
    assert {key: count for key, count in told.nearer.items() if count} == Counter(row[3] for row in rows)


@pytest.mark.parametrize("seed", range(30))
def test_how_long_it_took_is_what_a_count_by_hand_gives(seed: int) -> None:
    people = random_study(seed, 3 + seed)
    told = compiled(people)
    names = {one.id: one.label["nl"] for column in told.columns for one in column.touchpoints}
    counted = {names[one.touchpoint]: dict(one.counts) for one in figures(told).times}
    by_hand: dict[str, Counter[str]] = {}
    for one in people:
        for step in one.touchpoints:
            if step.elapsed not in (None, "forgot"):
                by_hand.setdefault(step.words, Counter())[str(step.elapsed)] += 1

    assert counted == {
        words: dict(counts) for words, counts in by_hand.items() if counts.total() >= 3 and words in names.values()
    }


# --- what goes with how it ended -------------------------------------------------------------------------------


def ended(people: int, seed: int, tied: float = 0.0) -> list[Journey]:
    """Customers of whom half did not get there; ``tied``: how often their face at one step follows that."""
    chance = Random(seed)
    found = []
    for n in range(people):
        good = n % 2 == 0
        visits = [visit(words, chance.choice((-2, -1, 0, 1, 2)), "use") for words in STEPS]
        if chance.random() < tied:
            visits[2] = visit(STEPS[2], chance.choice((1, 2)) if good else chance.choice((-2, -1)), "use")
        found.append(journey(n, visits, outcome="done" if good else "failed"))
    return found


def test_what_goes_with_the_outcome_is_found_and_said_with_its_side() -> None:
    told = compiled(ended(40, 1, tied=1.0))
    names = {one.id: one.label["nl"] for column in told.columns for one in column.touchpoints}

    assert [(names[one.touchpoint], one.better) for one in figures(told).drivers or ()] == [(STEPS[2], True)]


def test_under_thirty_outcomes_nothing_is_said_of_it() -> None:
    told = figures(compiled(ended(ENOUGH - 1, 1, tied=1.0)))

    assert (told.outcomes, told.drivers) == (ENOUGH - 1, None)


def test_where_nothing_goes_with_the_outcome_at_most_one_in_twenty_says_so() -> None:
    """400 studies of 40 customers in which faces know nothing of the outcome."""
    claimed = 0
    for seed in range(400):
        chance = Random(seed)
        felt = {
            str(at): (
                [chance.choice((-2, -1, 0, 1, 2)) for _ in range(14)],
                [chance.choice((-2, -1, 0, 1, 2)) for _ in range(10)],
            )
            for at in range(10)
        }
        claimed += bool(drivers(felt, 3))

    assert claimed <= 20


def test_a_side_of_too_few_is_not_compared() -> None:
    assert drivers({"a": ([2] * 40, [-2, -2])}, 3) == ()
    assert [one.touchpoint for one in drivers({"a": ([2] * 40, [-2] * 3)}, 3)] == ["a"]


# --- groups ----------------------------------------------------------------------------------------------------

AGE = Fact(
    "age",
    {"nl": "Hoe oud ben je?"},
    (("young", {"nl": "jong"}), ("old", {"nl": "oud"}), ("none", {"nl": "zeg ik niet"})),
)
AGED = study(facts=(AGE,))


def aged(young: int, old: int, others: int = 0, gap: int = 0) -> list[Journey]:
    """So many of each; ``gap``: how much less pleasantly the old look back."""
    ages = ["young"] * young + ["old"] * old + ["none"] * others
    return [
        journey(n, [visit("gebeld", 0)], facts={"age": age}, end_emotion=1 - gap if age == "old" else 1)
        for n, age in enumerate(ages)
    ]


def groups(told: JourneyMap) -> dict[str, int]:
    return {one.id: one.faces.n for one in figures(told).segments[0].groups if one.faces is not None}


@pytest.mark.parametrize("young", [4, 5, 6, 9])
@pytest.mark.parametrize("old", [0, 3, 5, 8])
@pytest.mark.parametrize("others", [0, 2, 5])
def test_a_group_has_five_and_so_have_those_who_are_in_none(young: int, old: int, others: int) -> None:
    told = groups(compiled(aged(young, old, others), AGED))
    rest = young + old + others - sum(told.values())

    assert all(count >= 5 for count in told.values())
    assert not told or rest == 0 or rest >= 5
    if {young, old, others} <= {0, 5, 6, 8, 9}:
        assert told == {id: n for id, n in (("young", young), ("old", old), ("none", others)) if n}


def test_groups_that_look_back_otherwise_are_said_to_and_others_are_not() -> None:
    assert figures(compiled(aged(12, 12, gap=2), AGED)).segments[0].differs == ("young", "old")
    assert figures(compiled(aged(12, 12), AGED)).segments[0].differs is None


def test_where_groups_do_not_differ_at_most_one_study_in_twenty_says_so() -> None:
    claimed = 0
    asked_of = asked((AGE, replace(AGE, id="region")))
    for seed in range(400):
        chance = Random(seed)
        spreads = {
            (one.id, group.id): Faces(tuple(Counter(chance.choices(range(5), k=10))[at] for at in range(5)))  # type: ignore[arg-type] # five
            for one in asked_of
            for group in one.groups
        }
        claimed += any(one.differs for one in compare_segments(asked_of, spreads, 30, 5))

    assert claimed <= 20


def test_a_newcomer_is_in_no_group_until_five_are() -> None:
    series = Series(AGED)
    first = groups(series.next(aged(5, 5)))
    more = [
        *aged(5, 5),
        *(replace(one, participant=f"new-{n}", interview=f"new-{n}") for n, one in enumerate(aged(4, 0))),
    ]

    assert first == {"young": 5, "old": 5}
    assert groups(series.next(more)) in ({"young": 5, "old": 5}, {"young": 5}, {})


# --- what may be told ------------------------------------------------------------------------------------------


def alike(count: int, first: int = 0, **more: object) -> list[Journey]:
    visits = [visit(words, 1, "use", elapsed="days") for words in STEPS[:3]]
    return [journey(n, visits, **{"outcome": "done", "end_emotion": 1, **more}) for n in range(first, first + count)]


def test_one_who_joins_is_in_no_figure_until_enough_do() -> None:
    series = Series()
    first = figures(series.next(alike(4)))
    other = journey(9, [visit("gebeld", -2, "need", elapsed="weeks")], outcome="failed", end_emotion=-2)

    assert figures(series.next([*alike(4), other])) == first
    grown = figures(series.next(alike(7)))
    assert (grown.funnel and grown.funnel.of, grown.peak_end and grown.peak_end.n) == (7, 7)


def test_who_leaves_stays_in_the_numbers_that_went_out() -> None:
    series = Series()
    before = figures(series.next(alike(4)))
    after = figures(series.next([*alike(3), *alike(3, 10)]))

    assert before.peak_end is not None
    assert after.peak_end is not None
    assert (before.peak_end.n, after.peak_end.n) == (4, 7)


def test_a_few_who_came_elsewhere_are_told_by_nothing() -> None:
    far = [journey(n, [visit("gebeld", 0, "need")]) for n in range(20, 22)]
    told = figures(compiled([*alike(6), *far])).funnel

    assert told is None  # the two would be what is left of eight
    more = figures(compiled([*alike(6), *far, journey(30, [visit("betaald", 0, "purchase")])])).funnel
    assert more is not None
    assert (more.of, more.rest) == (6, 3)


def test_a_persona_has_figures_of_its_own_people_alone() -> None:
    both = [replace(one, persona="families") for one in alike(5)]
    both += [replace(one, persona="couples") for one in alike(6, 10)]
    told = figures(compiled(both, study(personas=(FAMILIES, COUPLES)), persona=FAMILIES))

    assert (told.funnel and told.funnel.of, told.peak_end and told.peak_end.n) == (5, 5)


def test_under_larger_groups_none_of_it_is_told() -> None:
    told = compiled(alike(6))

    assert raise_minimum(told, {"customer": 4, "stakeholder": 5}).figures is None
    assert raise_minimum(told, {"customer": 3, "stakeholder": 9}).figures == told.figures


def test_a_look_back_needs_three_faces_and_one_for_the_whole() -> None:
    whole = alike(1)[0]

    assert look_back(replace(whole, end_emotion=None)) is None
    assert look_back(replace(whole, touchpoints=whole.touchpoints[:2])) is None
    assert look_back(whole) is not None
