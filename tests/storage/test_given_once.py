"""What an interview was given is read once, and what many were given alike is in memory once."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reisleider.bot.interviews.givens import Before, givens_for
from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Givens, Study
from reisleider.flows.scripts.script import load_script
from reisleider.storage import given_once
from reisleider.storage.codec import dump, load
from reisleider.storage.given_once import read_givens

SCRIPT = load_script("customer")
MANY, KILOBYTES = 60, 6  # interviews, and what each more of them may keep in memory: it was 46


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    read_givens.cache_clear()
    given_once._part.cache_clear()
    yield
    read_givens.cache_clear()
    given_once._part.cache_clear()


def given_to(study: Study, id: str) -> str:
    """What an interview was given, as it is stored."""
    before = Before({}, {"online geboekt": 3, "naar het hotel": int(id)})
    return json.dumps(dump(givens_for(study, SCRIPT, id, before)))


def test_it_is_read_as_the_codec_reads_the_whole(study: Study) -> None:
    for one in (study, replace(study, labels=study.labels[:2], personas=())):
        text = given_to(one, "7")
        assert read_givens(text, "7") == load(Givens, json.loads(text), "interview 7")


def test_what_an_older_program_did_not_give_is_as_if_nothing_was_given() -> None:
    assert read_givens('{"seed": 5, "facts": []}', "7") == Givens(seed=5)


@pytest.mark.parametrize("text", ['{"phases": [{"id": 7}]}', '{"seed": "thin"}', '["phases"]', "5", "null"])
def test_what_cannot_be_read_is_told_with_whose_it_is(text: str) -> None:
    with pytest.raises(StorageFault, match=r"interview 7: .+ has a shape this version cannot read"):
        read_givens(text, "7")


def test_what_all_were_given_alike_is_in_memory_once(study: Study) -> None:
    read_givens(given_to(study, "0"), "0")
    texts = [given_to(study, str(number)) for number in range(1, MANY)]
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        given = [read_givens(text, str(number)) for number, text in enumerate(texts)]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert all(one.labels is given[0].labels and one.phases is given[0].phases for one in given)
    assert (after - before) / len(given) < KILOBYTES * 1024
