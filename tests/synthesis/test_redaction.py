"""Redaction: what tells who somebody is goes, all other words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import work_of

from reisleider.flows.synthesis.privacy.redaction import MARK, redact


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("mail me op jan.jansen@example.org graag", "mail me op […] graag"),
        ("zie https://example.org/mijn?id=3 daar", "zie […] daar"),
        ("zie www.example.org", "zie […]"),
        ("volg @annavakantie maar", "volg […] maar"),
        ("bel 06-12345678 even", "bel […] even"),
        ("bel 06 12 34 56 78 even", "bel […] even"),
        ("call +31 6 1234 5678 please", "call […] please"),
        ("call (020) 123 4567 please", "call […] please"),
        ("op NL91ABNA0417164300 gestort", "op […] gestort"),
        ("op NL91 ABNA 0417 1643 00 gestort", "op […] gestort"),
        ("op nl91 abna 0417 1643 00 gestort", "op […] gestort"),
        ("ik woon op 1234 AB 12 hoor", "ik woon op […] hoor"),
        ("ik woon in 1234AB", "ik woon in […]"),
        ("ik woon in 1234 ab.", "ik woon in […]."),
        ("aan de Dorpsstraat 12a dus", "aan de […] dus"),
        ("at 12 Baker Street then", "at […] then"),
        ("in SW1A 1AA then", "in […] then"),
        ("bestelnummer: 20-4431 kwam niet", "[…] kwam niet"),
        ("order number AB-12345 got lost", "[…] got lost"),
        ("boeking 445566 verdween", "[…] verdween"),
        ("ticket #4821 bleef open", "[…] bleef open"),
        ("kenmerk ZV2024-00123 dus", "kenmerk […] dus"),
        ("geboren op 03-04-1980 ja", "geboren op […] ja"),
        ("mevrouw Jansen hielp me", "[…] hielp me"),
        ("mevrouw jansen hielp me", "[…] hielp me"),
        ("Meneer Van den Berg belde", "[…] belde"),
        ("meneer de Vries belde", "[…] belde"),
        ("Mr. Smith told me", "[…] told me"),
        ("Ms O'Hara told me", "[…] told me"),
        ("dr. De Boer zei", "[…] zei"),
        ("ik heet Anna Bakker en wachtte", "[…] en wachtte"),
        ("my name is Anna", "[…]"),
        ("collega Piet wist het niet", "[…] wist het niet"),
        ("een agent named Susan", "een agent […]"),
    ],
)
def test_what_tells_who_somebody_is_is_taken_out(words: str, left: str) -> None:
    assert redact(words) == left


@pytest.mark.parametrize(
    "words",
    [
        "Er kwam ineens 240 euro bij, na 3 weken wachten.",
        "De prijs ging van 1.299,95 naar 1.450,00 euro",
        "€1499 voor 2 volwassenen en 3 kinderen",
        "Die mevrouw aan de balie was heel vriendelijk",
        "mevrouw zei dat het niet kon",
        "In 2024 ging het beter dan in 2023.",
        "Ik bestelde om 12:30 en het kwam om 18:00",
        "I called at 9 am and waited 45 minutes",
        "Google en Instagram wisten het ook niet",
        "een boeking voor twee personen",
        "de order was weg",
        "ik ben tevreden over de app",
        "het begon in 1980 ja",
        "🙂 <b>prima</b> {{ 7*7 }}",
        "",
    ],
)
def test_ordinary_words_stay_as_they_were_said(words: str) -> None:
    assert redact(words) == words


@given(st.text(max_size=200), st.text(max_size=200))
def test_an_address_is_found_in_any_surroundings(before: str, after: str) -> None:
    told = redact(f"{before} anna@example.org {after}")

    assert "anna@example.org" not in told
    assert MARK in told


@pytest.mark.parametrize("piece", ["1", "a", "A ", "mevrouw ", "06-", "x@", "NL91 ", "van de "])
def test_a_hostile_text_costs_no_time(piece: str) -> None:
    assert work_of(lambda: redact(piece * 3000)) < 5
