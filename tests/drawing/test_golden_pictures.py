"""The pictures as they were when somebody last found them good, and the same bytes on a machine without any font."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from golden.golden import assert_golden
from map_samples import a_map, young_map

from reisleider.renderers.picture.cuts import draw
from reisleider.renderers.picture.drawing.png import rasterise

ROOT = Path(__file__).parent.parent.parent
DRAW = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
sys.path.insert(0, sys.argv[2])
from map_samples import a_map
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.cuts import draw
print(hashlib.sha256(rasterise(draw(a_map(), "nl", "phone"), scale=0.5)).hexdigest())
"""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("cut", ["full", "phone"])
def test_a_picture_is_what_it_was(cut: str, language: str) -> None:
    assert_golden(f"map-{cut}.{language}.svg", draw(a_map(), language, cut).encode())


@pytest.mark.parametrize("cut", ["full", "phone"])
def test_a_first_map_is_what_it_was(cut: str) -> None:
    assert_golden(f"first-{cut}.nl.svg", draw(young_map(), "nl", cut).encode())


def test_the_picture_is_the_same_to_the_byte_on_a_machine_without_fonts(tmp_path: Path) -> None:
    here = rasterise(draw(a_map(), "nl", "phone"), scale=0.5)
    nothing = tmp_path / "fonts.conf"
    nothing.write_text('<?xml version="1.0"?><fontconfig></fontconfig>', encoding="utf-8")
    bare = {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(nothing), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", DRAW, str(ROOT), str(Path(__file__).parent)]
    there = subprocess.run(command, env=bare, capture_output=True, text=True, check=True).stdout.strip()

    assert there == hashlib.sha256(here).hexdigest()
