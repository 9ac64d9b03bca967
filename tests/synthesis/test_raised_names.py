"""Once a study's minimum group is raised, no name stays that fewer people than that made; and what else A and C ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from journey_samples import BOOKED, Series, called, colleague, compiled, guessed, journey, shown, study, visit

from reisleider.flows.journey import Importance, Journey
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.synthesis.privacy.ledger import Name
from reisleider.flows.synthesis.raised import raise_minimum

LARGER = {"customer": 6, "stakeholder": 5}


def callers(count: int, first: int = 0) -> list[Journey]:
    """Customers of whom three use one wording, and every other one a wording of their own for the same."""
    own = (
        "klantenservice gebeld over wifi",
        "met de klantenservice gebeld om kwart",
        "klantenservice gebeld na het eten",
    )
    return [
        journey(n, [visit("klantenservice gebeld" if n < 3 else own[n % 3], -1)]) for n in range(first, first + count)
    ]


def names(told: JourneyMap) -> set[str]:
    return {one.label["nl"] for one in shown(told)}


@pytest.mark.parametrize("late", [0, 1, 2])
def test_the_next_version_has_no_name_that_fewer_than_the_raised_minimum_made(late: int) -> None:
    series = Series()
    people = [journey(n, [visit("wifi gemaand" if n < 3 else f"{'abcdef'[n]}wifi gedoe", -1)]) for n in range(3)]
    first = series.next(people)
    assert names(first) == {"wifi gemaand"}

    series.of = replace(series.of, minimum_customers=6)
    assert series.last is not None
    series.last = raise_minimum(series.last, LARGER, series.ledger.names)
    more = [journey(20 + n, [visit("wifi gemaand", -1)]) for n in range(late)]
    second = series.next([*people, *more])

    assert "wifi gemaand" not in names(second)
    assert "wifi gemaand" not in repr([one.label for one in shown(second)])


def test_what_is_counted_for_enough_but_worded_by_fewer_gets_a_neutral_name_at_once() -> None:
    series = Series()
    people = [journey(n, [visit("gebeld met de helpdesk", -1)]) for n in range(7)]
    first = series.next(people)
    (id,) = (one.id for one in shown(first))
    made_by_three = {id: Name({"nl": "gebeld met de helpdesk"}, least={"customer": 3})}
    raised = raise_minimum(first, LARGER, made_by_three)

    (one,) = shown(raised)
    assert one.named == 7
    assert "helpdesk" not in one.label["nl"]
    assert "helpdesk" not in repr(raised.columns)


def test_a_name_that_enough_made_anyway_and_a_leads_stay() -> None:
    series = Series(study(labels=(BOOKED,)))
    first = series.next([journey(n, [visit("online geboekt", 1, "purchase"), visit("gebeld", -1)]) for n in range(7)])
    made = {id: replace(name, least={"customer": 6}) for id, name in series.ledger.names.items()}

    assert names(raise_minimum(first, LARGER, made)) == names(first)
    assert "Online geboekt" in names(raise_minimum(first, LARGER, series.ledger.names))


def test_a_leads_label_that_fewer_than_the_raised_minimum_told_goes() -> None:
    series = Series(study(labels=(BOOKED,)))
    people = [*(journey(n, [visit("online geboekt", 1, "purchase")]) for n in range(2))]
    people += [*(journey(5 + n, [visit("gebeld", 1)]) for n in range(3))]
    series.next(people)
    series.of = replace(series.of, minimum_customers=6)
    assert series.last is not None
    series.last = raise_minimum(series.last, LARGER, series.ledger.names)

    assert "Online geboekt" not in names(series.next(people))


# --- a count beside the one it is part of, and importance below nothing ----------------------------------------


def chosen(who: int, most: str, least: str | None, shown_: Sequence[str] = ("i1", "i2", "i3")) -> Journey:
    steps = [visit("gebeld", -1), visit("betaald", 1), visit("pakket ontvangen", 1)]
    return journey(who, steps, importance=Importance(tuple(shown_), most, least))


def test_nobody_reads_five_of_five_where_six_named_it() -> None:
    """A touchpoint that six named and at which five gave a face: whatever is said "of the 5" says of whom."""
    people = [journey(n, [visit("gebeld", -2 if n < 5 else None), visit("betaald", 1)]) for n in range(6)]
    told = compiled(people)
    one = called(told, "gebeld")

    assert (one.named, one.faces and one.faces.n) == (6, 5)
    assert all(first.slots["of"] == 5 and first.slots["n"] == 5 for first in told.look_first)


def test_importance_below_nothing_stands_beside_colleagues_votes() -> None:
    people = [chosen(n, "i2", "i1") for n in range(6)]
    staff = [colleague(n, [guessed("gebeld", 1), guessed("betaald", 1)], facts={"top-three": ["i1"]}) for n in range(5)]
    told = compiled([*people, *staff])
    (one,) = (row for column in told.columns for row in column.priorities if row.words == "gebeld")

    assert (one.importance, one.votes, one.voters) == (-1.0, 5, 5)
