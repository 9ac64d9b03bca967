"""What an answer leaves unsaid, and what may be quoted of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reisleider.flows.listening.care.unsaid import QUOTED, gap_in, quote, tells_nothing


@pytest.mark.parametrize(
    "answer",
    [
        "Ik heb 449 euro nooit teruggezien",
        "De consultant had onze eigen rooster nagebouwd",
        "Het voelt als een warm bad",
        "ja dat weet ik eigenlijk ook niet meer zo precies allemaal hoor",
        "mijn man is die week overleden",
        "ik ben er doodop van, ik heb staan huilen",
        "ik denk aan zelfmoord",
        "wie leest dit?",
        "rot op",
        "dat gaat je niks aan",
        "weet niet",
        "liever niet",
        "none of your business",
        "no idea",
        "niks eigenlijk",
        "...",
        "😡😡😡",
        "nee",
        "we kregen vrij in juli",
        "drie weken gewacht",
    ],
)
def test_what_is_concrete_hard_or_refused_is_never_asked_on_about(answer: str) -> None:
    assert gap_in(answer) is None


@pytest.mark.parametrize(
    ("answer", "gap"),
    [
        ("zon", "meaning"),
        ("Wachttijd", "meaning"),
        ("lang", "meaning"),
        ("it was all very good", "meaning"),
        ("de bus kwam niet", "followed"),
        ("wasmachine kapot", "followed"),
        ("the order got cancelled", "followed"),
        ("het viel me tegen", "expected"),
        ("beter dan verwacht", "expected"),
        ("it was disappointing", "expected"),
    ],
)
def test_a_gap_is_told_by_what_is_missing(answer: str, gap: str) -> None:
    assert gap_in(answer) == gap


def test_the_question_said_back_tells_nothing_new() -> None:
    assert gap_in("wat er speelde toen", "Hoe begon het? Vertel wat er toen speelde.") == "meaning"


@given(st.text(max_size=200))
def test_what_is_quoted_are_whole_words_four_at_most(answer: str) -> None:
    words, quoted = (re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text) for text in (answer, quote(answer)))

    assert len(quoted) <= QUOTED
    assert set(quoted) <= set(words)
    assert gap_in(answer) != "meaning" or quoted


@pytest.mark.parametrize(
    ("answer", "quoted"),
    [
        ("zon.", "zon"),
        ("De klantenservice!", "De klantenservice"),
        ("het was allemaal zo ontzettend slecht geregeld", "ontzettend slecht geregeld"),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_quote_begins_with_a_word_that_means_something(answer: str, quoted: str) -> None:
    assert quote(answer) == quoted


@pytest.mark.parametrize("reply", ["nee", "no", "nee hoor", "niet echt", "weet ik niet meer", "nope", "rather not"])
def test_a_no_is_nothing_to_keep(reply: str) -> None:
    assert tells_nothing(reply)


def test_who_does_not_know_one_thing_may_tell_another() -> None:
    assert not tells_nothing("ik weet niet hoe lang, maar de monteur kwam drie dagen later")
    assert not tells_nothing("warm")
