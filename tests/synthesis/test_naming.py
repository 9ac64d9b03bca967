"""What a lead types must be a name some touchpoint goes by; what comes near is only named."""

from __future__ import annotations

import pytest
from journey_samples import BOOKED, journey

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.synthesis.merging.names import meant, nearest

TOLD = [journey(1, ["klantenservice gebeld", "pakket opengemaakt"]), journey(2, ["called customer service"])]


@pytest.mark.parametrize(
    ("words", "holds_for"),
    [
        ("Klantenservice gebeld!", "Klantenservice gebeld!"),
        ("de klantenservice gebeld", "de klantenservice gebeld"),
        ("Online geboekt", "Online geboekt"),
        ("op de site geboekt", "op de site geboekt"),
        ("book", "Online geboekt"),
        ("Het telefoontje", "klantenservice gebeld"),
        ("de helpdesk gesproken", None),
        ("klantenservice niet gebeld", None),
        ("pakket", None),
        ("", None),
    ],
)
def test_a_touchpoint_is_meant_by_what_was_said_its_label_or_the_name_it_got(words: str, holds_for: str | None) -> None:
    renamed = [Override("rename", "klantenservice gebeld", texts={"nl": "Het telefoontje"})]

    assert meant(words, TOLD, [BOOKED], renamed) == holds_for


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("klantenservise gebelt", "klantenservice gebeld"),
        ("pakje uitgepakt", "pakket opengemaakt"),
        ("the site, booked", "op de site geboekt"),
    ],
)
def test_the_nearest_by_letters_or_meaning_come_first_and_are_few(words: str, first: str) -> None:
    found = nearest(words, TOLD, [BOOKED])

    assert found[0] == first
    assert len(found) <= 3


def test_nothing_is_near_what_is_like_nothing() -> None:
    assert nearest("xyzzy", TOLD, [BOOKED]) == ()
    assert nearest("xyzzy", [], []) == ()
