"""Adding a chat platform is adding one package: nothing else is touched, and everything a platform does works on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def copy_house(folder: Path) -> Path:
    """The four packages copied into ``folder/reisleider``."""
    for layer in ("bot", "flows", "renderers", "storage"):
        shutil.copytree(ROOT / layer, folder / "reisleider" / layer, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def add_platform(house: Path) -> None:
    package = house / "reisleider" / "bot" / "adapters" / "inmemory"
    package.mkdir()
    shutil.copy(HERE / "inmemory_platform.py", package / "__init__.py")


def run(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    seen = os.pathsep.join(map(str, (house, ROOT / "tests" / "platforms")))
    environ = {**os.environ, "PYTHONPATH": seen, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=house,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_whole_interviews_are_played_on_a_platform_that_was_added(tmp_path: Path) -> None:
    house = copy_house(tmp_path)
    add_platform(house)

    done = run(house, str(HERE / "inmemory_play.py"), str(tmp_path / "study.db"))

    assert (done.returncode, done.stdout) == (0, "played\n"), done.stderr


def test_the_settings_and_the_command_line_know_it(tmp_path: Path) -> None:
    house = copy_house(tmp_path)
    before = run(house, "-m", "reisleider.bot", "check")
    add_platform(house)
    after = run(house, "-m", "reisleider.bot", "check")
    (house / "config.toml").write_text('[inmemory]\nhouse = "here"\n', encoding="utf-8")

    assert "INMEMORY" not in before.stdout
    assert "REISLEIDER_INMEMORY__HOUSE or REISLEIDER_TELEGRAM__TOKEN or REISLEIDER_SLACK__BOT_TOKEN" in after.stdout
    assert run(house, "-m", "reisleider.bot", "check").stdout == "inmemory: ready.\n"
