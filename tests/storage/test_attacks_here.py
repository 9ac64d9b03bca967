"""Attacks on what a study promises, through the store and the commands: personas compared, status, answers edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from demo_versions import published
from storage_samples import NOW
from two_personas import BOTH, EVERYBODY, STUDY, edit, forget, held

from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.map.compare import sides_of
from reisleider.bot.commands.study.status import tell_coverage
from reisleider.bot.maps.publish import compile_study, latest_map, load_journeys
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.storage import studies
from reisleider.storage.store import Store


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        yield store


def compared(store: Store, *names: str) -> list[dict[str, Faces | None]]:
    """The faces that a comparison tells, per side; of all personas where none is named."""
    maps = store.look(lambda c: sides_of(c, studies.load_study(c, STUDY.id) or STUDY, names, lambda _: False))
    return [faces_of(one) for one in maps]


def faces_of(told: JourneyMap) -> dict[str, Faces | None]:
    return {one.id: one.faces for one in touchpoints_of(told)}


def test_personas_are_compared_by_what_was_published_whoever_left_since(store: Store) -> None:
    held(store, EVERYBODY, families=len(EVERYBODY))
    published(store, STUDY)
    before = compared(store, "family", "v1")
    forget(store, EVERYBODY[0])

    assert all(any(faces is not None for faces in side.values()) for side in before)
    assert compared(store, "family", "v1") == before


def test_a_persona_that_was_thought_of_later_is_not_compared_on_figures_that_never_went_out(store: Store) -> None:
    alone = replace(STUDY, personas=BOTH[:1])
    held(store, EVERYBODY, alone)
    published(store, alone)
    store.do(lambda c: studies.save_study(c, STUDY))

    with pytest.raises(Unclear):
        compared(store)


def test_who_to_ask_next_tells_nothing_of_what_a_newcomer_said(store: Store) -> None:
    held(store, EVERYBODY[:7])
    published(store, STUDY)
    before = store.look(lambda c: tell_coverage(c, STUDY.id, "nl")).plain
    held(store, EVERYBODY[7:8])
    after = store.look(lambda c: tell_coverage(c, STUDY.id, "nl")).plain

    couples = [next(line for line in told.splitlines() if "Stel:" in line) for told in (before, after)]
    assert couples[0].replace("1 heeft", "2 hebben").replace("nog 4", "nog 3") == couples[1]
    assert [line for line in before.splitlines() if "Stel:" not in line] == [
        line for line in after.splitlines() if "Stel:" not in line
    ]


@pytest.mark.parametrize("joining", [0, 1, 2])
def test_who_edits_an_answer_does_not_count_as_somebody_new(store: Store, joining: int) -> None:
    held(store, EVERYBODY[:5])
    published(store, STUDY)
    first = store.look(lambda c: latest_map(c, STUDY.id))
    told = [one for one in store.look(lambda c: load_journeys(c, STUDY.id))[1] if one.participant == EVERYBODY[0]]
    for who in EVERYBODY[: 3 - joining]:
        edit(store, who)
    held(store, EVERYBODY[5 : 5 + joining])
    again = [one for one in store.look(lambda c: load_journeys(c, STUDY.id))[1] if one.participant == EVERYBODY[0]]
    published(store, STUDY)
    preview = store.look(lambda c: compile_study(c, STUDY.id, NOW)).journey_map
    second = store.look(lambda c: latest_map(c, STUDY.id))

    assert told != again
    assert first is not None
    assert second == first
    assert faces_of(preview) == faces_of(first)
