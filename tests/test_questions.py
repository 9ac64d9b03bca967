"""For every question type: its example is accepted, what it offers is understood, its faults are sentences."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from question_samples import offer_of, step_of

from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Added, Offer, Partly, Refused, Taken
from reisleider.flows.questions import KINDS
from reisleider.flows.scripts.check import check
from reisleider.flows.scripts.read import read_outline


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
        ("binnen 24 uur", {"number": 24.0, "unit": "uur", "said": "binnen 24 uur"}),
        ("within 24 hours", {"number": 24.0, "unit": "hours", "said": "within 24 hours"}),
        ("tussen 5 en 10", {"number": 5.0, "unit": None, "to": 10.0, "said": "tussen 5 en 10"}),
        ("Tussen de 2 en 3 dagen.", {"number": 2.0, "unit": "dagen", "to": 3.0, "said": "Tussen de 2 en 3 dagen"}),
        ("5-10 minutes", {"number": 5.0, "unit": "minutes", "to": 10.0, "said": "5-10 minutes"}),
        ("2 en een half", {"number": 2.5, "unit": None}),
        ("anderhalf uur", {"number": 1.5, "unit": "uur"}),
        ("een half uur", {"number": 0.5, "unit": "uur"}),
        ("twee en een halve dag", {"number": 2.5, "unit": "dag"}),
        ("half an hour", {"number": 0.5, "unit": "hour"}),
        ("an hour and a half", {"number": 1.5, "unit": "hour"}),
        ("two and a half weeks", {"number": 2.5, "unit": "weeks"}),
        ("one and a half stars", {"number": 1.5, "unit": "stars"}),
        ("een kwartier", {"number": 15.0, "unit": "minuten"}),
        ("drie kwartier", {"number": 45.0, "unit": "minuten"}),
        ("a quarter of an hour", {"number": 15.0, "unit": "minutes"}),
        ("binnen een half uur", {"number": 0.5, "unit": "uur", "said": "binnen een half uur"}),
        ("half 10", {"number": 10.0, "unit": "half"}),
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


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_type_stands_in_the_file_of_its_name(kind: str) -> None:
    assert type(KINDS[kind]).__module__.rpartition(".")[2] == kind.replace("-", "_")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"text", "list"}))
def test_what_is_no_words_stays_when_words_are_removed(kind: str) -> None:
    _, _, value = KINDS[kind].example

    assert KINDS[kind].without_words(value, None) == value


@pytest.mark.parametrize(("kind", "stays"), [("text", None), ("list", "het pakket")])
def test_words_go_when_words_are_removed(kind: str, stays: str | None) -> None:
    assert KINDS[kind].without_words("een doos van tante Jo", "het pakket") == stays


def test_a_button_instead_of_words_stays() -> None:
    assert KINDS["text"].without_words({"option": "none"}, None) == {"option": "none"}


# --- the law: nobody compares a type's name ------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
SAID = ("said", "act")
"""What a person did is a text, a press or a file; that text is not the question type."""


def _named(node: ast.expr) -> bool:
    """Whether this is the name of a question type, or a row of nothing else."""
    if isinstance(node, ast.Constant):
        return node.value in KINDS
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return bool(node.elts) and any(_named(one) for one in node.elts)
    return False


def _owner(node: ast.expr) -> str | None:
    """Whose kind this is: of ``turn.said.kind`` it is ``said``; None where it is nobody's kind."""
    if isinstance(node, ast.Name) and node.id == "kind":
        return node.id
    if isinstance(node, ast.Attribute) and node.attr == "kind":
        return node.value.attr if isinstance(node.value, ast.Attribute) else ast.unparse(node.value)
    return None


def _comparisons(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            owners = [owner for side in sides if (owner := _owner(side)) is not None and owner not in SAID]
            if owners and any(_named(side) for side in sides):
                yield ast.unparse(node)
        rows = isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 1
        if rows and all(isinstance(one, ast.Constant) and one.value in KINDS for one in node.elts):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "type_of" and _named(node.args[0]):
            yield ast.unparse(node)


def test_nobody_outside_knows_a_question_type_by_name() -> None:
    files = (file for folder in ("bot", "flows", "renderers", "storage") for file in (ROOT / folder).rglob("*.py"))
    outside = [file for file in files if not {"questions", "sheets"} & set(file.parts)]  # a column's kind is no type
    found = {
        str(file.relative_to(ROOT)): names
        for file in outside
        if (names := list(_comparisons(file.read_text(encoding="utf-8"))))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'step.kind == "list"',
        'turn.step.kind not in ("text", "list")',
        'asked.kind != "several"',
        'kind == "list"',
        'OPEN = ("text", "list")',
        'type_of("text")',
    ],
)
def test_the_law_sees_what_it_forbids(source: str) -> None:
    assert list(_comparisons(source))


@pytest.mark.parametrize("source", ['turn.said.kind == "text"', 'timer.kind == "publish"', 'state == "review"'])
def test_the_law_lets_other_words_be(source: str) -> None:
    assert list(_comparisons(source)) == []
