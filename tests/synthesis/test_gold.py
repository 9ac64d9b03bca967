"""Merging held to what people grouped by hand: a fixed threshold, three fields, with and without seed labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_groups import EVERYDAY, f1, labels_of

from reisleider.flows.meaning.concepts import concepts_of

PAGE = Path(__file__).parents[2] / "docs" / "merging.md"


@pytest.mark.parametrize(("field", "least"), [("webshop", 0.85), ("hospital", 0.60), ("software", 0.60)])
def test_unattended_merging_agrees_with_people(field: str, least: float) -> None:
    assert f1(field, []) >= least


@pytest.mark.parametrize(("field", "least"), [("webshop", 0.85), ("hospital", 0.75), ("software", 0.75)])
def test_seed_labels_bring_it_closer(field: str, least: float) -> None:
    assert f1(field, labels_of(field)) >= least


def test_everyday_fields_are_merged_as_people_would_on_the_whole() -> None:
    found = [f1(f"everyday/{field}", []) for field in EVERYDAY]

    assert len(found) == 22
    assert sum(found) / len(found) >= 0.75


@pytest.mark.parametrize("field", ["webshop", "hospital", "software"])
def test_the_documents_tell_the_figures_as_they_are(field: str) -> None:
    told = PAGE.read_text(encoding="utf-8")

    assert f"| {f1(field, []):.3f} | {f1(field, labels_of(field)):.3f} |" in told


@pytest.mark.parametrize("field", EVERYDAY)
def test_no_everyday_field_is_left_out_of_the_lexicon(field: str) -> None:
    assert f1(f"everyday/{field}", []) >= 0.4


@pytest.mark.parametrize(
    ("words", "concepts"),
    [
        ("opgehaald", {"get", "collect"}),  # a whole word of one concept begins a word of another
        ("proefles", {"trial", "school"}),
        ("afgehaald", {"pickup", "collect"}),
    ],
)
def test_a_word_means_all_that_the_lexicon_says_of_it(words: str, concepts: set[str]) -> None:
    assert concepts_of(words).keys() == concepts
