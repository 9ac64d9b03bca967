"""Merging: labels, aliases, equal and near-exact wordings, revisits, and what a lead decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from journey_samples import BOOKED, journey

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Label
from reisleider.flows.meaning.likeness import spelling
from reisleider.flows.synthesis.merging.merge import Group, merge


def of(groups: tuple[Group, ...], words: str) -> Group:
    return next(one for one in groups if words in {mention.touchpoint.words for mention in one.mentions})


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("online geboekt", "label"),
        ("Booked online!", "label"),
        ("Ik heb online geboekt.", "label"),
        ("op de site geboekt", "alias"),
        ("online gebokt", "near"),
    ],
)
def test_wordings_of_a_seed_label_come_under_it_and_say_how(words: str, method: str) -> None:
    group = merge([journey(1, [words])], [BOOKED])[0]

    assert group.id == "book"
    assert group.mentions[0].method == method
    assert 0.9 <= group.mentions[0].score <= 1.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kamer bekeken", "kamer  bekeken!"),
        ("de kinderclub", "kinderclub"),
        ("lang gewacht op bericht", "lang gewacht op brericht"),
        ("een café bezocht", "een cafe bezocht"),
    ],
)
def test_equal_and_misspelt_wordings_of_two_people_are_one_touchpoint(left: str, right: str) -> None:
    groups = merge([journey(1, [left]), journey(2, [right])], [])

    assert len(groups) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("online geboekt", "niet online geboekt"),
        ("booked online", "didn't book online"),
        ("brief 1 gekregen", "brief 2 gekregen"),
        ("ingecheckt", "uitgecheckt"),
        ("gebeld", "gemaild"),
        ("review gelezen", "een review geschreven"),
        ("pakket ontvangen", "het pakket teruggestuurd"),
        ("naar de winkel gegaan", "naar de website gegaan"),
        ("wachten op de levering", "de levering aan de deur"),
        ("abonnement verlengd", "abonnement opgezegd"),
    ],
)
def test_wordings_that_mean_something_else_stay_apart(left: str, right: str) -> None:
    groups = merge([journey(1, [left]), journey(2, [right])], [])

    assert len(groups) == 2


def test_two_different_steps_of_one_interview_never_merge() -> None:
    groups = merge([journey(1, ["lang gewacht op bericht", "lang gewacht op brericht"])], [])

    assert len(groups) == 2


def test_of_two_steps_of_one_interview_under_one_label_the_surest_stays() -> None:
    groups = merge([journey(1, ["op de site geboekt", "online geboekt"]), journey(2, ["op de site geboekt"])], [BOOKED])

    assert [(m.journey.participant, m.touchpoint.words) for m in groups[0].mentions] == [
        ("customer-1", "online geboekt"),
        ("customer-2", "op de site geboekt"),
    ]
    assert [m.touchpoint.words for m in groups[1].mentions] == ["op de site geboekt"]


def test_the_same_step_named_twice_is_a_revisit_with_the_last_face() -> None:
    first, again = {"words": "gebeld", "emotion": -2}, {"words": "gebeld", "emotion": 1}
    group = of(merge([journey(1, [first, "gekozen", again])], []), "gebeld")

    assert len(group.mentions) == 2
    assert [one.touchpoint.emotion for one in group.voices] == [1]


def test_a_revisit_without_a_face_keeps_the_face_that_was_given() -> None:
    group = merge([journey(1, [{"words": "gebeld", "emotion": -2}, {"words": "gebeld"}])], [])[0]

    assert [one.touchpoint.emotion for one in group.voices] == [-2]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("klantenservice gebeld", "called customer service"),
        ("3 dagen gewacht op bericht", "waited 2 weeks for a message"),
        ("offerte aangevraagd", "asked for a quote"),
        ("gebeld", "uren later gebeld"),
    ],
)
def test_wordings_that_mean_the_same_are_one_touchpoint_in_either_language(left: str, right: str) -> None:
    (group,) = merge([journey(1, [left]), journey(2, [right])], [])

    assert [one.method for one in group.mentions].count("meaning") == 1
    assert all(0.4 <= one.score <= 1.0 for one in group.mentions)


def test_two_steps_of_one_interview_that_mean_the_same_stay_two() -> None:
    journeys = [journey(1, ["klantenservice gebeld", "de helpdesk gebeld"]), journey(2, ["called customer service"])]
    groups = merge(journeys, [])

    assert sorted(len(one.mentions) for one in groups) == [1, 2]


def test_groups_do_not_depend_on_the_order_of_journeys() -> None:
    journeys = [
        journey(n, [w]) for n, w in enumerate(["lang gewacht op bericht", "lang gewacht op berichtt", "gebeld"])
    ]

    assert merge(journeys, [BOOKED]) == merge(journeys[::-1], [BOOKED])


def test_a_stronger_likeness_can_take_the_place_of_the_lexicon() -> None:
    class Synonyms:
        def vectors(self, wordings: Sequence[str]) -> list[Mapping[str, float]]:
            return [{"book": 0.95**0.5} if one in ("Online geboekt", "reis vastgelegd") else {} for one in wordings]

    groups = merge([journey(1, ["reis vastgelegd"])], [BOOKED], likeness=Synonyms())

    assert (groups[0].id, groups[0].mentions[0].method) == ("book", "meaning")
    assert groups[0].mentions[0].score == pytest.approx(0.95)


def test_spelling_gives_up_on_texts_too_long_for_a_slip() -> None:
    assert spelling("a" * 300, "a" * 299 + "b") == 0.0
    assert spelling("online geboekt", "online gebokt") == pytest.approx(26 / 27)


# --- a lead's decisions ----------------------------------------------------------------------------------


def test_what_a_lead_calls_the_same_merges_even_inside_one_interview() -> None:
    journeys = [journey(1, ["kamer bekeken", "suite bewonderd"]), journey(2, ["suite bewonderd"])]
    decided = [Override("same", "Kamer bekeken", "suite bewonderd")]
    groups = merge(journeys, [], decided)

    assert len(groups) == 1
    assert len(groups[0].mentions) == 3


def test_what_a_lead_calls_the_same_as_a_label_comes_under_it() -> None:
    groups = merge([journey(1, ["reis vastgelegd"])], [BOOKED], [Override("same", "reis vastgelegd", "online geboekt")])

    assert (groups[0].id, groups[0].mentions[0].method) == ("book", "decided")


def test_what_a_lead_calls_different_stays_apart() -> None:
    journeys = [journey(1, ["lang gewacht op bericht"]), journey(2, ["lang gewacht op brericht"])]

    assert len(merge(journeys, [])) == 1
    assert len(merge(journeys, [], [Override("different", "lang gewacht op bericht", "lang gewacht op brericht")])) == 2


def test_the_later_of_two_decisions_holds() -> None:
    journeys = [journey(1, ["kamer bekeken"]), journey(2, ["suite bewonderd"])]
    decided = [
        Override("same", "kamer bekeken", "suite bewonderd"),
        Override("different", "suite bewonderd", "kamer bekeken"),
    ]

    assert len(merge(journeys, [], decided[:1])) == 1
    assert len(merge(journeys, [], decided)) == 2


@pytest.mark.parametrize("words", ["x", "🙂", "?!", "w" * 3000, "de het een", "مرحبا بكم", "<b>x</b>"])
def test_any_wording_finds_a_group(words: str) -> None:
    groups = merge([journey(1, [words]), journey(2, [words])], [BOOKED, Label("odd", {"nl": "", "en": ""})])

    assert sorted(len(one.mentions) for one in groups) == [2]
