"""A study leaves as one JSON value and comes back without loss; what is broken is refused by its field's name."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bringing import bring_back
from hypothesis import given, settings
from storage_samples import (
    CHAT,
    INTERVIEWS,
    NOW,
    REVISION,
    SCRIPT,
    STUDIES,
    a_map,
    a_participant,
    a_study,
    an_interview,
    said,
    seed,
)

from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Interview, Study
from reisleider.storage import archive, interviews, people, studies, versions
from reisleider.storage.codec import dump
from reisleider.storage.store import Connection, Store

Change = Callable[[dict[str, Any]], object]


def fill(c: Connection, study: Study | None = None, interview: Interview | None = None) -> None:
    """A study with something of everything an archive holds."""
    study = study or a_study()
    seed(c, study)
    studies.set_home(c, study.id, CHAT)
    studies.set_leads(c, study.id, (("slack", "T1", "U1"), ("telegram", "bot", "7")))
    people.add_participant(c, a_participant("p2", study.id))
    people.link_account(c, "p1", "console", "local", "anna")
    interviews.add_interview(c, interview or said(an_interview(), 'mooi, met <b> en "aanhaling"'))
    interviews.add_interview(c, replace(an_interview("i2", study=study.id, participant="p2"), state="withdrawn"))
    versions.publish(c, study.id, None, dump(a_map(study)), ["p1"], NOW)
    versions.publish(c, study.id, "family", dump(a_map(study)), ["p1"], NOW)


def export(store: Store, id: str = "holidays") -> dict[str, Any]:
    return store.do(lambda c: archive.export_study(c, id))


def bring(store: Store, exported: Any) -> Study:
    return store.do(lambda c: bring_back(c, exported))


@pytest.fixture
def exported(store: Store) -> dict[str, Any]:
    """The archive of a study that has everything, as it is read back from its file."""
    store.do(fill)
    return json.loads(json.dumps(export(store)))


@pytest.fixture
def elsewhere(blank: Path, tmp_path: Path) -> Store:
    """Another, empty database."""
    store = Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'elsewhere.db')}")
    yield store
    store.close()


def test_an_import_brings_everything_back(exported: dict[str, Any], elsewhere: Store) -> None:
    study = bring(elsewhere, exported)

    assert study == a_study()
    assert export(elsewhere) == exported


def test_a_study_comes_back_to_life_not_only_to_paper(exported: dict[str, Any], elsewhere: Store) -> None:
    bring(elsewhere, exported)
    found = elsewhere.do(lambda c: interviews.load_interview(c, "i1"))
    after = said(found, "en verder")
    elsewhere.do(lambda c: interviews.save_interview(c, found, after))

    assert elsewhere.do(lambda c: interviews.load_interview(c, "i1")) == after
    who = elsewhere.do(lambda c: people.find_participant(c, "holidays", "customer", "console", "local", "anna"))
    assert who == a_participant()


@settings(max_examples=25, deadline=None)
@given(study=STUDIES, interview=INTERVIEWS)
def test_any_study_survives_leaving_and_coming_back(blank: Path, study: Study, interview: Interview) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (Path(shutil.copy(blank, Path(folder) / name)) for name in ("here.db", "there.db"))
        with Store.open(f"sqlite:///{here}") as store:
            store.do(lambda c: fill(c, study, interview))
            first = json.loads(json.dumps(export(store, "any")))
        with Store.open(f"sqlite:///{there}") as store:
            assert bring(store, first) == study
            assert export(store, "any") == first
            assert store.do(lambda c: interviews.load_interview(c, "i1")) == interview


def test_a_study_that_is_here_already_is_never_overwritten(store: Store, exported: dict[str, Any]) -> None:
    changed = copy.deepcopy(exported)
    changed["study"]["organisation"] = "Anders"

    with pytest.raises(StorageFault, match="already"):
        bring(store, changed)

    assert export(store) == exported


def test_an_unknown_study_cannot_be_exported(store: Store) -> None:
    with pytest.raises(StorageFault, match="no study unknown"):
        export(store, "unknown")


def test_a_newer_archive_is_refused(exported: dict[str, Any], elsewhere: Store) -> None:
    exported["format"] = archive.FORMAT + 1

    with pytest.raises(StorageFault, match="newer"):
        bring(elsewhere, exported)

    assert elsewhere.do(studies.list_studies) == ()


@pytest.mark.parametrize("what", [None, [], "study", 7, {}, {"kind": "recipe"}])
def test_what_is_no_archive_is_refused(elsewhere: Store, what: object) -> None:
    with pytest.raises(StorageFault, match="no study archive"):
        bring(elsewhere, what)


def drop(*path: Any) -> Change:
    def change(exported: dict[str, Any]) -> None:
        inside: Any = exported
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]

    return change


def put(value: object, *path: Any) -> Change:
    def change(exported: dict[str, Any]) -> None:
        inside: Any = exported
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return change


def twice(*path: Any) -> Change:
    def change(exported: dict[str, Any]) -> None:
        inside: Any = exported
        for step in path:
            inside = inside[step]
        inside.append(inside[0])

    return change


SOON = "2026-03-01T09:30:00Z"
BROKEN = [
    ("format", put("one", "format")),
    ("study", drop("study")),
    ("study", put([], "study")),
    ("title", drop("study", "title")),
    ("keep_until", put("soon", "study", "keep_until")),
    ("home", put({"platform": "console"}, "home")),
    ("leads", put("anna", "leads")),
    ("leads", put([["slack", "T1"]], "leads")),
    ("participants", drop("participants")),
    ("participants", put([{}], "participants")),
    ("participants", put("later", "participants", 0, "participant", "joined_at")),
    ("accounts", put([["console"]], "participants", 0, "accounts")),
    ("scripts", put([{"revision": REVISION}], "scripts")),
    ("interviews", put({}, "interviews")),
    ("log", put("nothing", "interviews", 0, "log")),
    ("said_at", put("yesterday", "interviews", 0, "log", 0, "said_at")),
    ("seq", put("first", "interviews", 0, "log", 0, "seq")),
    ("participant", put("nobody", "interviews", 0, "participant")),
    ("revision", put("unknown", "interviews", 0, "revision")),
    ("study", put("another", "interviews", 0, "study")),
    ("versions", put([{"number": 1}], "versions")),
    ("versions", put("another", "versions", 0, "study")),
    ("overrides", put([{"mystery": 1}], "overrides")),
    ("tombstones", put([{"participant": "p9"}], "tombstones")),
    ("participants[1].study", put("another", "participants", 1, "participant", "study")),
    ("began_at", put("2026-03-01T09:30:00", "interviews", 0, "began_at")),
    ("turn", put("1", "interviews", 0, "turn")),
    ("overrides[0].study", put([{"study": "x", "override": {}, "made_by": "me", "made_at": SOON}], "overrides")),
    ("made_at", put([{"study": "holidays", "override": {}, "made_by": "me", "made_at": 7}], "overrides")),
    ("leads[2]", twice("leads")),
    ("participants[2]", twice("participants")),
    ("participants[0].accounts[1]", twice("participants", 0, "accounts")),
    ("interviews[2]", twice("interviews")),
    ("interviews[0].log", twice("interviews", 0, "log")),
    ("scripts[1]", twice("scripts")),
    ("versions[2]", twice("versions")),
    ("mystery", put(1, "mystery")),
    ("mystery", put(1, "interviews", 0, "log", 0, "mystery")),
]


@pytest.mark.parametrize(("field", "change"), BROKEN, ids=[f"{n}-{field}" for n, (field, _) in enumerate(BROKEN)])
def test_a_broken_archive_is_refused_by_its_field(
    exported: dict[str, Any], elsewhere: Store, field: str, change: Change
) -> None:
    change(exported)

    with pytest.raises(StorageFault) as caught:
        bring(elsewhere, exported)

    assert field in str(caught.value)
    assert "\n" not in str(caught.value)
    assert elsewhere.do(studies.list_studies) == ()


def test_a_failed_import_leaves_nothing(exported: dict[str, Any], elsewhere: Store) -> None:
    exported["interviews"].append(exported["interviews"][0])

    with pytest.raises(StorageFault):
        bring(elsewhere, exported)

    assert elsewhere.do(studies.list_studies) == ()
    assert elsewhere.do(lambda c: people.load_participant(c, "p1")) is None


@pytest.mark.parametrize(
    ("field", "id"), [("participants", "p1"), ("interviews", "i1"), ("scripts", REVISION)], ids=str
)
def test_what_has_an_id_that_is_taken_here_is_named(
    exported: dict[str, Any], elsewhere: Store, field: str, id: str
) -> None:
    def take(c: Connection) -> None:
        studies.save_study(c, a_study("other"))
        people.add_participant(c, a_participant("p1" if field == "participants" else "px", "other"))
        interviews.keep_script(c, REVISION, "customer", "other" if field == "scripts" else SCRIPT.source)
        if field == "interviews":
            interviews.add_interview(c, an_interview("i1", study="other", participant="px"))

    elsewhere.do(take)

    with pytest.raises(StorageFault, match=f"{field}: {id}"):
        bring(elsewhere, exported)


def test_who_was_forgotten_does_not_come_back(exported: dict[str, Any], elsewhere: Store) -> None:
    exported["tombstones"] = [{"study": "holidays", "participant": "p1", "forgotten_at": SOON}]
    bring(elsewhere, exported)

    assert elsewhere.do(lambda c: people.load_participant(c, "p1")) is None
    assert elsewhere.do(lambda c: interviews.load_interview(c, "i1")) is None
    assert elsewhere.do(lambda c: interviews.load_interview(c, "i2")) is not None
    assert export(elsewhere)["tombstones"] == exported["tombstones"]


def test_a_tombstone_outlives_its_study(exported: dict[str, Any], elsewhere: Store) -> None:
    forgetful = copy.deepcopy(exported)
    forgetful["tombstones"] = [{"study": "holidays", "participant": "p1", "forgotten_at": SOON}]
    bring(elsewhere, forgetful)
    elsewhere.do(lambda c: studies.delete_study(c, "holidays"))
    bring(elsewhere, exported)

    assert elsewhere.do(lambda c: people.load_participant(c, "p1")) is None
    assert elsewhere.do(lambda c: interviews.load_interview(c, "i1")) is None
