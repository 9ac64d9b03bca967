"""A copy of the house, so that a test can add one thing to it and see that nothing else had to be touched.

Law: a copy is a test's own; what runs in it runs in a process of its own, and sees no other copy of our code.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
FOLDERS = ("bot", "flows", "renderers", "storage")
_SEES_ITSELF = """
import reisleider.flows
from pathlib import Path
assert Path(reisleider.flows.__file__).is_relative_to({root!r}), reisleider.flows.__file__
"""


@dataclass(frozen=True)
class House:
    """The four packages as a plain tree; ``root`` is the folder that holds ``reisleider``."""

    root: Path

    def add(self, path: str, text: str) -> Path:
        """Add one file that is not there yet, named from within the package: ``flows/questions/date.py``."""
        file = self.root / "reisleider" / path
        assert not file.exists(), f"{path} is there already; adding is not changing"
        file.write_text(text, encoding="utf-8")
        return file

    def add_worked(self, path: str) -> Path:
        """Add a file as it stands in docs/adding.md, the worked example for who adds one."""
        page = (HERE / "docs" / "adding.md").read_text(encoding="utf-8")
        found = re.search(rf"^```\w+\n# {re.escape(path)}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
        assert found is not None, path
        return self.add(path, found[1])

    def run(self, code: str, *arguments: str, typed: str = "") -> str:
        """What Python prints when it runs this code in the copy, with these arguments and this typed at it."""
        seen = os.pathsep.join((str(self.root), str(HERE / "tests")))
        done = subprocess.run(
            [sys.executable, "-c", _SEES_ITSELF.format(root=str(self.root)) + code, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": seen, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def copy_house(tmp_path: Path) -> House:
    """The four packages copied to ``tmp_path/reisleider``."""
    for folder in FOLDERS:
        shutil.copytree(HERE / folder, tmp_path / "reisleider" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return House(tmp_path)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """This test's own copy of the house."""
    return copy_house(tmp_path)
