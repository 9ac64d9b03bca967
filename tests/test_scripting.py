"""What a script goes by: JSON, exit codes, and what a shell is told to complete commands."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typing_in import ROOT, STUDY, tell_steps, type_in, typed, typed_outside

from reisleider.flows.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_studies_are_listed_as_json_in_names_of_no_language(tmp_path: Path, language: str) -> None:
    tell_steps(tmp_path, [["gebeld", "gewacht"]])

    (one,) = json.loads(type_in(tmp_path, "study", "list", "--json", "--language", language))

    assert (one["id"], one["begun"]) == ("zonnevaart", 1)
    assert set(one) == {"id", "title", "begun", "finished"}


def test_no_study_is_an_empty_list(tmp_path: Path) -> None:
    type_in(tmp_path, "migrate")

    assert json.loads(type_in(tmp_path, "study", "list", "--json")) == []


def test_what_lies_aside_is_listed_as_json(tmp_path: Path) -> None:
    type_in(tmp_path, "migrate")
    with closing(sqlite3.connect(tmp_path / "reisleider.db")) as connection, connection:
        connection.execute("INSERT INTO inbox (key, taken_at, parked, error) VALUES ('u1', '2026', '{}', 'ValueError')")
        connection.execute(
            "INSERT INTO timers (kind, subject, fence, due_at, parked) VALUES ('x', 's', 0, '2026', 'no')"
        )

    (update,) = json.loads(type_in(tmp_path, "inbox", "list", "--json"))
    (job,) = json.loads(type_in(tmp_path, "jobs", "list", "--json"))

    assert update == {"key": "u1", "why": "ValueError"}
    assert (job["what"], job["where"], job["why"]) == ("x", "s", "no")
    assert json.loads(type_in(tmp_path, "outbox", "list", "--json")) == []


def test_check_tells_as_json_what_is_to_be_mended(tmp_path: Path) -> None:
    code, out, _ = typed(tmp_path, "check", "--json")
    told = json.loads(out)

    assert (code, told["ok"]) == (1, False)
    assert any("No chat platform is set up" in line for line in told["findings"])


def test_exit_codes_are_those_that_are_told(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    shown = {
        typed(tmp_path, "study", "list")[0],
        typed(tmp_path, "check")[0],
        typed(tmp_path, "study", "delete", "zonnevaart", replies="nee\n")[0],
        typed(tmp_path, "study", "show", "nowhere")[0],
        typed(tmp_path, "study", "list", "--colour")[0],
        typed(tmp_path, "map", "zonnevaart", "--config", "none.toml")[0],
    }
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    told = page.partition("| exit code |")[2].partition("\n\n")[0]

    assert typed(tmp_path, "study", "delete", "zonnevaart", replies="nee\n")[0] == 1
    assert typed(tmp_path, "study", "show", "nowhere")[0] == 2
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)} == shown == {0, 1, 2}


def test_a_shell_is_told_how_to_complete(tmp_path: Path) -> None:
    code, out, err = typed_outside(tmp_path, "--show-completion", "bash")

    assert (code, err) == (0, "")
    assert "complete" in out
    assert "COMPLETE=complete_bash" in out
