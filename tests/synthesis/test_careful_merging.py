"""Merging that is careful first: opposites, other acts and other parties stay apart, and so do strange words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from journey_samples import journey

from reisleider.flows.meaning.caution import Caution
from reisleider.flows.meaning.contrast import at_odds, opposed
from reisleider.flows.synthesis.merging.merge import merge

STRANGE = [
    "grondels gevlochten",
    "de spanten geteerd",
    "kielbalk gelegd",
    "gangboorden geklonken",
    "mastkoker gekalefaat",
    "zwaarden gelakt",
    "boegspriet vernaaid",
    "fok gelapt",
    "gaffel bijgezet",
    "ra gestreken",
]


def groups(*wordings: str) -> list[set[str]]:
    """What is merged of wordings that different people told."""
    found = merge([journey(number, [words]) for number, words in enumerate(wordings)], [])
    return [{mention.touchpoint.words for mention in group.mentions} for group in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("heenreis", "terugreis"),
        ("op de heenweg in de file", "op de terugweg in de file"),
        ("ingecheckt", "uitgecheckt"),
        ("checked in at the desk", "checked out at the desk"),
        ("tas ingepakt", "tas uitgepakt"),
        ("kind opgehaald", "kind gebracht"),
        ("aangemeld voor de les", "afgemeld voor de les"),
        ("gesprek voor de operatie", "gesprek na de operatie"),
        ("meeting before the lesson", "meeting after the lesson"),
        ("belde voor", "belde na"),
        ("huis gekocht", "huis verkocht"),
    ],
)
def test_opposites_stay_apart(left: str, right: str) -> None:
    assert opposed(left, right)
    assert opposed(right, left)
    assert len(groups(left, right)) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("factuur ontvangen", "factuur betaald"),
        ("got the invoice", "paid the invoice"),
        ("invoice paid", "invoice disputed"),
        ("offerte gekregen", "offerte geaccepteerd"),
        ("gebeld om een afspraak te maken", "gebeld om te klagen"),
        ("called to make an appointment", "called to complain"),
        ("huisbezoek van de opvang", "huisbezoek van de trainer"),
        ("a visit by the shelter", "a visit by the trainer"),
    ],
)
def test_other_acts_and_other_parties_stay_apart(left: str, right: str) -> None:
    assert at_odds(left, right)
    assert len(groups(left, right)) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("online geboekt", "booked online"),
        ("factuur betaald", "paid the invoice"),
        ("gebeld met de klantenservice", "called customer service"),
        ("pakket teruggestuurd", "returned the parcel"),
    ],
)
def test_what_is_said_in_other_words_still_comes_together(left: str, right: str) -> None:
    assert not at_odds(left, right)
    assert len(groups(left, right)) == 1


def test_one_group_never_holds_two_that_are_at_odds_through_a_third() -> None:
    found = groups("factuur ontvangen", "factuur", "factuur betaald")

    assert not [one for one in found if {"factuur ontvangen", "factuur betaald"} <= one]


def test_where_the_lexicon_knows_no_words_what_is_shared_must_outweigh_the_rest() -> None:
    known, strange = Caution(["online geboekt", "booked online"]), Caution(STRANGE * 3)

    assert known.strangeness == 0
    assert strange.strangeness == 1
    assert strange.apart("naar de winkel, kielbalk gelegd", "naar de winkel, gaffel bijgezet")
    assert not strange.apart("kielbalk gelegd", "kielbalk gelegd in de hal")


def test_what_lies_far_apart_in_journeys_of_a_strange_study_is_not_one_moment() -> None:
    def apart(here: float, there: float) -> bool:
        places = {"kielbalk gelegd": here, "kielbalk gelegd in de hal": there}
        return Caution(STRANGE * 3, places=places).apart("kielbalk gelegd", "kielbalk gelegd in de hal")

    assert [apart(0.1, 0.2), apart(0.1, 0.9)] == [False, True]


def test_a_likeness_that_needs_no_lexicon_is_doubted_for_opposites_alone() -> None:
    caution: Sequence[bool] = [
        Caution(STRANGE, lexicon=False).apart("heenreis", "terugreis"),
        Caution(STRANGE, lexicon=False).apart("kielbalk gelegd", "gaffel bijgezet"),
    ]

    assert caution == [True, False]
