"""One published version after another, of the demo's people: no difference between them tells of a few."""

from __future__ import annotations

from pathlib import Path

from demo_people import perform
from demo_versions import FIRST, NEXT, demo_study, published
from storage_samples import NOW

from reisleider.bot.maps.publish import compile_persona, compile_study, publish_map
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.synthesis.privacy.ledger import person_of
from reisleider.storage import people
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.ledgers import ledger_of
from reisleider.storage.store import Store

LEAST = 3


def told(journey_map: JourneyMap) -> dict[str, tuple[int | None, Faces | None]]:
    return {one.id: (one.named, one.faces) for one in touchpoints_of(journey_map)}


def changed(before: JourneyMap, after: JourneyMap) -> list[int]:
    """By how many people figures differ that both versions show."""
    then, now = told(before), told(after)
    counts = [abs((now[id][0] or 0) - (then[id][0] or 0)) for id in then.keys() & now.keys() if then[id][0]]
    for id in then.keys() & now.keys():
        one, other = then[id][1], now[id][1]
        if one is not None and other is not None:
            counts.append(sum(abs(left - right) for left, right in zip(one.counts, other.counts, strict=True)))
    return counts


def test_a_second_version_changes_no_figure_by_fewer_than_the_minimum(tmp_path: Path) -> None:
    study = demo_study()
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, study, FIRST)
        first = published(store, study).journey_map
        perform(store, study, NEXT)
        preview = store.do(lambda c: compile_study(c, study.id, NOW)).journey_map
        second = published(store, study).journey_map

    assert (first.version, second.version) == (1, 2)
    assert all(count == 0 or count >= LEAST for count in changed(first, second))
    assert len(told(second)) > len(told(first))  # what only the new ones make enough people is told at once
    assert told(preview) == told(second)


def test_a_preview_that_another_version_overtook_is_not_published(tmp_path: Path) -> None:
    study = demo_study()
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, study, FIRST)
        stale = store.do(lambda c: compile_study(c, study.id, NOW))
        published(store, study)
        perform(store, study, NEXT)
        late = store.do(lambda c: publish_map(c, stale, NOW)).journey_map

        assert late.version == 1
        assert published(store, study).journey_map.version == 2


def test_who_is_forgotten_stays_in_the_numbers_that_went_out_and_in_nothing_else(tmp_path: Path) -> None:
    study = demo_study()
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, study, FIRST)
        first = published(store, study).journey_map
        before = store.look(lambda c: ledger_of(c, study.id))
        who = store.look(lambda c: people.load_participant(c, FIRST[0]))
        store.do(lambda c: forget_participant(c, who, NOW))
        after = store.look(lambda c: ledger_of(c, study.id))
        perform(store, study, NEXT)
        second = published(store, study).journey_map

    assert all(count == 0 or count >= LEAST for count in changed(first, second))
    then, now = told(first), told(second)
    assert then.keys() <= now.keys()
    assert [id for id, (named, _) in then.items() if (now[id][0] or 0) < (named or 0)] == []
    assert before is not None
    assert after is not None
    named = person_of(bytes.fromhex(before.salt), "named", FIRST[0])
    assert any(token.startswith(named) for one in before.blocks for token in one.people)
    for kind in {one.kind for one in after.blocks}:
        mine = person_of(bytes.fromhex(before.salt), kind, FIRST[0])
        assert not any(token.startswith(mine) for one in after.blocks for token in one.people)


def test_one_personas_map_is_steadied_by_that_of_the_version_before(tmp_path: Path) -> None:
    study = demo_study()
    persona = study.personas[0]
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, study, FIRST)
        assert store.do(lambda c: compile_persona(c, study.id, persona)) is None
        published(store, study)
        before = store.do(lambda c: compile_persona(c, study.id, persona))
        perform(store, study, NEXT)
        published(store, study)
        after = store.do(lambda c: compile_persona(c, study.id, persona))

    assert before is not None
    assert after is not None
    assert (before.journey_map.version, after.journey_map.version) == (1, 2)
    assert all(count == 0 or count >= LEAST for count in changed(before.journey_map, after.journey_map))
