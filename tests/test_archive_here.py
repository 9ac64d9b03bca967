"""An archive brought in by hand: held to this day and to the platforms there are, and nobody leads by it unasked."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typing_in import STUDY, type_in

from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Participant
from reisleider.flows.messages import Address
from reisleider.storage import people, studies
from reisleider.storage.archive import export_study
from reisleider.storage.store import Connection, Store

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive of a study with a home, a lead and a participant, as text."""

    def fill(c: Connection) -> dict[str, Any]:
        study = read_study(STUDY, "study.toml", NOW)
        studies.save_study(c, study)
        studies.set_home(c, study.id, Address("slack", "T1", "C1"))
        studies.set_leads(c, study.id, (("slack", "T1", "U1"), ("telegram", "42", "7")))
        people.add_participant(c, Participant("p1", study.id, "customer", "nl", NOW))
        people.link_account(c, "p1", "telegram", "42", "8")
        return export_study(c, study.id)

    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('there')}/there.db") as store:
        return json.dumps(store.do(fill))


def brought(folder: Path, text: str | bytes, *words: str, fails: bool = False) -> str:
    (folder / "a b.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return type_in(folder, "study", "import", "a b.json", *words, "--language", "en", fails=fails)


def leads(folder: Path) -> tuple[tuple[str, str, str], ...]:
    with Store.open(f"sqlite:///{folder / 'reisleider.db'}", create=False) as store:
        return store.look(lambda c: studies.leads_of(c, "zonnevaart"))


def test_nobody_leads_by_an_archive_but_by_consent(tmp_path: Path, archived: str) -> None:
    said = brought(tmp_path, archived)

    assert "The 2 people who led it there do not lead it here." in said
    assert leads(tmp_path) == ()
    type_in(tmp_path, "study", "delete", "zonnevaart", "--yes")
    assert "--leads" not in brought(tmp_path, archived, "--leads")
    assert set(leads(tmp_path)) == {("slack", "T1", "U1"), ("telegram", "42", "7")}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_archive_may_be_saved_anew_by_windows(tmp_path: Path, archived: str, encoding: str) -> None:
    brought(tmp_path, archived.replace("\n", "\r\n").encode(encoding))

    assert "zonnevaart" in type_in(tmp_path, "study", "list")


def put(value: object, *path: Any) -> Change:
    def change(one: dict[str, Any]) -> None:
        inside: Any = one
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return change


def at(platform: str, tenant: str, chat: str) -> Change:
    """Another home."""
    return put({"platform": platform, "tenant": tenant, "chat": chat, "thread": None}, "home")


ACCOUNTS = "participants", 0, "accounts"


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("home: slack:T1:@my_channel is no place on Slack", at("slack", "T1", "@my_channel")),
        ("home: telegram:42:@my_channel is no place", at("telegram", "42", "@my_channel")),
        ("home: telegram:42:", at("telegram", "42", "9" * 400)),
        ("home: telegram:42:", at("telegram", "42", "٤٢")),
        ("home: there is no chat platform icq", at("icq", "1", "2")),
        ("leads: this is no account on Slack", put([["slack", "T1", "lia@x"]], "leads")),
        ("leads: there is no chat platform icq", put([["icq", "T1", "1"]], "leads")),
        ("participants[0].accounts: this is no account", put([["telegram", "42", "anna"]], *ACCOUNTS)),
        ("study.keep_until: 2026-11-30 is no day to come", put("2026-11-30", "study", "keep_until")),
        ("study.retention_days", put(10**7, "study", "retention_days")),
    ],
)
def test_what_does_not_fit_here_is_refused(tmp_path: Path, archived: str, said: str, change: Change) -> None:
    one = json.loads(archived)
    change(one)

    assert said in brought(tmp_path, json.dumps(one), "--leads", fails=True)
    assert type_in(tmp_path, "study", "list") == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        '{"kind": "reisleider-study", "kind": "reisleider-study"}',
        b"\xff\xfe\x00",
        b"\x80\x81",
    ],
    ids=["empty", "half", "deep", "twice", "half UTF-16", "bytes"],
)
def test_what_is_no_json_is_no_archive(tmp_path: Path, text: str | bytes) -> None:
    assert "this is no study archive" in brought(tmp_path, text, fails=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_people_said_is_written_for_its_owner_alone(tmp_path: Path, archived: str) -> None:
    brought(tmp_path, archived)
    (tmp_path / "mine.json.part").write_text("left behind")
    (tmp_path / "mine.json.part").chmod(0o666)
    type_in(tmp_path, "study", "export", "zonnevaart", "--out", "mine.json")
    type_in(tmp_path, "study", "export", "zonnevaart")

    assert stat.S_IMODE((tmp_path / "mine.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "zonnevaart.study.json").stat().st_mode) == 0o600
