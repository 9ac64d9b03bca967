"""Numbers and signs as people type them: in every alphabet, with every mark, read alike or asked back."""

from __future__ import annotations

import pytest
from question_samples import offer_of, step_of

from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Partly, Refused, Taken
from reisleider.flows.questions import KINDS
from reisleider.flows.words.replies import means

NUMBERS = (
    ("nl", "1.500", 1500),
    ("en", "1,500", 1500),
    ("nl", "1.500,5", 1500.5),
    ("en", "1,500.5", 1500.5),
    ("nl", "1 500", 1500),
    ("nl", "1\u00a0500", 1500),
    ("en", "1\u202f500", 1500),
    ("nl", "1'500", 1500),
    ("nl", "1’500", 1500),
    ("nl", "2.500.000", 2_500_000),
    ("en", "2,500,000", 2_500_000),
    ("nl", "4,5", 4.5),
    ("en", "4.5", 4.5),
    ("nl", "0,125", 0.125),
    ("nl", "½", 0.5),
    ("nl", "2½ uur", 2.5),
    ("en", "2 ½ hours", 2.5),
    ("en", "1/2", 0.5),
    ("nl", "3 1/2", 3.5),
    ("nl", "–5", -5),
    ("en", "−5 degrees", -5),
    ("nl", "€ 25", 25),
    ("nl", "25 euro", 25),
    ("nl", "٣", 3),
    ("nl", "３", 3),
    ("nl", "3️⃣", 3),
    ("nl", "🔟", 10),
    ("nl", "1\u200b2", 12),
    ("nl", "€ 25,-", 25),
    ("nl", "—7", -7),
    ("nl", "minus 7", -7),
    ("en", "minus 4.5 degrees", -4.5),
    ("nl", "1´500", 1500),
    ("nl", "１２．５", 12.5),
    ("nl", "٣٫٥", 3.5),
    ("nl", "12.345.678", 12_345_678),
    ("nl", "5,", 5),
)


@pytest.mark.parametrize(("language", "typed", "number"), NUMBERS)
def test_a_number_is_read_as_its_language_writes_it(language: str, typed: str, number: float) -> None:
    outcome = KINDS["number"].parse(step_of("number"), Offer(language=language), Said("text", text=typed))

    assert isinstance(outcome, Taken), outcome
    assert outcome.value["number"] == number


@pytest.mark.parametrize(
    "typed", ["5-10 dagen", "5 – 10", "tussen 5 en 10", "5 tot 10", "5‑10", "５～１０", "5 a 10", "5 or 10"]
)
def test_a_range_keeps_both_ends(typed: str) -> None:
    outcome = KINDS["number"].parse(step_of("number"), Offer(language="nl"), Said("text", text=typed))

    assert isinstance(outcome, Taken)
    assert (outcome.value["number"], outcome.value["to"]) == (5, 10)


@pytest.mark.parametrize(("language", "typed"), [("nl", "1,500"), ("en", "1.500")])
def test_what_may_be_two_numbers_is_asked_back(language: str, typed: str) -> None:
    outcome = KINDS["number"].parse(step_of("number"), Offer(language=language), Said("text", text=typed))

    assert isinstance(outcome, Refused)
    assert outcome.key == "refused.number-unclear"


@pytest.mark.parametrize(
    "typed",
    [
        "8/10",
        "1/0",
        "12:30",
        "31/12/2026",
        "1,2,3",
        "1,234,56",
        "1.2.3",
        "twenty-two",
        "1e5",
        "0x10",
        "1_000",
        "9" * 40,
    ],
)
def test_what_goes_on_as_no_number_does_is_asked_for_again(typed: str) -> None:
    for language in ("nl", "en"):
        outcome = KINDS["number"].parse(step_of("number"), Offer(language=language), Said("text", text=typed))

        assert outcome == Refused("refused.number")


@pytest.mark.parametrize("typed", ["2", "２", "2️⃣", "٢", "2\u200b", "\u200e2"])
def test_a_choice_is_named_by_its_number_in_any_digits(typed: str) -> None:
    outcome = KINDS["several"].parse(step_of("several"), offer_of("several"), Said("text", text=typed))

    assert isinstance(outcome, Taken)
    assert outcome.value == ["b"]


@pytest.mark.parametrize("typed", ["👍🏽", "👍", "👍\ufe0f", "\u200b👍🏿"])
def test_a_thumb_of_any_colour_is_a_yes(typed: str) -> None:
    assert means(typed, "yes")
    assert not means(typed, "no")


@pytest.mark.parametrize("typed", ["st\u200bop", "\ufeffstop", "stop\u200e"])
def test_signs_nobody_sees_change_no_word(typed: str) -> None:
    assert means(typed, "stop")


@pytest.mark.parametrize("typed", ["👍", "👍🏼"])
def test_a_thumb_at_faces_is_no_number(typed: str) -> None:
    outcome = KINDS["faces"].parse(step_of("faces"), offer_of("faces"), Said("text", text=typed))

    assert getattr(outcome, "value", 1) == 1


def test_what_was_chosen_first_is_told_back() -> None:
    outcome = KINDS["most-least"].parse(step_of("most-least"), offer_of("most-least"), Said("press", choice="i2"))

    assert isinstance(outcome, Partly)
    assert outcome.choice is not None
    assert outcome.choice.id == "i2"
