"""What one ledger per study keeps: first versions, personas, previews, names and ids that tell nobody apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bringing import bring_back
from demo_people import perform
from demo_versions import FIRST, NEXT, demo_study, published
from storage_samples import NOW

from reisleider.bot.commands.map.trace import trace_words
from reisleider.bot.maps.publish import (
    compile_persona,
    compile_study,
    latest_map,
    load_journeys,
    publish_map,
    show_preview,
)
from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.compile import compile_map
from reisleider.storage import archive, people, studies, versions
from reisleider.storage.codec import dump
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.ledgers import ledger_of, shown_last
from reisleider.storage.store import Connection, Store

STUDY = demo_study()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as opened:
        yield opened


def forget(c: Connection, who: str) -> None:
    person = people.load_participant(c, who)
    assert person is not None
    forget_participant(c, person, NOW)


@pytest.mark.parametrize("cast", [FIRST[:1], FIRST[:2]])
def test_a_first_version_waits_for_the_minimum_group_and_a_preview_names_nothing(
    store: Store, cast: tuple[str, ...]
) -> None:
    perform(store, STUDY, cast)
    first = published(store, STUDY).journey_map

    assert first.version == 0
    assert list(touchpoints_of(first)) == []
    assert store.look(lambda c: latest_map(c, STUDY.id)) is None
    assert store.look(lambda c: compile_persona(c, STUDY.id, STUDY.personas[0])) is None


def test_a_preview_goes_out_too_so_the_next_waits_for_enough_people(store: Store) -> None:
    perform(store, STUDY, FIRST)
    first = published(store, STUDY).journey_map
    perform(store, STUDY, NEXT[:1])
    preview = store.do(lambda c: show_preview(c, compile_study(c, STUDY.id, NOW), NOW)).journey_map

    assert replace(preview, version=1) == first
    assert store.look(lambda c: shown_last(c, STUDY.id, None)) == preview


def test_a_newcomer_is_behind_no_trace_before_a_version_holds_them(store: Store) -> None:
    perform(store, STUDY, FIRST)
    assert store.look(lambda c: trace_words(c, STUDY.id, "website", "nl")) is None
    published(store, STUDY)
    before = store.look(lambda c: trace_words(c, STUDY.id, "boeken", "nl"))
    perform(store, STUDY, NEXT)

    assert before is not None
    assert store.look(lambda c: trace_words(c, STUDY.id, "boeken", "nl")) == before


def test_a_map_compiled_before_somebody_left_is_not_the_one_that_is_published(store: Store) -> None:
    perform(store, STUDY, FIRST)
    compiled = store.look(lambda c: compile_study(c, STUDY.id, NOW))
    store.do(lambda c: forget(c, FIRST[0]))
    told = store.do(lambda c: publish_map(c, compiled, NOW))

    assert told.journey_map.customers.counted == len(FIRST) - 1


def test_ids_of_touchpoints_that_no_label_names_cannot_be_made_from_words_and_stay(store: Store) -> None:
    study = replace(STUDY, labels=())
    perform(store, study, FIRST)
    store.do(lambda c: studies.save_study(c, study))
    merged = store.look(lambda c: compile_study(c, study.id, NOW))
    first = store.do(lambda c: publish_map(c, merged, NOW)).journey_map
    perform(store, study, NEXT)
    second = published(store, study).journey_map
    names = {one.id: one.label for one in touchpoints_of(first)}
    words = {form(step.words) for one in merged.journeys for step in one.touchpoints}

    assert names
    assert not names.keys() & {id_of(one) for one in words}
    assert names.keys() <= {one.id for one in touchpoints_of(second)}


def test_the_ledger_travels_with_the_archive_and_who_was_forgotten_here_is_opaque_in_it(
    store: Store, tmp_path: Path
) -> None:
    perform(store, STUDY, FIRST)
    published(store, STUDY)
    exported = json.loads(json.dumps(store.look(lambda c: archive.export_study(c, STUDY.id))))
    kept = store.look(lambda c: ledger_of(c, STUDY.id))
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.do(lambda c: bring_back(c, exported))
        assert other.look(lambda c: ledger_of(c, STUDY.id)) == kept
    store.do(lambda c: forget(c, FIRST[0]))
    store.do(lambda c: studies.delete_study(c, STUDY.id))
    assert store.look(lambda c: ledger_of(c, STUDY.id)) is None
    store.do(lambda c: bring_back(c, exported))
    back = store.look(lambda c: ledger_of(c, STUDY.id))

    assert kept is not None
    assert back is not None
    gone = {token for one in kept.blocks for token in one.people} - {
        token for one in back.blocks for token in one.people
    }
    assert gone
    assert [one.counts for one in back.blocks] == [one.counts for one in kept.blocks]


def test_an_archive_without_accounts_finds_nobody_in_a_chat(store: Store) -> None:
    perform(store, STUDY, FIRST)
    store.do(lambda c: people.link_account(c, FIRST[0], "slack", "T1", "UKEES"))
    told = store.look(lambda c: archive.export_study(c, STUDY.id, accounts=False))

    assert "UKEES" in json.dumps(store.look(lambda c: archive.export_study(c, STUDY.id)))
    assert "UKEES" not in json.dumps(told)
    assert not any(line["ref"] for one in told["interviews"] for line in one["log"])


def test_what_was_published_before_there_were_ledgers_keeps_its_ids_and_is_judged_too(store: Store) -> None:
    study = replace(STUDY, labels=())
    perform(store, study, FIRST)
    store.do(lambda c: studies.save_study(c, study))
    _, journeys = store.look(lambda c: load_journeys(c, study.id))
    old = compile_map(study, journeys, version=1, now=NOW)
    who = [one.participant for one in journeys]
    store.do(lambda c: versions.publish(c, study.id, None, dump(old), who, NOW))
    assert store.look(lambda c: ledger_of(c, study.id)) is None
    before = store.look(lambda c: compile_persona(c, study.id, study.personas[0]))
    perform(store, study, NEXT)
    second = published(store, study).journey_map
    then, now = ({one.id: one.named for one in touchpoints_of(told)} for told in (old, second))

    assert before is None  # a persona's map goes out with a version, or not at all
    assert then
    assert then.keys() <= now.keys()
    assert all((now[id] or 0) - (count or 0) not in (1, 2) for id, count in then.items())
    assert store.look(lambda c: ledger_of(c, study.id)) is not None
