"""The labels that may be offered: looked at beside the writer when somebody is done, and forgotten with their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage_samples import a_participant, a_study, an_interview, bytes_of, said, seed

from reisleider.bot.interviews.errands import LookAtLabels
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.turn import take_turn
from reisleider.bot.maps.offering import look, look_here
from reisleider.flows.journey import Interview, Label, Offered, Usual
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.belongings import belongings_of
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.model_answers import erasures_of, forget_answers
from reisleider.storage.offering import forget_offered, keep_offered, offered_of
from reisleider.storage.store import Store
from reisleider.storage.timers import is_set

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = "met tante Toos over de rotonde gefietst"
FOUND = Offered((Label("met", {"nl": "Kennisgemaakt"}, aliases=("gezien",)),), {"met": Usual(0.5, 3, 1)})
CONTACT = "adviesgesprek bij de klant in de keuken"


def test_what_was_found_is_kept_once_per_study(store: Store) -> None:
    store.do(seed)
    assert store.do(lambda c: offered_of(c, "holidays")) is None

    store.do(lambda c: keep_offered(c, "holidays", Offered(), 0))
    store.do(lambda c: keep_offered(c, "holidays", FOUND, 0))
    assert store.do(lambda c: offered_of(c, "holidays")) == FOUND

    store.do(lambda c: forget_offered(c, "holidays"))
    assert store.do(lambda c: offered_of(c, "holidays")) is None


def test_what_was_found_before_something_was_erased_is_not_kept(store: Store) -> None:
    store.do(seed)
    erasures = store.do(lambda c: erasures_of(c, "holidays"))
    store.do(lambda c: forget_answers(c, "holidays"))
    store.do(lambda c: keep_offered(c, "holidays", FOUND, erasures))

    assert store.do(lambda c: offered_of(c, "holidays")) is None


def test_who_is_forgotten_leaves_no_word_in_it(store: Store, file: Path) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview(), SECRET)))
    named = replace(FOUND.labels[0], aliases=(SECRET, "gezien"))
    found = Offered((Label("t-1", {"nl": SECRET}), named), FOUND.usual)
    store.do(lambda c: keep_offered(c, "holidays", found, 0))
    store.do(lambda c: forget_participant(c, a_participant(), NOW))
    store.do(lambda c: None)

    assert store.do(lambda c: offered_of(c, "holidays")) == FOUND
    assert SECRET.encode() not in bytes_of(file)


def test_a_deleted_study_takes_it_along(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: keep_offered(c, "holidays", FOUND, 0))
    store.do(lambda c: studies.delete_study(c, "holidays"))

    assert store.do(lambda c: offered_of(c, "holidays")) is None


def interviewed(store: Store, who: str, script: str, *replies: str) -> Interview:
    """Somebody's interview as far as these replies bring it."""
    address = Address("console", "local", who)
    study = a_study()
    store.do(lambda c: open_interview(c, study, load_script(script), address, who, "nl", NOW, id=who))
    for reply in replies:
        one = store.do(lambda c: interviews.load_interview(c, who))
        assert one is not None
        store.do(lambda c, one=one, reply=reply: take_turn(c, address, one, Said("text", text=reply), NOW))
    one = store.do(lambda c: interviews.load_interview(c, who))
    assert one is not None
    return one


@pytest.mark.asyncio
async def test_a_colleagues_contact_is_offered_to_who_comes_after(store: Store) -> None:
    store.do(seed)
    before = interviewed(store, "anna", "customer")
    told = interviewed(
        store, "bram", "stakeholder", "ja", "overslaan", "overslaan", "overslaan", "overslaan", CONTACT, "klaar", "stop"
    )
    told = interviewed(store, "bram", "stakeholder", "ja") if not told.ended else told

    assert told.state == "stopped"
    assert store.do(lambda c: is_set(c, LookAtLabels, "holidays"))

    await look_here(store, "holidays", NOW)
    after = interviewed(store, "chris", "customer")

    assert not store.do(lambda c: is_set(c, LookAtLabels, "holidays"))
    name = CONTACT[:1].upper() + CONTACT[1:]  # as a name begins
    assert not {CONTACT, name} & {one for label in before.givens.labels for one in label.words.values()}
    assert name in {one for label in after.givens.labels for one in label.words.values()}


def test_a_study_that_is_gone_is_not_looked_at(store: Store) -> None:
    tell = store.do(lambda c: look(c, LookAtLabels("nowhere"), NOW))
    store.do(tell)

    assert store.do(lambda c: offered_of(c, "nowhere")) is None
    assert store.do(lambda c: people.participants(c, "nowhere")) == ()


def test_what_others_called_it_is_in_nobodys_own_file(store: Store) -> None:
    store.do(seed)
    one = an_interview()
    given = replace(one.givens, labels=(replace(FOUND.labels[0], aliases=(SECRET,)),), coverage={SECRET: 1})
    store.do(lambda c: interviews.add_interview(c, replace(one, givens=given)))
    mine = store.do(lambda c: belongings_of(c, a_participant()))

    assert "Kennisgemaakt" in str(mine)
    assert SECRET not in str(mine)
