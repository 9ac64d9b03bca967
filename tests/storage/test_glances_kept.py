"""What leads decided about what people said: kept in order, and gone with whose words it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from storage_samples import NOW, a_participant, a_study, an_interview, said, seed

from reisleider.flows.faults import StorageFault
from reisleider.flows.synthesis.figures.glances import Glance
from reisleider.storage import archive, interviews, people, studies
from reisleider.storage.archive_shape import read_archive
from reisleider.storage.belongings import belongings_of
from reisleider.storage.fading import fade_study, mark_of
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.glances import add_glance, glances_at, glances_of
from reisleider.storage.store import Connection, Store

HIDDEN = Glance("i1", "5f0c1d2e", "hide", "planning", by="slack:T1:U1", at=NOW)
SHOWN = replace(HIDDEN, decided="show", hidden="", by="slack:T1:U2")
OTHER = Glance("i2", "0badcafe", "leave-out", by="slack:T1:U1", at=NOW)


def fill(c: Connection) -> None:
    seed(c, a_study())
    people.add_participant(c, a_participant("p2"))
    interviews.add_interview(c, said(an_interview(), "de planning klopte niet"))
    interviews.add_interview(c, said(replace(an_interview("i2"), participant="p2"), "niemand nam op"))
    for one in (HIDDEN, SHOWN, OTHER):
        add_glance(c, "holidays", one)


def kept(store: Store) -> tuple[Glance, ...]:
    return store.do(lambda c: glances_of(c, "holidays"))


def test_glances_are_kept_in_order_with_who_and_when(store: Store) -> None:
    store.do(fill)

    assert kept(store) == (HIDDEN, SHOWN, OTHER)
    assert store.do(lambda c: glances_at(c, "i2")) == (OTHER,)


def test_a_decision_has_a_time(store: Store) -> None:
    store.do(fill)

    with pytest.raises(ValueError, match="a decision has a time"):
        store.do(lambda c: add_glance(c, "holidays", replace(OTHER, at=None)))


ENDS: list[Callable[[Connection], object]] = [
    lambda c: forget_participant(c, a_participant(), NOW),
    lambda c: interviews.erase_interview(c, "i1"),
]


@pytest.mark.parametrize("end", ENDS)
def test_whoever_is_forgotten_leaves_no_glance_and_others_keep_theirs(
    store: Store, end: Callable[[Connection], object]
) -> None:
    store.do(fill)
    store.do(end)

    assert kept(store) == (OTHER,)
    assert "planning" not in dump_of(store)


def dump_of(store: Store) -> str:
    return store.do(lambda c: "\n".join(str(row) for row in c.exec_driver_sql("SELECT glance FROM glances").fetchall()))


def test_when_the_words_go_and_when_the_study_goes_glances_go(store: Store) -> None:
    store.do(fill)
    store.do(lambda c: fade_study(c, "holidays", interviews.interviews(c, "holidays")))
    assert kept(store) == ()

    store.do(lambda c: add_glance(c, "holidays", OTHER))
    store.do(lambda c: studies.delete_study(c, "holidays"))
    assert kept(store) == ()


def test_a_glance_changes_what_a_study_is_compiled_from(store: Store) -> None:
    store.do(fill)
    before = store.do(lambda c: mark_of(c, "holidays"))
    store.do(lambda c: add_glance(c, "holidays", replace(OTHER, decided="show")))

    assert store.do(lambda c: mark_of(c, "holidays")) != before


def test_somebody_can_read_what_was_decided_about_their_words_without_who(store: Store) -> None:
    store.do(fill)
    told = store.do(lambda c: belongings_of(c, a_participant()))["interviews"][0]["seen_by_leads"]

    assert [(one["decided"], one["hidden"]) for one in told] == [("hide", "planning"), ("show", "")]
    assert "U1" not in str(told)


# --- in an archive ---------------------------------------------------------------------------------------------------


def exported(store: Store) -> dict[str, Any]:
    return store.do(lambda c: archive.export_study(c, "holidays"))


def test_glances_travel_with_a_study(store: Store) -> None:
    store.do(fill)
    file = exported(store)
    store.do(lambda c: studies.delete_study(c, "holidays"))
    store.do(lambda c: archive.bring_in(c, read_archive(file)))

    assert kept(store) == (HIDDEN, SHOWN, OTHER)
    assert exported(store) == file


def test_glances_about_whoever_was_forgotten_since_do_not_come_back(store: Store) -> None:
    store.do(fill)
    file = exported(store)
    store.do(lambda c: forget_participant(c, a_participant(), NOW))
    store.do(lambda c: studies.delete_study(c, "holidays"))
    store.do(lambda c: archive.bring_in(c, read_archive(file)))

    assert kept(store) == (OTHER,)


def test_an_archive_of_before_there_were_glances_is_read(store: Store) -> None:
    store.do(fill)
    file = {key: value for key, value in exported(store).items() if key != "glances"} | {"format": 3}
    store.do(lambda c: studies.delete_study(c, "holidays"))
    store.do(lambda c: archive.bring_in(c, read_archive(file)))

    assert kept(store) == ()


def test_a_glance_at_nobody_is_refused(store: Store) -> None:
    store.do(fill)
    file = exported(store)
    file["glances"][0]["interview"] = "nobody"
    store.do(lambda c: studies.delete_study(c, "holidays"))

    with pytest.raises(StorageFault, match=r"glances\[0\].interview is not in interviews"):
        store.do(lambda c: archive.bring_in(c, read_archive(file)))
