"""What interviews tell is folded once: only what moved is read again, and nothing that went is told any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from demo_people import interviewed, perform
from storage_samples import NOW
from typing_in import STUDY

from reisleider.bot.demo.play import load_people
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.maps.folding import let_go
from reisleider.bot.maps.publish import compile_study, load_journeys
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Answer, Journey
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import interviews, people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store

ID = "zonnevaart"
THREE = ("customer-01", "customer-02", "customer-03")
FOURTH = next(one for one in load_people() if one.name == "customer-04")


@pytest.fixture(name="store")
def _told(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        perform(store, read_study(STUDY, "study.toml", NOW), THREE)
        yield store


def load(store: Store) -> tuple[tuple[Journey, ...], int]:
    """The journeys, and how many interviews were read for them."""
    heard: list[str] = []
    journeys = store.look(lambda c: load_journeys(c, ID, lambda *told: heard.append(str(told))))[1]
    return journeys, len(heard) - 2  # it is told when it begins and when it ends, too


def anew(store: Store) -> tuple[Journey, ...]:
    """The journeys as they are told by what stands there now."""

    def tell(c: Connection) -> tuple[Journey, ...]:
        out = {one.id for one in people.participants(c, ID) if one.excluded}
        told = [one for one in interviews.interviews(c, ID) if one.log and one.participant not in out]
        return tuple(fold(script_of(c, one), one) for one in told)

    return store.look(tell)


def test_only_who_told_since_is_read(store: Store) -> None:
    assert load(store) == (anew(store), 3)
    assert load(store) == (anew(store), 0)
    study = store.look(lambda c: studies.load_study(c, ID))
    store.do(lambda c: interviewed(c, study, FOURTH))

    assert load(store) == (anew(store), 1)


def test_who_goes_on_is_read_again(store: Store) -> None:
    load(store)
    before = store.look(lambda c: interviews.load_interview(c, THREE[0]))
    more = Answer(before.log[-1].seq + 1, before.log[-1].step, None, "meer", "meer", NOW, kind="remark")
    after = replace(before, log=(*before.log, more), turn=before.turn + 1)
    store.do(lambda c: interviews.save_interview(c, before, after))

    assert load(store) == (anew(store), 1)


def tell(store: Store, who: str, words: str) -> None:
    """Let somebody have told one step, in these words."""
    log = store.look(lambda c: interviews.load_interview(c, who)).log
    first = next(one for one in log if one.step in ("steps", "more-steps") and isinstance(one.value, str))
    store.do(lambda c: interviews.put_answers(c, who, [replace(first, value=words, verbatim=words)]))


def forget(store: Store, who: str) -> None:
    gone = store.look(lambda c: people.load_participant(c, who))
    store.do(lambda c: forget_participant(c, gone, NOW))


def held(words: str) -> list[str]:
    """Everything in memory that holds these words."""
    gc.collect()
    return [
        part for one in gc.get_objects() for part in gc.get_referents(one) if isinstance(part, str) and words in part
    ]


def test_no_memory_holds_what_was_forgotten(store: Store) -> None:
    store.when_forgotten(let_go)
    word = "".join(["kwik", "staart"])  # nobody else says it, nor this file
    tell(store, THREE[0], f"{word} gebeld")
    assert store.look(lambda c: compile_study(c, ID, NOW)).journeys
    assert [one for one in held(word) if one != word]
    forget(store, THREE[0])

    assert [one for one in held(word) if one != word] == []


def test_what_was_forgotten_is_told_no_more(store: Store) -> None:
    load(store)
    gone = store.look(lambda c: people.load_participant(c, THREE[1]))
    store.do(lambda c: forget_participant(c, gone, NOW))
    journeys, _ = load(store)

    assert THREE[1] not in {one.participant for one in journeys}
    assert journeys == anew(store)


def test_who_is_excluded_is_on_no_map_and_comes_back(store: Store) -> None:
    load(store)
    who = store.look(lambda c: people.load_participant(c, THREE[2]))
    store.do(lambda c: people.save_participant(c, replace(who, excluded=True)))
    assert load(store) == (anew(store), 0)
    store.do(lambda c: people.save_participant(c, who))

    assert load(store) == (anew(store), 1)


def test_words_that_were_replaced_are_not_remembered(store: Store) -> None:
    load(store)
    log = store.look(lambda c: interviews.load_interview(c, THREE[0])).log
    other = tuple(replace(one, verbatim="", value=None) if one.kind == "remark" else one for one in log[:-2])
    store.do(lambda c: interviews.put_answers(c, THREE[0], other))

    assert load(store)[0] == anew(store)


def test_a_study_that_is_deleted_and_made_again_begins_anew(store: Store) -> None:
    load(store)
    study = store.look(lambda c: studies.load_study(c, ID))
    store.do(lambda c: studies.delete_study(c, ID))
    with pytest.raises(StudyFault):
        load(store)
    store.do(lambda c: studies.save_study(c, study))

    assert load(store) == ((), 0)


def test_the_map_is_the_same_read_once_or_again(store: Store) -> None:
    first, again = (store.look(lambda c: compile_study(c, ID, NOW)) for _ in range(2))
    with Store.open(f"sqlite:///{store.file}") as other:
        fresh = other.look(lambda c: compile_study(c, ID, NOW))

    assert first.journey_map == again.journey_map == fresh.journey_map
