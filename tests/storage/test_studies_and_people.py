"""Studies, their homes and leads; people, their accounts and what they are being asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from storage_samples import CHAT, a_participant, a_study, an_interview, seed

from reisleider.flows.faults import StorageFault
from reisleider.flows.messages import Address
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Store

LEADS = (("slack", "T1", "U1"), ("telegram", "bot", "77"))


def test_a_study_is_found_as_it_was_saved(store: Store) -> None:
    study = a_study()
    store.do(lambda c: studies.save_study(c, study))

    assert store.do(lambda c: studies.load_study(c, "holidays")) == study
    assert store.do(lambda c: studies.load_study(c, "unknown")) is None


def test_saving_a_study_again_changes_it_and_keeps_its_home(store: Store) -> None:
    store.do(lambda c: studies.save_study(c, a_study()))
    store.do(lambda c: studies.set_home(c, "holidays", CHAT))
    store.do(lambda c: studies.save_study(c, replace(a_study(), organisation="Anders")))

    assert [one.organisation for one in store.do(studies.list_studies)] == ["Anders"]
    assert store.do(lambda c: studies.home_of(c, "holidays")) == CHAT


def test_a_home_can_be_taken_away(store: Store) -> None:
    store.do(lambda c: studies.save_study(c, a_study()))
    store.do(lambda c: studies.set_home(c, "holidays", CHAT))
    store.do(lambda c: studies.set_home(c, "holidays", None))

    assert store.do(lambda c: studies.home_of(c, "holidays")) is None


def test_leads_are_replaced_as_a_whole(store: Store) -> None:
    store.do(lambda c: studies.save_study(c, a_study()))
    store.do(lambda c: studies.set_leads(c, "holidays", LEADS))
    store.do(lambda c: studies.set_leads(c, "holidays", LEADS[1:]))

    assert store.do(lambda c: studies.leads_of(c, "holidays")) == LEADS[1:]


def test_a_person_is_found_by_account_in_their_own_study_and_track(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: people.link_account(c, "p1", "slack", "T1", "U1"))
    find = people.find_participant

    assert store.do(lambda c: find(c, "holidays", "customer", "slack", "T1", "U1")) == a_participant()
    assert store.do(lambda c: find(c, "holidays", "stakeholder", "slack", "T1", "U1")) is None
    assert store.do(lambda c: find(c, "holidays", "customer", "slack", "T2", "U1")) is None
    assert store.do(lambda c: find(c, "elsewhere", "customer", "slack", "T1", "U1")) is None


def test_a_participant_of_no_study_is_refused(store: Store) -> None:
    with pytest.raises(StorageFault):
        store.do(lambda c: people.add_participant(c, a_participant(study="unknown")))


@pytest.mark.parametrize(
    "other",
    [
        replace(CHAT, thread="t"),
        replace(CHAT, chat="chat|1"),
        replace(CHAT, chat="chat-1|"),
        replace(CHAT, tenant="local|chat-1", chat=""),
        Address("console", "local", "100%|7"),
    ],
)
def test_a_conversation_has_a_focus_of_its_own(store: Store, other: Address) -> None:
    store.do(seed)
    for one in (an_interview("i1"), an_interview("i2")):
        store.do(lambda c, one=one: interviews.add_interview(c, one))
    store.do(lambda c: people.set_focus(c, CHAT, "i1"))
    store.do(lambda c: people.set_focus(c, other, "i1"))
    store.do(lambda c: people.set_focus(c, other, "i2"))

    assert store.do(lambda c: people.focus_of(c, CHAT)) == "i1"
    assert store.do(lambda c: people.focus_of(c, other)) == "i2"
    store.do(lambda c: people.set_focus(c, other, None))
    assert store.do(lambda c: people.focus_of(c, other)) is None
    assert store.do(lambda c: people.focus_of(c, CHAT)) == "i1"


def test_deleting_a_study_leaves_the_others_alone(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: studies.save_study(c, a_study("other")))
    store.do(lambda c: people.add_participant(c, a_participant("p2", "other")))
    store.do(lambda c: interviews.add_interview(c, an_interview("i1")))
    store.do(lambda c: interviews.add_interview(c, an_interview("i2", study="other", participant="p2")))
    store.do(lambda c: studies.delete_study(c, "holidays"))

    assert [one.id for one in store.do(studies.list_studies)] == ["other"]
    assert store.do(lambda c: interviews.load_interview(c, "i1")) is None
    assert store.do(lambda c: people.load_participant(c, "p1")) is None
    assert store.do(lambda c: interviews.load_interview(c, "i2")) is not None
