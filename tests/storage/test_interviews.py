"""An interview comes back as it was, at any moment; its answers are only ever added."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from storage_samples import INTERVIEWS, NOW, REVISION, SCRIPT, STUDIES, a_study, an_interview, said, seed
from two_databases import IN_A_FILE

from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Aside, Interview, Study
from reisleider.storage import interviews, studies
from reisleider.storage.store import Connection, Store

HARD_WORDS = [
    "",
    "x" * 10_000,
    "😞🙁😐🙂😄",
    "مرحبا",
    "a\0b",
    "<b>",
    "{{ 7*7 }}",
    "'; DROP TABLE answers; --",
    "\u202e\x1b[2J",
]
# Hypothesis writes many examples into one database; each is undone again.
REUSED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class UndoError(Exception):
    """Ends an example, so that the next starts from an empty database."""


@REUSED
@given(study=STUDIES, first=INTERVIEWS, then=INTERVIEWS)
def test_whatever_an_interview_holds_comes_back_equal(
    store: Store, study: Study, first: Interview, then: Interview
) -> None:
    assume(store.file or "\\x00" not in repr((study, first, then)))  # a sign that a server does not know
    later = replace(
        then,
        givens=first.givens,
        script=first.script,
        track=first.track,
        began_at=first.began_at,
        log=first.log + tuple(replace(one, seq=len(first.log) + one.seq) for one in then.log),
    )

    def example(c: Connection) -> None:
        seed(c, study)
        interviews.add_interview(c, first)
        loaded = interviews.load_interview(c, "i1")
        assert loaded == first
        interviews.save_interview(c, loaded, later)
        assert interviews.load_interview(c, "i1") == later
        assert interviews.interviews(c, "any") == (later,)
        assert studies.load_study(c, "any") == study
        raise UndoError

    with pytest.raises(UndoError):
        store.do(example)


def test_a_restart_between_any_two_answers_changes_nothing(url: str) -> None:
    expected = an_interview()
    with Store.open(url) as store:
        store.do(seed)
        store.do(lambda c: interviews.add_interview(c, expected))
    for number in range(8):
        with Store.open(url) as store:
            before = store.do(lambda c: interviews.load_interview(c, "i1"))
            assert before == expected
            expected = said(before, f"stap {number}")
            store.do(lambda c, before=before, after=expected: interviews.save_interview(c, before, after))
    with Store.open(url) as store:
        assert store.do(lambda c: interviews.load_interview(c, "i1")) == expected


@pytest.mark.parametrize("words", HARD_WORDS)
def test_words_are_kept_exactly_as_they_were_said(store: Store, words: str) -> None:
    words = words if store.file else words.replace("\x00", "")  # a sign that a server does not know, and nobody types
    store.do(seed)
    before = an_interview()
    after = replace(said(before, words), draft=[words], aside=Aside("probe", data={"said": words}))
    store.do(lambda c: interviews.add_interview(c, before))
    store.do(lambda c: interviews.save_interview(c, before, after))

    assert store.do(lambda c: interviews.load_interview(c, "i1")) == after


def test_a_lost_race_is_refused_and_changes_nothing(store: Store) -> None:
    store.do(seed)
    before = an_interview()
    first, second = said(before, "eerst"), said(before, "ook")
    store.do(lambda c: interviews.add_interview(c, before))
    store.do(lambda c: interviews.save_interview(c, before, first))

    with pytest.raises(StorageFault, match="i1"):
        store.do(lambda c: interviews.save_interview(c, before, second))

    assert store.do(lambda c: interviews.load_interview(c, "i1")) == first


def test_of_many_replies_at_once_exactly_one_is_taken(store: Store) -> None:
    store.do(seed)
    before = an_interview()
    store.do(lambda c: interviews.add_interview(c, before))
    taken = 0
    for number in range(5):
        try:
            store.do(lambda c, number=number: interviews.save_interview(c, before, said(before, f"{number}")))
            taken += 1
        except StorageFault:
            continue

    assert taken == 1
    assert len(store.do(lambda c: interviews.load_interview(c, "i1")).log) == 1


REPLACE = (
    "INSERT OR REPLACE INTO answers"
    " SELECT interview, seq, step, item, kind, value, 'anders', said_at, supersedes, ref, turn FROM answers"
)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE answers SET verbatim = 'anders'", "UPDATE answers SET seq = 9", REPLACE],
)
def test_the_database_itself_refuses_to_change_an_answer(store: Store, statement: str) -> None:
    store.do(seed)
    after = said(an_interview(), "mooi")
    store.do(lambda c: interviews.add_interview(c, after))

    with pytest.raises(StorageFault):
        store.do(lambda c: c.exec_driver_sql(statement))

    assert store.do(lambda c: interviews.load_interview(c, "i1")) == after


@IN_A_FILE
def test_another_program_cannot_change_an_answer_either(store: Store, file: Path) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, said(an_interview(), "mooi")))

    with closing(sqlite3.connect(file)) as other, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute("UPDATE answers SET verbatim = 'anders'")


def test_the_last_interview_with_a_script_is_the_one_begun_last(store: Store) -> None:
    store.do(seed)
    later = NOW + timedelta(days=1)
    for one in (
        replace(an_interview("new"), began_at=later),
        an_interview("old"),
        replace(an_interview("pulse"), script="pulse", began_at=later + timedelta(days=1)),
    ):
        store.do(lambda c, one=one: interviews.add_interview(c, one))

    assert store.do(lambda c: interviews.latest_interview(c, "holidays", "p1", "customer")).id == "new"
    assert store.do(lambda c: interviews.latest_interview(c, "holidays", "p1", "kickoff")) is None


def test_a_script_revision_is_kept_once_and_never_changes(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.keep_script(c, REVISION, "customer", "other text"))

    assert store.do(lambda c: interviews.script_source(c, REVISION)) == SCRIPT.source
    assert store.do(lambda c: interviews.script_source(c, "unknown")) is None


def test_an_interview_needs_its_study(store: Store) -> None:
    store.do(seed)

    with pytest.raises(StorageFault):
        store.do(lambda c: interviews.add_interview(c, an_interview(study="unknown")))

    assert store.do(lambda c: interviews.interviews(c, "holidays")) == ()
    assert store.do(studies.list_studies) == (a_study(),)
