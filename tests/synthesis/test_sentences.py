"""The optional extra: wordings that the lexicon does not know are told by their sentences."""

from __future__ import annotations

import random
from importlib import resources
from itertools import combinations

import pytest
from gold_groups import f1, labels_of
from hypothesis import given, settings
from hypothesis import strategies as st
from journey_samples import NOW, journey, study

from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.meaning.clusters import ALIKE, Unit, cluster
from reisleider.flows.meaning.concepts import Concepts, product
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.sentences import Sentences
from reisleider.flows.synthesis.compile import compile_map


@pytest.mark.long  # the model reads every wording
@pytest.mark.parametrize(("field", "least"), [("webshop", 0.85), ("hospital", 0.70), ("software", 0.70)])
def test_with_the_extra_unattended_merging_agrees_with_people(field: str, least: float) -> None:
    assert f1(field, [], Sentences()) >= least


@pytest.mark.long  # the model reads every wording
@pytest.mark.parametrize(("field", "least"), [("webshop", 0.85), ("hospital", 0.75), ("software", 0.75)])
def test_with_the_extra_seed_labels_bring_it_closer(field: str, least: float) -> None:
    assert f1(field, labels_of(field), Sentences()) >= least


FILE = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
OTHERS = ("fed the giraffes", "de giraffen gevoerd", "de kapper knipte mijn pony")


def test_words_no_lexicon_knows_are_told_by_their_sentence() -> None:
    def likeness(method: Concepts | Sentences) -> tuple[float, float]:
        english, dutch, hairdresser = method.vectors(OTHERS)
        return product(english, dutch), product(dutch, hairdresser)

    same, other = likeness(Sentences())
    assert same >= ALIKE > other
    assert same > likeness(Concepts())[0]


def test_a_study_that_asks_for_it_compiles_with_it() -> None:
    told = [journey(n, [OTHERS[n % 2]]) for n in range(6)]

    def touchpoints(of: Study) -> int:
        return sum(1 for _ in touchpoints_of(compile_map(of, told, version=1, now=NOW)))

    assert touchpoints(study(likeness="sentences")) == 1
    assert touchpoints(study()) == 2


WORDS = st.lists(
    st.sampled_from(["zuurdesem", "kapper", "bestelling", "betaald", "pony", "workshop", "gebeld", "factuur", "x"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@pytest.mark.long  # every new wording is read by the model
@settings(deadline=None)  # the first wording waits for the model to load
@given(st.lists(WORDS, min_size=2, max_size=12, unique=True))
def test_no_pair_that_is_alike_enough_is_overlooked(wordings: list[str]) -> None:
    """The quick way of finding pairs gives what comparing all with all gives: two wordings that are alike are one."""
    vectors = Sentences().vectors(wordings)
    for left, right in combinations(range(len(wordings)), 2):
        pair = [Unit(frozenset({str(n)}), vectors[n], frozenset({str(n)})) for n in (left, right)]
        alike = round(product(vectors[left], vectors[right]), 9) >= ALIKE
        assert len(cluster(pair)) == (1 if alike else 2)


@pytest.mark.long  # the model reads every wording
def test_the_order_of_wordings_changes_nothing() -> None:
    wordings = [f"{one} {n}" for n, one in enumerate(OTHERS * 3)]
    mixed = random.Random(7).sample(wordings, len(wordings))
    told = dict(zip(wordings, Sentences().vectors(wordings), strict=True))
    again = dict(zip(mixed, Sentences().vectors(mixed), strict=True))
    for left, right in combinations(wordings, 2):
        assert product(told[left], told[right]) == pytest.approx(product(again[left], again[right]), abs=1e-9)


def test_a_study_file_may_ask_for_it() -> None:
    assert read_study('likeness = "sentences"\n' + FILE, "study.toml", NOW).likeness == "sentences"
    with pytest.raises(StudyFault, match=r"likeness: use lexicon or sentences"):
        read_study('likeness = "magic"\n' + FILE, "study.toml", NOW)
