"""What somebody says their step is: asked with seed labels only, and honoured by the merging."""

from __future__ import annotations

import pytest
from gold_groups import labels_of, rows_of
from journey_samples import BOOKED, journey, visit

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Label
from reisleider.flows.meaning.suggest import MOST, suggest
from reisleider.flows.synthesis.merging.merge import merge

WAITED = Label("silence", {"nl": "Wachten op de reis", "en": "Waiting for the trip"})
PAPERS = "gewacht op de papieren"


def test_a_doubtful_wording_is_asked_about_and_a_clear_or_strange_one_is_not() -> None:
    assert suggest(PAPERS, [BOOKED, WAITED]) == ("silence",)
    assert suggest("online geboekt", [BOOKED, WAITED]) == ()
    assert suggest("op de site geboekt", [BOOKED, WAITED]) == ()  # another name of it
    assert suggest("zwembad", [BOOKED, WAITED]) == ()
    assert suggest("niet online gebookt", [BOOKED, WAITED]) == ()  # a denial is never what it denies
    assert suggest(PAPERS, []) == ()


@pytest.mark.parametrize("field", ["webshop", "hospital", "software"])
def test_what_is_suggested_is_nearly_always_what_was_meant(field: str) -> None:
    labels = labels_of(field)
    asked = [(meant, found) for meant, words in rows_of(field) if (found := suggest(words, labels))]

    assert len(asked) <= 0.4 * len(rows_of(field))  # most words tell by themselves
    assert sum(meant in found for meant, found in asked) >= 0.9 * len(asked)
    assert all(len(found) <= MOST for _, found in asked)


def places(*said: str | None, overrides: tuple[Override, ...] = ()) -> list[tuple[str | None, str]]:
    """For each of these people's answers the seed label their step came under, and by which method."""
    told = [journey(n, [visit(PAPERS, same_as=one)]) for n, one in enumerate(said)]
    groups = merge(told, [BOOKED, WAITED], overrides)
    found = {m.journey.interview: (g.label and g.label.id, m.method) for g in groups for m in g.mentions}
    return [found[one.interview] for one in told]


def test_what_its_author_says_goes_before_what_the_words_tell() -> None:
    assert places(None) == [("silence", "meaning")]
    assert places("book") == [("book", "said")]
    assert places("") == [(None, "alone")]
    assert places("gone") == [("silence", "meaning")]  # a label that the study no longer has


def test_one_persons_answer_is_not_anothers() -> None:
    assert places("", None, "book") == [(None, "alone"), ("silence", "meaning"), ("book", "said")]


def test_only_a_lead_goes_before_that() -> None:
    lead = (Override("same", PAPERS, other="Online geboekt"),)

    assert places("", "silence", overrides=lead) == [("book", "decided"), ("book", "decided")]
