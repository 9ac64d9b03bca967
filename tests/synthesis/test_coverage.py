"""Who to ask next: up to the minimum group, until it is saturated, and where little was heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from journey_samples import COUPLES, FAMILIES, compiled, journey, study, visit

from reisleider.flows.journey import Journey, Study, Track
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.coverage import cover
from reisleider.flows.synthesis.measures.evidence import RUN
from reisleider.renderers.chat.coverage import show_coverage
from reisleider.renderers.words.about_map import tell_strength
from reisleider.renderers.words.labels import Labels

BOTH = study(personas=(FAMILIES, COUPLES))


def tell(
    count: int, persona: str | None = None, words: str = "gebeld", *, track: Track = "customer", first: int = 0
) -> list[Journey]:
    return [
        journey(f"{persona}{first + n}", [visit(words, phase="use")], persona=persona, track=track)
        for n in range(count)
    ]


def out(told: list[Journey], of: Study) -> dict[str, JourneyMap]:
    """The maps that went out of these people."""
    personas = {one.id: compiled(told, of, persona=one) for one in of.personas}
    return {"": compiled(told, of), **personas}


def test_who_is_wanted_most_comes_first() -> None:
    rows = cover(BOTH, [*tell(4, "couples"), *tell(1, "families"), *tell(2, track="stakeholder")])

    assert [(row.persona, row.people, row.wanted) for row in rows] == [
        (FAMILIES, 1, 4),
        (COUPLES, 4, 1),
        (None, 2, 3),
    ]


def test_six_who_tell_the_same_are_enough_and_ten_who_tell_other_things_are_not() -> None:
    differing = [one for n in range(10) for one in tell(1, words=f"iets heel anders {n}", first=n)]
    same, news, early = (cover(study(), told, out(told, study()))[0] for told in (tell(6), differing, tell(4)))

    assert (same.strength, same.wanted) == (1.0, 0)
    assert (news.strength, news.wanted) == (0.0, RUN)
    assert (early.strength, early.wanted) == (None, 2)


def test_phases_that_too_few_spoke_of_are_named_once_enough_people_told() -> None:
    (some, staff) = cover(study(), tell(3), out(tell(3), study()))
    (few, _) = cover(study(), tell(2), out(tell(2), study()))

    assert "use" not in {phase.id for phase in some.thin}
    assert len(some.thin) == len(study().model.phases) - 1
    assert few.thin == staff.thin == ()


def test_a_newcomer_moves_a_count_and_nothing_of_what_was_told() -> None:
    then = [
        *tell(4),
        journey("b", [visit("bezorgd", phase="delivery")]),
        journey("c", [visit("bezorgd", phase="delivery")]),
    ]
    before, after = (
        cover(study(), told, out(then, study()))[0]
        for told in (then, [*then, journey("new", [visit("bezorgd", phase="delivery")])])
    )

    assert "delivery" in {phase.id for phase in before.thin}
    assert after.people == before.people + 1
    assert (after.thin, after.strength, after.wanted) == (before.thin, before.strength, before.wanted)


@pytest.mark.parametrize(
    ("strength", "told"),
    [
        (1.0, "■■■■■ nieuwe gesprekken brengen weinig nieuws"),
        (0.999, "■■■■□ nieuwe gesprekken brengen nog nieuws"),
        (0.8, "■■■■□ nieuwe gesprekken brengen nog nieuws"),
        (0.19, "□□□□□ nieuwe gesprekken brengen nog nieuws"),
    ],
)
def test_saturation_is_judged_and_drawn_by_its_exact_value(strength: float, told: str) -> None:
    then = replace(out(tell(6), study())[""], strength=strength)
    rows = cover(study(), tell(6), {"": then})

    assert told in show_coverage(rows, "nl").plain
    assert (rows[0].wanted == 0) is (strength == 1.0)
    assert (tell_strength(strength, Labels("nl")) == "genoeg gehoord") is (strength == 1.0)


def test_before_a_map_went_out_people_are_counted_and_nothing_is_told_of_what_they_said() -> None:
    (customers, _) = cover(study(), tell(8))

    assert (customers.people, customers.thin, customers.strength, customers.wanted) == (8, (), None, RUN)


def test_it_is_told_in_words_with_a_meter() -> None:
    told = [*tell(6, "families"), *tell(1, words="betaald")]
    rows = cover(BOTH, told, out(told, BOTH))
    dutch, english = (show_coverage(rows, language).plain for language in ("nl", "en"))

    assert dutch.startswith(
        "Wie vraag je nu?\n– Stellen: 0 hebben verteld. □□□□□ nog te vroeg om te zeggen. Vraag er nog 5."
    )
    assert "– Gezinnen: 6 hebben verteld. ■■■■■ nieuwe gesprekken brengen weinig nieuws. Meer is niet nodig." in dutch
    assert "Nog weinig gehoord over Behoefte, Oriëntatie, Overweging en nog 5 fasen." in dutch
    assert "– Andere klanten: 1 heeft verteld." in dutch
    assert "– Colleagues: 0 have told. Ask 5 more." in english
