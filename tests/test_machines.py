"""Other machines: terminals that steer on what they print, that lack most signs, and files as others save them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typing_in import ROOT, STUDY, type_in, typed
from waiting import PATIENCE

from reisleider.bot.studies.study_file import read_study
from reisleider.flows.synthesis.compile import compile_map
from reisleider.renderers.files.markdown import write_markdown
from reisleider.renderers.words import drawable
from reisleider.renderers.words.own_words import isolate, printable
from reisleider.storage import studies
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
EVIL = "\x1b]52;c;aGFjaw==\x07Reis\x9b31m\x00 \u202enaar huis\x08"
STEERS = ("\x1b", "\x07", "\x9b", "\x00", "\u202e", "\x08", "]52")


@pytest.fixture
def steered(tmp_path: Path) -> Path:
    """A database of an earlier time, in which titles were not looked at yet."""
    study = read_study(STUDY, "study.toml", NOW)
    evil = replace(
        study, title=dict.fromkeys(study.title, EVIL), organisation=EVIL, goal=dict.fromkeys(study.goal, EVIL)
    )
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        store.do(lambda c: studies.save_study(c, evil))
    return tmp_path


@pytest.mark.parametrize("words", ["study list", "study show zonnevaart", "map zonnevaart"])
def test_no_word_steers_a_terminal(steered: Path, words: str) -> None:
    _, out, err = typed(steered, *words.split())

    assert out + err
    assert not any(one in out + err for one in STEERS)


def test_no_word_of_a_fault_steers_a_terminal(tmp_path: Path) -> None:
    said = type_in(tmp_path, "study", "new", f"{EVIL}.toml".replace("\x00", ""), fails=True)

    assert "Reis naar huis" in said
    assert not any(one in said for one in STEERS)


def test_no_word_steers_who_reads_markdown() -> None:
    study = read_study(STUDY, "study.toml", NOW)
    evil = replace(study, title=dict.fromkeys(study.title, EVIL), organisation=EVIL)
    text = write_markdown(compile_map(evil, [], version=0, now=NOW), "nl")

    assert not any(one in text for one in STEERS)


def test_what_keeps_own_words_apart_stays_printable() -> None:
    told = f"{isolate('שלום')} 🧑\u200d🚀\tok\n"

    assert printable(told) == told


def outside(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a program of its own, in another surrounding."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "reisleider.bot", *words]
    told = {**kept, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, cwd=folder, env=told, timeout=PATIENCE, check=False)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["an old Windows", "ascii", "the C locale"],
)
def test_a_terminal_that_lacks_signs_gets_no_traceback(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "é 🧳.toml").write_bytes(STUDY.replace("Gezinsvakantie", "Gezinsvakantie 🧳 Ж").encode("utf-8-sig"))
    made = outside(tmp_path, "study", "new", "é 🧳.toml", **environment)
    told = outside(tmp_path, "study", "list", **environment)
    half = outside(tmp_path, "map", "zonnevaart", "--preview", **environment)

    assert made.returncode == 0, made.stderr
    assert b"Gezinsvakantie ?" in told.stdout
    assert not any(b"Traceback" in one.stderr for one in (made, told, half))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_study_file_may_be_saved_by_windows(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "study.toml").write_bytes(STUDY.replace("\n", "\r\n").encode(encoding))

    assert "zonnevaart" in type_in(tmp_path, "study", "new", "study.toml")


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(b'id = "\x80\x81"')

    assert "this study file cannot be read" in type_in(tmp_path, "study", "new", "study.toml", fails=True)


@pytest.mark.parametrize(
    ("typed_in", "said"),
    [
        (("study", "new", "endless"), "this study file cannot be read"),
        (("study", "take", "zonnevaart", "--file", "endless", "--map", "endless"), "endless"),
        (("study", "measures", "zonnevaart", "--file", "endless"), "nog geen kaart"),
        (("check", "--config", "endless"), "this settings file cannot be read"),
    ],
)
def test_of_a_file_without_end_no_more_is_read_than_fits(tmp_path: Path, typed_in: tuple[str, ...], said: str) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    with (tmp_path / "endless").open("wb") as file:
        file.truncate(2**42)  # takes no room on the disk; nobody's memory holds it

    assert said in type_in(tmp_path, *typed_in, fails=True)


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ("ﬁets op kantoor", "fiets op kantoor"),
        ("oﬃce", "office"),
        ("ａｂｃ", "abc"),
        ("12 ㎞", "12 km"),
        ("ｘ\u202e", "x"),
    ],
)
def test_letters_in_another_dress_are_drawn_as_letters(told: str, drawn: str) -> None:
    assert drawable.clean(told) == drawn


def test_a_machine_without_time_zones_of_its_own_has_those_that_came_along(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text('timezone = "Europe/Amsterdam"\n' + STUDY, encoding="utf-8")
    made = outside(tmp_path, "study", "new", "study.toml", PYTHONTZPATH="")

    assert made.returncode == 0, made.stderr
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(one.startswith("tzdata") for one in project["dependencies"])


def test_the_line_to_come_back_quotes_what_holds_a_space(tmp_path: Path) -> None:
    (tmp_path / "mijn instellingen.toml").write_text("", encoding="utf-8")
    told = typed(
        tmp_path,
        "interview",
        "customer",
        "--as",
        "Jan de Vries",
        "--config",
        "mijn instellingen.toml",
        replies="ja\n",
    )
    back = next(line for line in (told[1] + told[2]).splitlines() if "interview customer" in line)

    words = shlex.split(back[back.index("interview customer") :])
    assert words[words.index("--as") + 1] == "Jan de Vries"
    assert words[words.index("--config") + 1] == "mijn instellingen.toml"


def test_a_dumb_terminal_is_kept_narrow(tmp_path: Path) -> None:
    type_in(tmp_path, "study", "new", _study(tmp_path))
    told = outside(tmp_path, "--help", TERM="dumb", COLUMNS="300")

    assert told.returncode == 0
    assert b"\x1b" not in told.stdout
    assert max(map(len, told.stdout.decode().splitlines())) <= 120


def _study(folder: Path) -> str:
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return "study.toml"
