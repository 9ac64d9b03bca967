"""For every question type: its example is accepted, what it offers is understood, its faults are sentences."""

from __future__ import annotations

import pytest

from reisleider.flows.effects import Choice
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Added, Offer, Partly, Refused, Taken
from reisleider.flows.questions import KINDS
from reisleider.flows.scripts.check import check
from reisleider.flows.scripts.read import read_outline
from reisleider.flows.steps import Step

SOURCE = tuple(Choice(f"i{n}", words=words) for n, words in enumerate(("zoeken", "boeken", "vertrekken"), 1))
NEEDS_SOURCE = ("step", "most-least")


def step_of(kind: str) -> Step:
    toml, _, _ = KINDS[kind].example
    block = '[[block]]\nid = "b"\ntitle = { nl = "B", en = "B" }\n'
    head = 'id = "x"\ntrack = "customer"\ntitle = { nl = "X", en = "X" }\n'
    return read_outline(f"{head}{block}[[step]]\n{toml}\n", "example.toml").steps[0]


def offer_of(kind: str) -> Offer:
    return Offer(source=SOURCE if kind in NEEDS_SOURCE else (), listed=1)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_example_is_stored_as_it_says(kind: str) -> None:
    _, typed, value = KINDS[kind].example

    outcome = KINDS[kind].parse(step_of(kind), offer_of(kind), Said("text", text=typed))

    assert isinstance(outcome, Taken)
    assert outcome.value == value


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_choice_on_offer_can_be_pressed_and_typed(kind: str) -> None:
    step, offer = step_of(kind), offer_of(kind)

    for choice in KINDS[kind].choices(step, offer):
        label = choice.words or (choice.text or {})["nl"]
        for said in (Said("press", choice=choice.id), Said("text", text=label)):
            assert isinstance(KINDS[kind].parse(step, offer, said), Taken | Partly), (choice, said)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_press_on_what_is_not_there_is_refused(kind: str) -> None:
    assert isinstance(KINDS[kind].parse(step_of(kind), offer_of(kind), Said("press", choice="elsewhere")), Refused)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_example_step_has_no_fault_of_its_own(kind: str) -> None:
    assert list(KINDS[kind].faults(step_of(kind))) == []


def test_a_list_takes_every_line_as_an_item_without_its_number() -> None:
    outcome = KINDS["list"].parse(step_of("list"), Offer(), Said("text", text="1. zoeken\n- boeken"))

    assert outcome == Added(("zoeken", "boeken"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4,5 sterren", {"number": 4.5, "unit": "sterren"}),
        ("90%", {"number": 90.0, "unit": "%"}),
        ("1.250,50 euro", {"number": 1250.5, "unit": "euro"}),
        ("2 dagen", {"number": 2.0, "unit": "dagen"}),
        ("-3", {"number": -3.0, "unit": None}),
    ],
)
def test_a_number_keeps_the_unit_it_was_said_in(typed: str, value: dict[str, object]) -> None:
    outcome = KINDS["number"].parse(step_of("number"), Offer(), Said("text", text=typed))

    assert isinstance(outcome, Taken)
    assert outcome.value == value


def test_an_unknown_question_type_is_one_sentence() -> None:
    toml = (
        'id = "x"\ntrack = "customer"\ntitle = { nl = "X", en = "X" }\n'
        '[[block]]\nid = "b"\ntitle = { nl = "B", en = "B" }\n'
        '[[step]]\nid = "a"\nblock = "b"\nkind = "telepathy"\nsaves = "trigger"\nnl = "A?"\nen = "A?"\n'
    )

    faults = list(check(read_outline(toml, "x.toml"), "x.toml"))

    assert any(fault.startswith("x.toml: a: no question type telepathy;") for fault in faults)
