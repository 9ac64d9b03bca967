"""A lead's decisions in the database: kept in order, undone, gone with the words of who is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from storage_samples import a_study

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.meaning.likeness import form
from reisleider.storage.overrides import add_override, forget_words, history_of, overrides_of, undo_override
from reisleider.storage.store import Store
from reisleider.storage.studies import save_study

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAME = Override("same", "gebeld", "telefoontje", by="slack:T1:ULIA", at=AT)
NAMED = Override("rename", "gebeld", texts={"nl": "Bellen"}, by="slack:T1:ULIA", at=AT)


@pytest.fixture(autouse=True)
def _study(store: Store) -> None:
    store.do(lambda c: save_study(c, a_study("s1")))


def test_decisions_are_kept_in_order_with_who_and_when_and_can_be_undone(store: Store) -> None:
    for one in (SAME, NAMED):
        store.do(lambda c, kept=one: add_override(c, "s1", kept))

    assert store.do(lambda c: overrides_of(c, "s1")) == (SAME, NAMED)
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) == NAMED
    assert store.do(lambda c: overrides_of(c, "s1")) == (SAME,)
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) == SAME
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) is None


def test_decisions_that_hold_a_forgotten_persons_words_go(store: Store) -> None:
    for one in (SAME, NAMED):
        store.do(lambda c, kept=one: add_override(c, "s1", kept))
    store.do(lambda c: forget_words(c, "s1", {form("een telefoontje")}))

    assert store.do(lambda c: overrides_of(c, "s1")) == (NAMED,)


PLACED = Override("place", "gebeld", "phone", by="slack:T1:ULIA", at=AT)
HELPED = Override("place", "gemaild", "phone", by="slack:T1:UNOA", at=AT, role="colleague")
LABEL = Override("label", "phone", texts={"nl": "Gebeld"}, channel="phone", by="slack:T1:ULIA", at=AT)


def keep(store: Store, *decisions: Override) -> None:
    for one in decisions:
        store.do(lambda c, kept=one: add_override(c, "s1", kept))


def test_undoing_is_a_decision_of_its_own_and_the_history_stays(store: Store) -> None:
    keep(store, LABEL, PLACED)
    store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT))

    assert store.do(lambda c: overrides_of(c, "s1")) == (LABEL,)
    assert [one.decision for one in store.do(lambda c: history_of(c, "s1"))] == ["label", "place", "undo"]


def test_a_colleague_takes_back_their_own_decisions_only(store: Store) -> None:
    keep(store, HELPED, PLACED)

    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:UTIM", AT, "colleague")) is None
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:UNOA", AT, "colleague")) == HELPED
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) == PLACED
    assert store.do(lambda c: overrides_of(c, "s1")) == ()


def test_a_placement_of_a_forgotten_persons_words_goes_and_so_does_its_undoing(store: Store) -> None:
    keep(store, LABEL, PLACED, HELPED)
    store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT))
    store.do(lambda c: forget_words(c, "s1", {form("gebeld"), form("phone")}))

    assert store.do(lambda c: history_of(c, "s1")) == (LABEL, HELPED)


def test_who_sorts_apart_keeps_what_others_placed_apart_and_takes_back_their_own(store: Store) -> None:
    theirs = Override("place", "gebeld", "phone", by="slack:T1:UTIM", at=AT, apart=True)
    mine = Override("place", "gemaild", "phone", by="slack:T1:ULIA", at=AT, apart=True)
    keep(store, mine, theirs)

    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) == mine
    assert store.do(lambda c: undo_override(c, "s1", "slack:T1:ULIA", AT)) is None
    assert store.do(lambda c: overrides_of(c, "s1")) == (theirs,)
