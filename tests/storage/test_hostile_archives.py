"""Archives that have the right shape and make no sense: each is refused in one sentence that names where, before
anything of it is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bringing import bring_back
from storage_samples import CHAT, NOW, a_map, a_participant, a_study, an_interview, said, seed

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Persona
from reisleider.flows.synthesis.privacy.ledger import Block, Ledger
from reisleider.storage import archive, blobs, interviews, ledgers, overrides, people, studies, versions
from reisleider.storage.archive_sense import DEEPEST, plain_json_fault
from reisleider.storage.codec import dump
from reisleider.storage.store import Connection, Store

Change = Callable[[dict[str, Any]], object]
TOKEN = "ab" * 12


def fill(c: Connection) -> None:
    """A study with something of everything that can be wrong."""
    study = replace(a_study(), personas=(Persona("family", {"nl": "Gezin", "en": "Family"}),))
    seed(c, study)
    studies.set_home(c, study.id, CHAT)
    digest = blobs.put_blob(c, b"\x89PNG", "image/png", "foto.png")
    told = said(an_interview(), "we belden")
    kept = replace(told.log[-1], kind="file", value=["photo", digest], seq=2)
    interviews.add_interview(c, replace(told, log=(*told.log, kept), trail=(("steps", None),)))
    people.add_participant(c, a_participant("p2"))
    versions.publish(c, study.id, None, dump(a_map(study)), ["p1"], NOW)
    overrides.add_override(c, study.id, Override("move", "we belden", phase="need", by="lia", at=NOW))
    ledgers.keep_ledger(c, study.id, Ledger("0" * 64, (Block("named", "a", (TOKEN,), {"1": 1}),)))


@pytest.fixture(scope="module")
def exported(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive of that study, as text."""
    file = shutil.copy(blank, tmp_path_factory.mktemp("hostile") / "here.db")
    with Store.open(f"sqlite:///{file}") as store:
        store.do(fill)
        return json.dumps(store.do(lambda c: archive.export_study(c, "holidays")))


@pytest.fixture(scope="module")
def elsewhere(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty database, which no refused archive changes."""
    file = shutil.copy(blank, tmp_path_factory.mktemp("elsewhere") / "there.db")
    with Store.open(f"sqlite:///{file}") as store:
        yield store


def put(value: object, *path: Any) -> Change:
    def change(one: dict[str, Any]) -> None:
        inside: Any = one
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return change


def everywhere(id: str, other: str) -> Change:
    """The same id, changed wherever it stands."""

    def change(one: dict[str, Any]) -> None:
        changed = json.loads(json.dumps(one).replace(f'"{id}"', json.dumps(other)))
        one.update(changed)

    return change


def nested(depth: int) -> object:
    value: object = "deep"
    for _ in range(depth):
        value = [value]
    return value


PERSON, TALK, LINE = ("participants", 0, "participant"), ("interviews", 0), ("interviews", 0, "log", 0)
HOSTILE: list[tuple[str, Change]] = [
    ("study.id", everywhere("holidays", "../../etc")),
    ("study.title", put({"nl": "\x1b]52;c;aGFjaw==\x07", "en": "x"}, "study", "title")),
    ("study.title", put({"nl": "kaart\u202e", "en": "x"}, "study", "title")),
    ("study.title", put({"nl": "alleen nl"}, "study", "title")),
    ("study.title", put({"nl": "a", "en": "b", "xx": "c"}, "study", "title")),
    ("study.goal", put({"nl": "", "en": ""}, "study", "goal")),
    ("study.attempt", put({"nl": "x" * 301, "en": "x"}, "study", "attempt")),
    ("study.organisation", put("\x00", "study", "organisation")),
    ("study.contact", put("hier", "study", "contact")),
    ("study.privacy_url", put("javascript://x.example/", "study", "privacy_url")),
    ("study.keep_until", put("9999-12-31", "study", "keep_until")),
    ("study.keep_until", put("2020-01-01", "study", "keep_until")),
    ("study.retention_days", put(10**7, "study", "retention_days")),
    ("study.retention_days", put(-1, "study", "retention_days")),
    ("study.minimum_customers", put(1, "study", "minimum_customers")),
    ("study.minimum_staff", put(0, "study", "minimum_staff")),
    ("study.replies", put(0, "study", "replies")),
    ("study.rotating", put(10**6, "study", "rotating")),
    ("study.timezone", put("Mars/Olympus", "study", "timezone")),
    ("study.languages", put(["nl", "xx"], "study", "languages")),
    ("study.languages", put([], "study", "languages")),
    ("study.scripts", put(["nosuch"], "study", "scripts")),
    ("study.scripts", put([], "study", "scripts")),
    ("study.blocks", put({"customer": ["nosuch"]}, "study", "blocks")),
    ("study.quotas", put({"customer": -5}, "study", "quotas")),
    ("study.invited", put({"everybody": 5}, "study", "invited")),
    ("study.phases", put([], "study", "model", "phases")),
    ("study.phases", put(["nowhere"], "study", "model", "phases", 0, "canonical")),
    ("study.persona", put("A b", "study", "personas", 0, "id")),
    ("study.label.phase", put([{"id": "a", "words": {"nl": "a"}, "phase": "moon"}], "study", "labels")),
    ("study.label.channel", put([{"id": "a", "words": {"nl": "a"}, "channel": "smoke"}], "study", "labels")),
    ("study.label", put([{"id": "a", "words": {"nl": "a"}}, {"id": "a", "words": {"nl": "b"}}], "study", "labels")),
    ("study.label.words", put([{"id": "a", "words": {}}], "study", "labels")),
    ("study.created_at", put("0001-01-01T00:00:00Z", "study", "created_at")),
    ("study.closed_at", put("9999-12-31T23:59:59Z", "study", "closed_at")),
    ("participants[0].id", everywhere("p1", "p1; DROP")),
    ("participants[0].language", put("xx", *PERSON, "language")),
    ("participants[0].timezone", put("Europe/Nowhere", *PERSON, "timezone")),
    ("participants[0].persona", put("stranger", *PERSON, "persona")),
    ("joined_at", put("9999-12-31T23:59:59-12:00", *PERSON, "joined_at")),
    ("scripts[0].source", put('id = "customer"', "scripts", 0, "source")),
    ("scripts[0].source", put("[[step]]\nid = 1\nkind = []", "scripts", 0, "source")),
    ("scripts[0].source", put("not [ toml", "scripts", 0, "source")),
    ("scripts[0].source", put("x" * 300_000, "scripts", 0, "source")),
    ("scripts[0].revision", lambda one: one["scripts"][0].update(source=one["scripts"][0]["source"] + "\n# more")),
    ("scripts[0].name", put("stakeholder", "scripts", 0, "name")),
    ("interviews[0].id", put("x" * 65, *TALK, "id")),
    ("interviews[0].script", put("stakeholder", *TALK, "script")),
    ("interviews[0].track", put("stakeholder", *TALK, "track")),
    ("interviews[0].state", put("nowhere", *TALK, "state")),
    ("interviews[0].language", put("xx", *TALK, "language")),
    ("interviews[0].turn", put(-1, *TALK, "turn")),
    ("interviews[0].trail", put([["nowhere", None]], *TALK, "trail")),
    ("interviews[0].aside", put({"kind": "nosuch"}, *TALK, "aside")),
    ("interviews[0].log[0].seq", put(0, *LINE, "seq")),
    ("interviews[0].log[0].supersedes", put(7, *LINE, "supersedes")),
    ("interviews[0].log[0].turn", put(-3, *LINE, "turn")),
    ("interviews[0].log[0].ref", put("r" * 129, *LINE, "ref")),
    ("interviews[0].log[0].verbatim", put("x" * 200_001, *LINE, "verbatim")),
    ("said_at", put("1066-10-14T00:00:00Z", *LINE, "said_at")),
    ("too large", put(2**63, *LINE, "seq")),
    ("too large", put(-(10**30), *LINE, "value")),
    ("a number that is none", put(float("nan"), *LINE, "value")),
    ("a number that is none", put(float("inf"), *LINE, "value")),
    ("half a character", put("\ud800", *LINE, "verbatim")),
    ("nested too deeply", put(nested(200), *LINE, "value")),
    ("nested too deeply", put(nested(100_000), *TALK, "draft")),
    ("versions[0].map", put({"columns": "none"}, "versions", 0, "map")),
    ("versions[0].map", put("another", "versions", 0, "map", "study")),
    ("versions[0].number", put(0, "versions", 0, "number")),
    ("versions[0].persona", put("../x", "versions", 0, "persona")),
    ("overrides[0].override", put({"decision": "burn", "words": "x"}, "overrides", 0, "override")),
    ("overrides[0].override", put(7, "overrides", 0, "override")),
    ("overrides[0].made_by", put("\x1b[2J", "overrides", 0, "made_by")),
    ("pictures[0].mime", put("text/html", "pictures", 0, "mime")),
    ("pictures[0].name", put("../../home.html", "pictures", 0, "name")),
    ("ledger.salt", put("pepper", "ledger", "salt")),
    ("ledger.blocks[0].people", put(["anna"], "ledger", "blocks", 0, "people")),
    ("ledger.blocks[0].people", put([TOKEN, TOKEN], "ledger", "blocks", 0, "people")),
    ("ledger.blocks[0].counts", put({"1": 40}, "ledger", "blocks", 0, "counts")),
    ("ledger.blocks[0].counts", put({"1": -1}, "ledger", "blocks", 0, "counts")),
    ("ledger.groups", put({"route": [["x"]]}, "ledger", "groups")),
    ("ledger.made", put(-1, "ledger", "made")),
]


def bring(store: Store, one: object) -> None:
    store.do(lambda c: bring_back(c, one))


@pytest.mark.parametrize(("where", "change"), HOSTILE, ids=[f"{n}-{where}" for n, (where, _) in enumerate(HOSTILE)])
def test_what_makes_no_sense_is_refused(exported: str, elsewhere: Store, where: str, change: Change) -> None:
    one = json.loads(exported)
    change(one)

    with pytest.raises(StorageFault) as caught:
        bring(elsewhere, one)

    assert where in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert elsewhere.do(studies.list_studies) == ()


def test_what_makes_sense_is_taken(exported: str, blank: Path, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'there.db')}") as store:
        bring(store, json.loads(exported))
        assert store.do(lambda c: archive.export_study(c, "holidays")) == json.loads(exported)


def test_a_study_whose_words_are_gone_may_have_a_past_day(exported: str, blank: Path, tmp_path: Path) -> None:
    one = json.loads(exported)
    one["study"]["keep_until"] = "2026-02-01"
    one["study"]["words_gone_at"] = datetime(2026, 3, 2, tzinfo=UTC).isoformat()
    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'there.db')}") as store:
        bring(store, one)
        assert store.do(studies.list_studies)[0].words_gone_at is not None


def test_json_that_is_deep_enough_for_anything_of_ours_is_plain() -> None:
    assert plain_json_fault(nested(DEEPEST)) is None
    assert plain_json_fault(nested(DEEPEST + 1)) is not None
