"""What colleagues think, how sure they are and what they aim for, beside what customers had expected."""

from __future__ import annotations

from typing import Any

import pytest
from journey_samples import called, colleague, compiled, journey, visit

from reisleider.flows.journey import Journey
from reisleider.flows.journey_map import JourneyMap, Target
from reisleider.renderers.chat.why import explain
from reisleider.renderers.files.markdown import write_markdown
from reisleider.renderers.words.about_phase import aims_of, tell_target
from reisleider.renderers.words.labels import Labels


def staff(n: int, **said: Any) -> Journey:
    """Colleague ``n`` about the delivery."""
    return colleague(n, [visit("bezorging", None, "delivery", **{"guess": 1, **said})])


def days(number: float) -> dict[str, Any]:
    return {"number": number, "unit": "dagen"}


def customers(*expectations: str | None) -> list[Journey]:
    return [
        journey(n, [visit("bezorging", -1, "delivery", expectation=one)]) for n, one in enumerate(expectations, start=1)
    ]


def delivery(journey_map: JourneyMap) -> tuple[Target, ...]:
    return next(one for one in journey_map.columns if one.phase.id == "delivery").targets


def test_a_guess_tells_how_sure_colleagues_are_and_what_it_rests_on() -> None:
    sure = ["high", "low", "low", "low", "medium"]
    rests = ["figures", "impression", "impression", "impression", "customers"]
    rows = [staff(n, certainty=one, basis=why) for n, (one, why) in enumerate(zip(sure, rests, strict=True))]
    journey_map = compiled([*customers(None, None, None), *rows])
    told = called(journey_map, "bezorging")

    assert told.certainty == {"high": 1, "low": 3, "medium": 1}
    assert told.basis == {"customers": 1, "figures": 1, "impression": 3}
    words = explain(journey_map, told, "nl").plain
    assert "Collega's zijn daar niet zeker van (3), heel zeker van (1–2), redelijk zeker van (1–2)." in words
    assert "Ze baseren zich op hun eigen indruk (3), wat klanten zeiden (1–2), cijfers (1–2)." in words
    assert "They base it on their own impression (3)" in write_markdown(journey_map, "en")


@pytest.mark.parametrize("sure", [4, 0])
def test_certainty_of_fewer_than_five_colleagues_is_not_told(sure: int) -> None:
    rows = [staff(n, certainty="high" if n < sure else None) for n in range(6)]
    told = called(compiled(rows), "bezorging")

    assert told.guess is not None
    assert told.certainty is None


def test_target_and_today_are_the_middle_of_what_enough_colleagues_said_in_one_unit() -> None:
    rows = [staff(n, target=days(n), today=days(2 * n)) for n in (1, 2, 3, 4, 8)]
    rows.append(staff(9, target={"number": 95, "unit": "%"}))
    (target,) = delivery(compiled(rows))

    assert (target.words, target.today, target.n) == ("3 dagen", "6 dagen", 5)
    assert tell_target(target, Labels("nl")) == "doel 3 dagen, nu 6 dagen (5 collega's)"
    assert tell_target(target, Labels("en")) == "target 3 dagen, now 6 dagen (5 colleagues)"


def test_today_from_fewer_than_five_colleagues_is_left_out() -> None:
    rows = [staff(n, target=days(2), today=days(4) if n < 4 else None) for n in range(5)]
    (target,) = delivery(compiled(rows))

    assert target.today is None
    assert tell_target(target, Labels("nl")) == "doel 2 dagen (5 collega's)"


def test_targets_of_four_colleagues_are_not_told() -> None:
    assert delivery(compiled([staff(n, target=days(2) if n < 4 else None) for n in range(5)])) == ()


def test_what_customers_expected_stands_beside_the_target() -> None:
    journey_map = compiled(
        [*customers("worse", "worse", "better", "none", None), *(staff(n, target=days(2)) for n in range(5))]
    )
    told = called(journey_map, "bezorging")
    column = next(one for one in journey_map.columns if one.phase.id == "delivery")

    assert told.expectations == {"better": 1, "worse": 2}  # having no expectation compares with nothing
    assert [one.words for one in aims_of(column, Labels("nl"))] == [
        "doel 2 dagen (5 collega's)",
        "slechter dan verwacht (1–2), beter dan verwacht (1–2)",
    ]
    assert "worse than expected (1–2), better than expected (1–2)" in explain(journey_map, told, "en").plain


def test_expectations_of_two_customers_are_not_told() -> None:
    assert called(compiled(customers("worse", "worse", None)), "bezorging").expectations is None
