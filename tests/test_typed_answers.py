"""What is typed where a number, a scale, several answers or the most and the least are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talking import Talk

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Study, Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Partly, Refused, Taken, Unsure
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import load_script

NOTHING = Offer()
PHASES = Offer(
    tuple(
        Choice(id, text={"nl": nl, "en": en})
        for id, nl, en in (("need", "Behoefte", "Need"), ("buy", "Aankoop", "Purchase"), ("use", "Gebruik", "Use"))
    )
)
STEPS = Offer((Choice("i1", words="gebeld met de klantenservice"), Choice("i2", words="monteur aan de deur")))


def read(script: str, step: str, text: str, offer: Offer = NOTHING) -> Outcome:
    asked = load_script(script).step(step)
    return type_of(asked.kind).parse(asked, offer, Said("text", text=text))


@pytest.mark.parametrize(
    ("text", "number"),
    [("8", 8), ("een 8", 8), ("8/10", 8), ("acht", 8), ("0", 0), ("een tien", 10), ("9!", 9), ("seven", 7)],
)
def test_a_number_on_a_scale_is_heard_however_it_is_written(text: str, number: int) -> None:
    outcome = read("customer", "recommend", text)

    assert isinstance(outcome, Taken)
    assert outcome.value == number


@pytest.mark.parametrize(
    ("text", "likely"),
    [("heel veel", "n10"), ("heel waarschijnlijk", "n10"), ("not at all", "n0"), ("ik geef een 9", "n9")],
)
def test_words_for_an_end_of_a_scale_are_asked_back(text: str, likely: str) -> None:
    outcome = read("customer", "recommend", text)

    assert isinstance(outcome, Unsure)
    assert outcome.choice.id == likely


@pytest.mark.parametrize("text", ["11", "-3", "7,5", "7 of 8", "niet meer dan 3", "not a 5", "blauw", "1000"])
def test_what_is_not_on_the_scale_is_not_guessed(text: str) -> None:
    assert isinstance(read("customer", "recommend", text), Refused)


def test_an_end_that_was_meant_counts_once_it_is_agreed_to(study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study).says("ja")
    talk.interview = replace(talk.interview, state="impact")
    talk.says("heel veel")
    assert (talk.heard, talk.choices) == ("accepted", ["meant-yes", "meant-other"])
    assert [line.step for line in talk.interview.log] == ["consent"]

    talk.says("ja")
    assert [(line.step, line.value) for line in talk.interview.log[1:]] == [("impact", 5)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("binnen 24 uur", {"number": 24.0, "unit": "uur", "said": "binnen 24 uur"}),
        ("tussen 5 en 10", {"number": 5.0, "unit": None, "to": 10.0, "said": "tussen 5 en 10"}),
        ("binnen twee dagen", {"number": 2.0, "unit": "dagen", "said": "binnen twee dagen"}),
        ("within two days", {"number": 2.0, "unit": "days", "said": "within two days"}),
        ("twee dagen", {"number": 2.0, "unit": "dagen"}),
        ("weet ik niet", {"option": "unknown"}),
        ("dat zou ik niet weten", {"option": "unknown"}),
        ("er is geen doel", {"option": "none"}),
    ],
)
def test_a_target_is_kept_as_it_is_said(text: str, value: Value) -> None:
    outcome = read("stakeholder", "target", text)

    assert isinstance(outcome, Taken)
    assert outcome.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gebruik", ["use"]),
        ("aankoop en gebruik", ["buy", "use"]),
        ("1, 3", ["need", "use"]),
        ("alles", ["need", "buy", "use"]),
        ("everything really", ["need", "buy", "use"]),
    ],
)
def test_several_are_taken_where_each_is_sure(text: str, value: Value) -> None:
    outcome = read("stakeholder", "roles", text, PHASES)

    assert isinstance(outcome, Taken)
    assert outcome.value == value


@pytest.mark.parametrize("text", ["alles behalve gebruik", "everything but use", "geen aankoop", "1, 2 en 9", "blauw"])
def test_several_are_never_guessed(text: str) -> None:
    assert isinstance(read("stakeholder", "roles", text, PHASES), Refused)


def test_one_of_several_that_is_likely_is_asked_back_and_then_is_the_answer(study: Study) -> None:
    talk = Talk(load_script("stakeholder"), study).says("ja")
    talk.interview = replace(talk.interview, state="roles")
    talk.says("alleen als het stuk is, gebruik dus")
    assert talk.choices == ["meant-yes", "meant-other"]

    talk.says("ja")
    assert talk.interview.log[-1].step == "roles"
    assert talk.interview.log[-1].value == ["use"]


@pytest.mark.parametrize(("text", "kind"), [("de monteur", Partly), ("ik denk de tweede", Partly), ("blauw", Refused)])
def test_the_most_important_is_read_like_any_step(text: str, kind: type[Outcome]) -> None:
    assert isinstance(read("customer", "importance", text, STEPS), kind)
