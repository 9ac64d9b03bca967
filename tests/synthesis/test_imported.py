"""How many customers were interviewed elsewhere: told where these and the others are enough, else that some were."""

from __future__ import annotations

import pytest
from journey_samples import Series, compiled, journey, visit

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.behind import told_by
from reisleider.flows.synthesis.raised import raise_minimum
from reisleider.renderers.words.about_map import IMPORTED, footnotes, tell_turnout
from reisleider.renderers.words.labels import Labels

WAY = [visit("online geboekt", 1, "purchase"), visit("gebeld", -1)]


def people(here: int, elsewhere: int) -> list[Journey]:
    return [journey(n, WAY, imported=n >= here) for n in range(here + elsewhere)]


def turnout(told: JourneyMap) -> str:
    return tell_turnout(told, Labels("en"))


@pytest.mark.parametrize(
    ("here", "elsewhere", "told"),
    [(5, 0, None), (3, 3, 3), (0, 4, 4), (7, 3, 3), (5, 2, None), (2, 5, None), (5, 1, None), (1, 1, None)],
)
def test_a_number_is_told_of_enough_people_beside_enough_others(here: int, elsewhere: int, told: int | None) -> None:
    one = compiled(people(here, elsewhere))

    assert one.customers.imported == told
    assert (IMPORTED in one.notes) is bool(elsewhere)


def test_every_format_says_so() -> None:
    assert turnout(compiled(people(3, 4))) == "7 finished, 4 interviewed elsewhere"
    assert turnout(compiled(people(5, 1))) == "6 finished, some interviewed elsewhere"
    assert turnout(compiled(people(5, 0))) == "5 finished"
    assert any("Of the 7 customers 4 were" in one for one in footnotes(compiled(people(3, 4)), Labels("en")))
    assert any("Some of the customers were" in one for one in footnotes(compiled(people(5, 1)), Labels("en")))


def test_one_more_who_was_interviewed_elsewhere_waits_for_a_group() -> None:
    maps = Series()
    everybody = people(4, 6)

    assert maps.next(everybody[:7]).customers.imported == 3
    assert maps.next(everybody[:8]).customers.imported == 3
    assert maps.next(everybody).customers.imported == 6


def test_under_larger_groups_the_number_goes_and_the_note_stays() -> None:
    told = raise_minimum(compiled(people(4, 4)), {"customer": 5, "stakeholder": 5})

    assert told.customers.imported is None
    assert IMPORTED in told.notes


def test_where_somebody_was_interviewed_is_no_answer_of_theirs() -> None:
    assert told_by(journey(1, WAY)) == told_by(journey(1, WAY, imported=True))
