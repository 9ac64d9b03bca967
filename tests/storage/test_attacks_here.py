"""Attacks on what a study promises, through the store and the commands: personas compared, status, answers edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from demo_people import perform
from demo_versions import demo_study, published
from storage_samples import NOW

from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.map.compare import sides_of
from reisleider.bot.commands.study.status import tell_coverage
from reisleider.bot.maps.publish import compile_study, latest_map, load_journeys
from reisleider.flows.journey import Answer, Persona, Study
from reisleider.flows.journey_map import Faces, JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.storage import interviews, people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store

EVERYBODY = tuple(f"customer-{at:02}" for at in range(1, 13))
BOTH = (Persona("family", {"nl": "Gezin", "en": "Family"}), Persona("couple", {"nl": "Stel", "en": "Couple"}))
STUDY = replace(demo_study(), personas=BOTH)


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        yield store


def held(store: Store, cast: tuple[str, ...], study: Study = STUDY, families: int = 6) -> None:
    """Interviews with these people; the first of everybody are families, the others couples."""
    perform(store, study, cast)
    for name in cast:
        persona = BOTH[EVERYBODY.index(name) >= families].id
        store.do(lambda c, name=name, persona=persona: _becomes(c, name, persona))


def _becomes(c: Connection, name: str, persona: str) -> None:
    person = people.load_participant(c, name)
    assert person is not None
    people.save_participant(c, replace(person, persona=persona))


def compared(store: Store, *names: str) -> list[dict[str, Faces | None]]:
    """The faces that a comparison tells, per side; of all personas where none is named."""
    maps = store.look(lambda c: sides_of(c, studies.load_study(c, STUDY.id) or STUDY, names, lambda _: False))
    return [faces_of(one) for one in maps]


def faces_of(told: JourneyMap) -> dict[str, Faces | None]:
    return {one.id: one.faces for one in touchpoints_of(told)}


def forget(store: Store, who: str) -> None:
    person = store.look(lambda c: people.load_participant(c, who))
    assert person is not None
    store.do(lambda c: forget_participant(c, person, NOW))


def edit(store: Store, who: str) -> None:
    """Somebody calls every face that they gave the opposite."""

    def faces(c: Connection) -> None:
        interview = interviews.load_interview(c, who)
        assert interview is not None
        last = interview.log[-1].seq
        given = [
            one for one in interview.log if one.kind == "answer" and type(one.value) is int and one.item is not None
        ]
        more = [_other(one, last + at) for at, one in enumerate(given, 1)]
        assert more
        interviews.save_interview(c, interview, replace(interview, log=(*interview.log, *more)))

    store.do(faces)


def _other(one: Answer, seq: int) -> Answer:
    assert isinstance(one.value, int)
    return replace(one, seq=seq, value=-one.value or 2, supersedes=one.seq)


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
