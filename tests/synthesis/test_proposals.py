"""What a lead is asked to look at, what is found by a loose name, and the answers behind a touchpoint."""

from __future__ import annotations

import pytest
from journey_samples import colleague, compiled, guessed, journey, pain, study, visit

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey_map import MapTouchpoint, PhaseColumn
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.synthesis.merging.proposals import propose
from reisleider.flows.synthesis.trace import trace

CALLED = [journey(1, ["klantenservice gebeld"]), journey(2, ["called customer service"])]


def test_an_unsure_merge_is_proposed_until_it_is_decided() -> None:
    (one,) = propose(CALLED, [])

    assert (one.state, one.method) == ("merged", "meaning")
    assert {one.words, one.other} == {"klantenservice gebeld", "called customer service"}
    for decision in ("same", "different"):
        assert propose(CALLED, [], [Override(decision, one.words, one.other)]) == ()


def test_touchpoints_that_nearly_merged_are_proposed_unless_one_person_had_both() -> None:
    words = ["afspraak bij de bank gemaakt", "bank gebeld over de hypotheek"]
    apart = propose([journey(1, words[:1]), journey(2, words[1:])], [])

    assert [one.state for one in apart] == ["close"]
    assert propose([journey(1, words)], []) == ()


def test_the_most_doubtful_comes_first() -> None:
    journeys = [*CALLED, journey(3, ["afspraak bij de bank gemaakt"]), journey(4, ["bank gebeld over de hypotheek"])]
    found = propose(journeys, [])

    assert [abs(one.score - 0.45) for one in found] == sorted(abs(one.score - 0.45) for one in found)


# --- named loosely ---------------------------------------------------------------------------------------


def told() -> list:
    visits = [visit("pakket ontvangen", -2, "delivery"), visit("online betaald", 1, "purchase")]
    return [journey(n, visits, remarks=(pain("het duurde twee weken en niemand wist iets"),)) for n in range(4)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pakket ontvangen", "pakket ontvangen"),
        ("waarom is het pakket rood?", "pakket ontvangen"),
        ("why is the parcel red?", "pakket ontvangen"),
        ("betaling", "online betaald"),
        ("paying", "online betaald"),
    ],
)
def test_a_touchpoint_is_found_by_a_loose_name(words: str, found: str) -> None:
    one = find_on_map(compiled(told()), words)

    assert isinstance(one, MapTouchpoint)
    assert found in one.label.values()


@pytest.mark.parametrize("words", ["delivery", "Levering", "waarom is levering rood"])
def test_a_phase_is_found_too(words: str) -> None:
    one = find_on_map(compiled(told()), words)

    assert isinstance(one, PhaseColumn)
    assert one.phase.id == "delivery"


@pytest.mark.parametrize("words", ["", "waarom?", "de maan", "red"])
def test_what_is_not_on_the_map_is_not_found(words: str) -> None:
    assert find_on_map(compiled(told()), words) is None


# --- the answers behind it -------------------------------------------------------------------------------


def traced(journeys: list, words: str):
    found = find_on_map(compiled(journeys), words)
    assert isinstance(found, MapTouchpoint)
    return trace(study(), journeys, found, found.id)


def test_a_trace_tells_wordings_faces_and_permitted_words() -> None:
    journeys = [*told(), journey(9, [visit("package received", 1, "delivery")], quotes_allowed=False)]
    here = traced(journeys, "pakket").tracks["customer"]

    assert (here.people, here.faces) == (5, (4, 0, 0, 1, 0))
    assert [one.words for one in here.wordings] == ["pakket ontvangen"]
    assert {one.words for one in here.told} == {"het duurde twee weken en niemand wist iets"}


def test_a_trace_of_too_few_colleagues_tells_nothing_of_them() -> None:
    journeys = [*told(), *(colleague(n, [guessed("pakket ontvangen", 1, "delivery")]) for n in range(4))]
    here = traced(journeys, "pakket").tracks["stakeholder"]

    assert (here.people, here.faces, here.wordings, here.told) == (None, None, (), ())


def test_a_trace_of_something_nobody_tells_any_more_has_no_words() -> None:
    found = find_on_map(compiled(told()), "pakket")
    assert isinstance(found, MapTouchpoint)
    gone = trace(study(), told(), found, "nowhere")

    assert not any(track.wordings or track.told or track.pictures for track in gone.tracks.values())


def test_a_trace_has_the_pictures_of_those_who_may_be_quoted_and_no_forwarded_words() -> None:
    sent = {**visit("pakket ontvangen", -2, "delivery"), "pictures": ("a1",)}
    lent = {**visit("uw pakket is ontvangen", -2, "delivery"), "forwarded": True, "same_as": None}
    hidden = {**visit("pakket ontvangen", -2, "delivery"), "pictures": ("b2",)}
    journeys = [*told(), journey(7, [sent]), journey(8, [lent]), journey(9, [hidden], quotes_allowed=False)]
    here = traced(journeys, "pakket").tracks["customer"]

    assert here.pictures == ("a1",)
    assert [one.words for one in here.wordings] == ["pakket ontvangen"]
    assert traced([*told()], "pakket").tracks["customer"].pictures == ()
