"""Merging held to what people grouped by hand: a fixed threshold, three fields, with and without seed labels."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from journey_samples import journey

from reisleider.flows.journey import Label
from reisleider.flows.meaning.concepts import concepts_of
from reisleider.flows.meaning.likeness import Likeness
from reisleider.flows.synthesis.merging.merge import merge

GOLD = Path(__file__).parent / "gold"
PAGE = Path(__file__).parents[2] / "docs" / "merging.md"
EVERYDAY = sorted(one.stem for one in (GOLD / "everyday").glob("*.tsv"))


def rows_of(name: str) -> list[tuple[str, ...]]:
    lines = (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line]


def f1(field: str, labels: list[Label], likeness: Likeness | None = None) -> float:
    """The pairwise F1 of unattended merging: of all pairs of wordings, those rightly put together."""
    rows = rows_of(field)
    groups = merge([journey(n, [words]) for n, (_, words) in enumerate(rows)], labels, likeness=likeness)
    of = {mention.touchpoint.words: place for place, group in enumerate(groups) for mention in group.mentions}
    pairs = [
        (left[0] == right[0], of[left[1]] == of[right[1]])
        for left, right in combinations(rows, 2)
        if left[1] != right[1]
    ]
    both = pairs.count((True, True))
    return 2 * both / (2 * both + pairs.count((True, False)) + pairs.count((False, True)))


def labels_of(field: str) -> list[Label]:
    return [Label(id, {"nl": dutch, "en": english}) for id, dutch, english in rows_of(f"{field}_labels")]


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
