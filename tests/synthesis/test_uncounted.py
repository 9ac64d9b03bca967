"""What the map misses: how much of what was told stands on it, and how a phase felt whose steps cannot be counted."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journey_samples import (
    BOOKED,
    COUPLES,
    FAMILIES,
    Series,
    colleague,
    compiled,
    guessed,
    journey,
    pain,
    shown,
    study,
    visit,
)

from reisleider.flows.journey import Journey, Remark
from reisleider.flows.journey_map import Faces, JourneyMap, PhaseColumn, PhaseFeeling, Placement

ODD = ("slakken in de sla", "rabarber geoogst", "compost gekeerd", "hek geverfd", "kraan lekte", "bonen gepoot")
"""Steps that nobody else names, so that none of them is counted by itself."""


def alone(who: int, *steps: tuple[int | None, str], **more: object) -> Journey:
    """Somebody whose steps, each a face and a phase, are all their own."""
    words = itertools.cycle(ODD)
    return journey(who, [visit(f"{next(words)} nummer {who}", face, phase) for face, phase in steps], **more)


def column(journey_map: JourneyMap, phase: str) -> PhaseColumn:
    return next(one for one in journey_map.columns if one.phase.id == phase)


def placed(journey_map: JourneyMap) -> Placement:
    assert journey_map.placement is not None
    return journey_map.placement


def test_a_step_stands_on_the_map_where_a_touchpoint_counts_it() -> None:
    crowd = [journey(who, [visit("gebeld", 1), visit(f"{ODD[who]} {who}", -1)]) for who in range(4)]

    assert placed(compiled(crowd)) == Placement(shown=4, told=8, people=4, cards=4)
    assert (placed(compiled(crowd)).waiting, placed(compiled(crowd)).share) == (4, 0.5)


def test_steps_of_too_few_people_are_not_counted_out() -> None:
    crowd = [journey(who, [visit("gebeld", 1)]) for who in range(4)]
    two = [alone(who, (1, "use"), (1, "use")) for who in (7, 8)]

    assert placed(compiled([*crowd, *two])) == Placement(shown=4, told=None, people=6, cards=0)
    assert placed(compiled(crowd)) == Placement(shown=4, told=4, people=4, cards=0)
    assert compiled(crowd[:2]).placement is None


def test_what_stands_under_a_label_of_the_lead_needs_people_and_no_sorting() -> None:
    crowd = [journey(who, [visit("gebeld", 1)]) for who in range(3)]
    crowd[0] = journey(0, [visit("gebeld", 1), visit("online geboekt", 0, "purchase")])
    odd = [alone(who, (1, "use")) for who in (5, 6)]

    assert placed(compiled([*crowd, *odd], study(labels=(BOOKED,)))) == Placement(shown=3, told=6, people=5, cards=2)


def test_a_phase_feels_as_the_middle_of_everybodys_own_faces() -> None:
    crowd = [
        alone(1, (-2, "use"), (-1, "use"), (2, "use")),
        alone(2, (-1, "use"), (-2, "use")),
        alone(3, (1, "use"), (None, "use")),
        alone(4, (2, "purchase")),
    ]
    told = compiled(crowd)

    assert column(told, "use").felt == PhaseFeeling(Faces((1, 1, 0, 1, 0)), None)
    assert column(told, "use").whole is not None
    assert column(told, "purchase").felt is None
    assert told.notes == ("note.phases-only",)


def test_a_number_of_steps_is_told_where_the_rest_is_nobodys_or_enough_peoples() -> None:
    crowd = [alone(who, (1, "use"), (-1, "purchase")) for who in range(3)]

    assert [column(compiled(crowd), phase).felt for phase in ("use", "purchase")] == [
        PhaseFeeling(Faces((0, 0, 0, 3, 0)), 3),
        PhaseFeeling(Faces((0, 3, 0, 0, 0)), 3),
    ]


def test_what_colleagues_guess_of_a_phase_stands_beside_it_from_their_own_minimum() -> None:
    crowd = [alone(who, (1, "use")) for who in range(3)]
    staff = [colleague(who, [guessed(f"{ODD[who]} achter {who}", 2)]) for who in range(5)]

    felt, few = column(compiled([*crowd, *staff]), "use").felt, column(compiled([*crowd, *staff[:4]]), "use").felt
    assert [one and one.guess for one in (felt, few)] == [Faces((0, 0, 0, 0, 5)), None]
    assert few is not None


def test_where_it_hurts_first_is_a_phase_while_no_touchpoint_can_tell() -> None:
    good = ("orientation", "decision", "delivery", "use")
    crowd = [alone(who, (-1, "purchase"), *((1, phase) for phase in good)) for who in range(4)]

    first = compiled(crowd).look_first
    assert [(one.title["nl"], one.slots, one.touchpoint) for one in first] == [
        ("Aankoop", {"n": 4, "of": 4, "often": 10}, None)
    ]
    assert compiled([alone(who, (-1, "purchase"), (1, "use")) for who in range(3)]).look_first == ()


def test_a_phase_is_quoted_by_both_sides_with_consent_and_without_a_name() -> None:
    said = {
        1: (-1, "De kraan lekte drie weken lang en niemand kwam"),
        2: (-1, "Het duurde vier dagen voor het klopte"),
        3: (2, "Ik kreeg op een dag zaden van drie buren"),
        4: (-2, "Karel van het bestuur gaf drie dagen geen antwoord"),
        5: (2, "Na vier weken stond alles in bloei en dat was prachtig"),
    }
    crowd = [
        alone(
            who,
            (face, "use"),
            remarks=(Remark("gain", words, "i1") if face > 0 else pain(words),),
            quotes_allowed=who != 5,
        )
        for who, (face, words) in said.items()
    ]

    quotes = column(compiled(crowd), "use").quotes
    assert {one.score for one in quotes} == {-1, 2}
    assert all(one.touchpoint is None for one in quotes)
    assert {one.words for one in quotes} < {said[1][1], said[2][1], said[3][1]}
    assert column(compiled(crowd[:2]), "use").quotes == ()


def test_a_phase_with_a_counted_touchpoint_is_quoted_there_alone() -> None:
    crowd = [
        journey(who, [visit("gebeld", 1)], remarks=(pain("Het duurde vier dagen voor iemand belde"),))
        for who in range(3)
    ]
    odd = [alone(who, (-1, "use"), remarks=(pain("Het hek klemde drie weken lang"),)) for who in (4, 5, 6)]

    told = column(compiled([*crowd, *odd]), "use")
    assert told.felt is not None
    assert told.whole is None
    assert [one.words for one in told.quotes] == ["Het duurde vier dagen voor iemand belde"]


def test_a_persona_is_told_only_what_cannot_be_taken_from_the_whole() -> None:
    crowd = [alone(who, (1, "use"), persona="families") for who in range(5)]
    others = [alone(who, (1, "use"), persona="couples") for who in (7, 8)]
    both = study(personas=(FAMILIES, COUPLES))

    assert placed(compiled(crowd, both, persona=FAMILIES)).told == 5
    assert compiled([*crowd, *others], both, persona=FAMILIES).placement is None
    assert column(compiled([*crowd, *others], both, persona=FAMILIES), "use").felt is None


Told = list[list[tuple[int, str]]]
"""What a crowd told: per person steps, each a face and a phase."""
FACE = st.sampled_from((-2, -1, 0, 1, 2))
STEPS = st.lists(st.tuples(FACE, st.sampled_from(("use", "purchase", "need"))), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, min_size=3, max_size=6), st.lists(STEPS, min_size=1, max_size=2))
def test_a_new_version_tells_nothing_of_one_or_two_new_people(
    old: list[list[tuple[int, str]]], new: list[list[tuple[int, str]]]
) -> None:
    crowd = [alone(who, *steps) for who, steps in enumerate(old)]
    maps = Series()
    before = maps.next(crowd)
    later = maps.next([*crowd, *(alone(50 + who, *steps) for who, steps in enumerate(new))])

    assert placed(later).people == placed(before).people
    assert placed(later).told == placed(before).told
    for then, now in zip(before.columns, later.columns, strict=True):
        if then.felt is not None:
            assert now.felt == then.felt


def test_three_new_people_make_it_new_and_so_does_sorting() -> None:
    crowd = [alone(who, (1, "use")) for who in range(4)]
    maps = Series()
    maps.next(crowd)
    more = maps.next([*crowd, *(alone(who, (-1, "use")) for who in (7, 8, 9))])
    sorted_since = compiled([journey(who, [visit("samen geoogst", 1)]) for who in range(4)])

    assert placed(more) == Placement(shown=0, told=7, people=7, cards=7)
    assert placed(sorted_since) == Placement(shown=4, told=4, people=4, cards=0)


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=7))
def test_no_figure_of_what_is_missed_covers_fewer_than_the_minimum(told: Told) -> None:
    crowd = [alone(who, *steps) for who, steps in enumerate(told)]
    journey_map = compiled(crowd)

    placement = journey_map.placement
    assert (placement is None) == (len(crowd) < 3)
    assert placement is None or placement.shown == sum(one.named or 0 for one in shown(journey_map))
    assert placement is None or placement.waiting is None or placement.waiting == 0 or placement.waiting >= 3
    for one in journey_map.columns:
        people = {person.participant for person in crowd for step in person.touchpoints if step.phase == one.phase.id}
        assert one.felt is None or one.felt.faces.n == len(people) >= 3
        assert not one.quotes or one.felt is not None


@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_first_map_tells_its_phases_and_says_that_it_is_one(count: int) -> None:
    told = compiled([alone(who, (1, "need"), (-1, "purchase"), (2, "use")) for who in range(count)])

    assert told.notes == ("note.phases-only",)
    assert [one.phase.id for one in told.columns if one.whole is not None] == ["need", "purchase", "use"]


def test_a_young_map_says_that_it_is_too_early_to_choose_between_its_phases() -> None:
    told = compiled([alone(who, (-1, "purchase"), (1, "use")) for who in range(3)])

    assert told.undecided is not None
    assert told.undecided.first is not None
    assert (told.undecided.first.title["nl"], told.undecided.first.slots) == ("Aankoop", {"n": 3, "of": 3})
    assert told.undecided.more is not None
